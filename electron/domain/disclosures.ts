import type {CallRecord} from '../contract/call.ts';
import type {LineMoment, RequiredLineKind} from '../contract/contact-rules.ts';
import type {Pack, PartId} from '../contract/pack.ts';

type Told = Pick<CallRecord, 'rules' | 'disclosures' | 'connectedAt' | 'party' | 'outcome'>;

/** Whether the moment at which a required line is due came in this call. */
function cameTo(moment: LineMoment, {connectedAt, party, outcome}: Told): boolean {
  const voicemail = outcome?.contact === 'VM' || outcome?.contact === 'LCM';
  switch (moment) {
    case 'opening':
      return connectedAt !== null && !voicemail;
    case 'afterIdentity':
      return party === 'right';
    case 'voicemail':
      // `VM` says that nothing was left: no message, no words that it needs.
      return outcome?.contact === 'LCM';
  }
}

/** Required lines of the call that were due and not ticked as said, in the order in which they are due. */
export function unsaidDisclosures(record: Told): RequiredLineKind[] {
  const said = new Set(record.disclosures?.map(({line}) => line));
  const due = record.rules?.requiredLines.filter(({moment}) => cameTo(moment, record)) ?? [];
  return [...new Set(due.map(({line}) => line))].filter((line) => !said.has(line));
}

/** The disclosure that a line of a pack makes; null when it makes none. */
export function disclosingLine({stages, branches}: Pack, lineId: PartId): RequiredLineKind | null {
  const lines = [...stages, ...branches].flatMap((part) => part.lines);
  return lines.find(({id}) => id === lineId)?.discloses ?? null;
}
