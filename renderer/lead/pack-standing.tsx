import {Text} from '@mantine/core';
import type {PackInfo} from '../../electron/contract/pack.ts';
import {strings, useText} from '../shared/strings.ts';
import {useSync} from '../shared/sync/use-sync.ts';
import {nameOf, rivalOf} from './use-packs.ts';

const texts = strings({
  heldBack: (given: string) => ({
    'zh-CN': `团队话术库给本机的是 ${given}。在这里换用别的版本或停用，只到下一次更新为止（十分钟内自动进行）。要让全队退回，请在“发布”里撤回 ${given}。`,
    en: `The team’s repository gives this desk ${given}. What is activated or deactivated here lasts only until the next sync, which comes by itself within ten minutes. To take the whole team back, withdraw ${given} in Distribution.`,
  }),
  forNow: (given: string) => ({
    'zh-CN': `只是暂时：团队话术库给本机的是 ${given}，下一次更新（十分钟内自动进行）就会恢复。要让全队退回，请在“发布”里撤回 ${given}。`,
    en: `For now only: the team’s repository gives this desk ${given}, and the next sync, which comes by itself within ten minutes, takes it again. To take the whole team back, withdraw ${given} in Distribution.`,
  }),
  offForNow: (given: string) => ({
    'zh-CN': `已在本机停用，但只是暂时：团队话术库给本机的是 ${given}，下一次更新（十分钟内自动进行）就会恢复。`,
    en: `Deactivated here, but for now only: the team’s repository gives this desk ${given}, and the next sync, which comes by itself within ten minutes, takes it again.`,
  }),
  rivalUsed: (other: string) => ({
    'zh-CN': `${other} 也在使用中，地区和语言相同。这样的通话用这一个；要用另一个，请停用这一个。`,
    en: `${other} is active too, for the same jurisdiction and language. Such calls use this one; to use the other, deactivate this one.`,
  }),
  rivalUnused: (other: string) => ({
    'zh-CN': `${other} 也在使用中，地区和语言相同。这样的通话用 ${other}，不用这一个；要用这一个，请停用 ${other}。`,
    en: `${other} is active too, for the same jurisdiction and language. Such calls use ${other} and not this one; to use this one, deactivate ${other}.`,
  }),
});

interface PackStandingProps {
  info: PackInfo;
  /** The active version of the same pack id. */
  active: PackInfo | null;
  /** Of all packs, those that calls may use. */
  inUse: readonly PackInfo[];
}

/** What else decides whether calls use a version: the team's repository, and another pack for the same calls. */
export function PackStanding({info, active, inUse}: PackStandingProps) {
  const text = useText(texts);
  const {status} = useSync();
  const given = status?.meant.find(({id}) => id === info.id) ?? null;
  const rival = info.active ? rivalOf(info, inUse) : null;
  return (
    <>
      {given !== null && (
        <Text size="sm" role="note">
          <span aria-hidden="true">{active?.sha256 === given.sha256 ? 'ⓘ' : '⚠'} </span>
          {active === null
            ? text.offForNow(given.version)
            : (active.sha256 === given.sha256 ? text.heldBack : text.forNow)(given.version)}
        </Text>
      )}
      {rival !== null && (
        <Text size="sm" role="note">
          <span aria-hidden="true">⚠ </span>
          {rival.used === info ? text.rivalUsed(nameOf(rival.other)) : text.rivalUnused(nameOf(rival.used))}
        </Text>
      )}
    </>
  );
}
