import {Account} from '../contract/account.ts';
import {AppError} from '../contract/errors.ts';
import type {Input, Output} from '../contract/methods.ts';
import type {AccountErased, KeptAccount, Retention, RetentionRow} from '../contract/retention.ts';
import type {ContactRule} from '../contract/contact-rules.ts';
import type {Id, Jurisdiction} from '../contract/values.ts';
import {accountZone, dayIn} from '../domain/days.ts';
import {maskNote, maskRow} from '../domain/masking.ts';
import {mayBeErased, retentionOf} from '../domain/retention.ts';
import {readAccount} from '../store/accounts.ts';
import {
  accountsWithCalls,
  deleteAccount,
  forgetEvents,
  hasRunningCall,
  lastNotedContacts,
  type StoredAccount,
  sweepCopies,
  tracesOf,
} from '../store/erasure.ts';
import {appendEvent, ownDevice, readEvent} from '../store/journal.ts';
import {v7} from 'uuid';
import {noAccount} from './account-handlers.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';
import {rulesOf} from './judging.ts';

/** Reads the retention of one account after another; the rules of a jurisdiction are asked for once. */
class RetentionReader {
  private readonly rules = new Map<Jurisdiction, readonly ContactRule[]>();
  private readonly noted: ReadonlyMap<Id, string>;
  private readonly desk: Desk;

  constructor(desk: Desk, id: Id | null) {
    this.desk = desk;
    this.noted = lastNotedContacts(desk.db, id);
  }

  row({id, body, calls, lastCallAt}: StoredAccount): RetentionRow {
    const account = Account.parse({...(JSON.parse(body) as object), numbers: []});
    return {
      id,
      reference: account.reference,
      customerName: account.person.name,
      lastCallAt,
      calls,
      retention: this.retention(account, lastCallAt),
    };
  }

  private retention(account: Account, lastCallAt: string | null): Retention {
    const {desk} = this;
    const zone = accountZone(account.timeZones, currentProfile(desk)?.timeZone ?? 'UTC');
    const lastAt = [lastCallAt, this.noted.get(account.id)]
      .filter((at) => typeof at === 'string')
      .toSorted()
      .at(-1);
    return retentionOf(
      this.rulesOf(account.jurisdiction),
      {
        region: account.region ?? null,
        products: account.debts.map(({product}) => product),
        closedOn: account.closedOn ?? null,
        lastContactOn: lastAt === undefined ? null : dayIn(zone, lastAt),
      },
      dayIn(zone, timestamp(desk)),
    );
  }

  private rulesOf(jurisdiction: Jurisdiction): readonly ContactRule[] {
    const known = this.rules.get(jurisdiction);
    if (known !== undefined) return known;
    const rules = rulesOf(this.desk, jurisdiction)
      .filter(({inForce}) => inForce)
      .map(({rule}) => rule);
    this.rules.set(jurisdiction, rules);
    return rules;
  }
}

function keptRow(desk: Desk, id: Id): RetentionRow {
  const [stored] = accountsWithCalls(desk.db, id);
  if (stored === undefined) throw noAccount();
  return new RetentionReader(desk, id).row(stored);
}

function listReached(desk: Desk, {unmasked}: Input<'retention.list'>): RetentionRow[] {
  const reader = new RetentionReader(desk, null);
  return accountsWithCalls(desk.db, null)
    .map((stored) => reader.row(stored))
    .filter(({retention}) => mayBeErased(retention))
    .sort(
      (a, b) =>
        (a.retention.keepUntil ?? '').localeCompare(b.retention.keepUntil ?? '') ||
        a.reference.localeCompare(b.reference),
    )
    .map((row) => (unmasked === true ? row : maskRow(row)));
}

function kept(desk: Desk, {id, unmasked}: Input<'account.kept'>): KeptAccount {
  const row = keptRow(desk, id);
  const numbers = readAccount(desk.db, id)?.numbers ?? [];
  return {...(unmasked === true ? row : maskRow(row)), numbers};
}

/** @throws AppError `conflict` while a call with the account goes on, `forbidden` while a rule keeps it */
function refuseErasing(desk: Desk, {id, retention}: RetentionRow, ground: Input<'account.erase'>['ground']): void {
  if (hasRunningCall(desk.db, id)) {
    throw new AppError('conflict', {
      'zh-CN': '这个账户还有一通电话没有保存结果，请先结束它。',
      en: 'A call with this account has no outcome yet. Finish it first.',
    });
  }
  if (ground !== 'retentionReached' || mayBeErased(retention)) return;
  const {keepUntil, rule} = retention;
  const named = rule === null ? '' : ` (${rule.id})`;
  throw new AppError(
    'forbidden',
    keepUntil === null
      ? {
          'zh-CN': `保存期限还没有开始计算${named}：账户尚未结案。未删除；如客户本人要求删除，请选择相应的依据。`,
          en: `The period of retention has not begun${named}: the account is not closed. Nothing was erased; if the person asked for it, choose that ground.`,
        }
      : {
          'zh-CN': `须保存至 ${keepUntil}${named}，未删除。如客户本人要求删除，请选择相应的依据。`,
          en: `It must be kept until ${keepUntil}${named}. Nothing was erased; if the person asked for it, choose that ground.`,
        },
  );
}

function erase(desk: Desk, {id, accountId, ground, why}: Input<'account.erase'>): Output<'account.erase'> {
  const run = desk.db.transaction((): Output<'account.erase'> => {
    const before = readEvent(desk.db, id);
    if (before !== null) return erasedBefore(before.type, before.payload, accountId);
    const row = keptRow(desk, accountId);
    refuseErasing(desk, row, ground);
    const {reference, customerName, retention} = row;
    const traces = tracesOf(desk.db, {id: accountId, reference, name: customerName});
    const agent = currentProfile(desk)?.agentId ?? null;
    const at = timestamp(desk);
    const own = ownDevice(desk.db);
    for (const {device, seqs} of traces.places) {
      forgetEvents(desk.db, {device, seqs});
      const payload = device === own ? {seqs} : {device, seqs};
      appendEvent(desk.db, {id: v7(), callId: null, type: 'payload.erased', payload, at, agent});
    }
    deleteAccount(desk.db, {id: accountId, reference});
    const payload: AccountErased = {
      accountId,
      ground,
      // A reason is written by hand and may name the person after all.
      why: maskNote(why, [customerName, reference]),
      retention: {state: retention.state, keepUntil: retention.keepUntil, ruleId: retention.rule?.id ?? null},
      calls: traces.calls.length,
      events: traces.events,
    };
    appendEvent(desk.db, {id, callId: null, type: 'account.erased', payload, at, agent});
    return {calls: traces.calls.length, events: traces.events};
  });
  const erased = run.immediate();
  sweepCopies(desk.db, desk.dataFolder);
  desk.emit({type: 'account.erased', accountId});
  return erased;
}

function erasedBefore(type: string, payload: string | null, accountId: Id): Output<'account.erase'> {
  const said = type === 'account.erased' && payload !== null ? (JSON.parse(payload) as AccountErased) : null;
  if (said?.accountId === accountId) return {calls: said.calls, events: said.events};
  throw new AppError('conflict', {
    'zh-CN': '同一编号已保存过不同的内容，未作更改。',
    en: 'Something else was already saved under this id. Nothing was changed.',
  });
}

export const retentionHandlers: HandlersOf<'retention'> &
  Pick<HandlersOf<'account'>, 'account.kept' | 'account.erase'> = {
  'account.kept': kept,
  'account.erase': erase,
  'retention.list': listReached,
};
