import type {Happened, Situation} from './situation.ts';

type Medium = 'call' | 'sms' | 'email';

const ASKED: Record<Medium, Happened['kind']> = {call: 'inboundVoicemail', sms: 'inboundSms', email: 'inboundEmail'};
const ANSWERED: Record<Medium, readonly Happened['kind'][]> = {
  call: [
    'callNoAnswer',
    'callVoicemail',
    'callConversation',
    'callDropped',
    'callDeclined',
    'callRinglessVoicemail',
    'callNotification',
  ],
  sms: ['outSms'],
  email: ['outEmail'],
};

/**
 * Whether a message of the person waits for its one reply in the medium of the plan (comment 6(b)(1)-2, 12 CFR
 * 1006.14(h)(2)(ii)). To answer their own call is the reply to it, so a conversation they began leaves none open.
 *
 * @param counts which of the person's and the collector's contacts belong to the occasion
 */
export function replyOpen({plan, history}: Situation, counts: (event: Happened) => boolean): boolean {
  const medium = plan.kind;
  if (medium !== 'call' && medium !== 'sms' && medium !== 'email') return false;
  let open = 0;
  for (const event of history) {
    if (event.person !== plan.person || !counts(event)) continue;
    if (event.kind === ASKED[medium]) open += 1;
    else if (ANSWERED[medium].includes(event.kind)) open = Math.max(0, open - 1);
  }
  return open > 0;
}
