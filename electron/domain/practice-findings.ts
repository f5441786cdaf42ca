import type {Finding, Judgement} from '../contract/contact-rules.ts';
import type {AccountFlag} from '../contract/flags.ts';
import type {Id, LocalText} from '../contract/values.ts';
import type {OpenPromise} from './promises.ts';

/** What the trade does without a law that says so; a lead may let it pass. */
const SOURCE = 'Callside';

const finding = (ruleId: string, verdict: Finding['verdict'], message: LocalText): Finding => ({
  ruleId,
  effect: verdict === 'blocked' ? 'block' : 'warn',
  verdict,
  message,
  source: SOURCE,
  status: 'verified',
  house: true,
  until: null,
  override: 'lead',
});

/** What speaks against a routine call to the customer: a promise that is waited for, bankruptcy, a death. */
export function practiceFindings(flags: readonly AccountFlag[], promise: OpenPromise | null): Finding[] {
  const has = (kind: AccountFlag['flag']['kind']) => flags.some(({flag}) => flag.kind === kind);
  const findings: Finding[] = [];
  if (has('deceased')) {
    findings.push(
      finding('OWN-DECEASED', 'blocked', {
        'zh-CN': '已登记客户去世或无行为能力：先由组长决定怎样联系。',
        en: 'Noted as deceased or incapable: the lead decides first how to go on.',
      }),
    );
  }
  if (has('bankruptcy')) {
    findings.push(
      finding('OWN-BANKRUPTCY', 'blocked', {
        'zh-CN': '已登记客户申请破产：先由组长决定怎样联系。',
        en: 'Noted as bankrupt: the lead decides first how to go on.',
      }),
    );
  }
  if (promise !== null && promise.due === 'check') {
    findings.push(
      finding('OWN-PROMISE', 'warn', {
        'zh-CN': `承诺日 ${promise.next.day} 已过：先查是否到账，再打催收电话。`,
        en: `The payment promised for ${promise.next.day} is due: look whether it came in before you call.`,
      }),
    );
  } else if (promise !== null) {
    findings.push(
      finding('OWN-PROMISE', 'warn', {
        'zh-CN': `承诺日 ${promise.next.day} 未过，例行催收暂停至 ${promise.pausedUntil}。`,
        en: `A payment is promised for ${promise.next.day}; routine calls pause until ${promise.pausedUntil}.`,
      }),
    );
  }
  return findings;
}

/**
 * Where somebody else answered and asked for no more calls, that number is left alone: the customer may be reached elsewhere.
 * A wish that names no number speaks against none.
 *
 * @param sameNumbers ids that are the same number, by the id they are named by
 */
export function leftAloneFindings(
  flags: readonly AccountFlag[],
  numberId: Id | null,
  sameNumbers: ReadonlyMap<Id, Id>,
): Finding[] {
  const same = (id: Id): Id => sameNumbers.get(id) ?? id;
  const asked =
    numberId !== null &&
    flags.some(
      ({flag}) => flag.kind === 'thirdPartyStop' && flag.numberId !== null && same(flag.numberId) === same(numberId),
    );
  if (!asked) return [];
  return [
    finding('OWN-THIRD-PARTY-STOP', 'blocked', {
      'zh-CN': '接听这个号码的第三方要求不再来电：请换号码，或由组长决定。',
      en: 'Somebody else who answers this number asked for no more calls: use another number, or ask the lead.',
    }),
  ];
}

/** A judgement with more findings; of several verdicts the severest wins, and a block that no time ends has no end. */
export function withFindings(judgement: Judgement, more: readonly Finding[]): Judgement {
  if (more.length === 0) return judgement;
  const blocks = more.some(({verdict}) => verdict === 'blocked');
  const findings = [...judgement.findings, ...more].toSorted(
    (a, b) => Number(b.verdict === 'blocked') - Number(a.verdict === 'blocked'),
  );
  return {
    ...judgement,
    findings,
    verdict: blocks || judgement.verdict === 'blocked' ? 'blocked' : 'warn',
    nextAllowedAt: blocks ? null : judgement.nextAllowedAt,
    changesAt: blocks ? null : judgement.changesAt,
  };
}
