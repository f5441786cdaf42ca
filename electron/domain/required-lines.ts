import type {CallRecord} from '../contract/call.ts';
import type {LineMoment, RequiredLineKind} from '../contract/contact-rules.ts';
import type {Line, Pack} from '../contract/pack.ts';
import {type CallFacts, lineShows} from './script-lines.ts';

/** Something that must be said in a call, because a rule asks for it or because the pack wants it said as written. */
export interface RequiredSaying {
  /** What a rule asks for; null where only the pack does. */
  kind: RequiredLineKind | null;
  /** The pack's wording; null where it has none, and the agent's own words must do. */
  line: Line | null;
  said: boolean;
  /** Its moment has come; before that it is only announced. */
  due: boolean;
}

export interface RequiredSources {
  pack: Pick<Pack, 'stages' | 'branches'>;
  /** What the rules ask for in this call. */
  asked: readonly {line: RequiredLineKind; moment: LineMoment}[];
  record: CallRecord;
  facts: CallFacts;
  /** Ids of the stages and branches that the call came to. */
  entered: ReadonlySet<string>;
}

/**
 * What must be said in this call, in the order of the script: first what the rules ask for, then what the pack alone
 * wants said as written in the stages so far. The message for a voicemail is not among it: it has a place of its own.
 */
export function requiredSayings({pack, asked, record, facts, entered}: RequiredSources): RequiredSaying[] {
  const parts = [...pack.stages, ...pack.branches];
  const lines = parts.flatMap((part) => part.lines);
  const disclosed = new Set(record.disclosures?.map(({line}) => line));
  const used = new Set(record.linesUsed.map(({lineId}) => lineId));
  const saidAs = (line: Line | null) => line !== null && used.has(line.id);
  const byRule = asked
    .filter(({line, moment}, i) => moment !== 'voicemail' && asked.findIndex((other) => other.line === line) === i)
    .toSorted((a, b) => Number(a.moment === 'afterIdentity') - Number(b.moment === 'afterIdentity'))
    .map(({line: kind, moment}): RequiredSaying => {
      const line = lines.find(({discloses}) => discloses === kind) ?? null;
      const due = moment === 'opening' ? record.connectedAt !== null : record.party === 'right';
      return {kind, line, said: disclosed.has(kind) || saidAs(line), due};
    });
  const covered = new Set(byRule.map(({line}) => line?.id));
  const kinds = new Set(byRule.map(({kind}) => kind));
  const saysOfCollecting = kinds.has('miniMirandaFirst') || kinds.has('miniMirandaLater');
  const byPack = parts
    .filter(({id}) => entered.has(id))
    .flatMap((part) => part.lines)
    .filter((line) => line.kind === 'verbatim' && line.cue === undefined && !covered.has(line.id))
    // Of the first and the later form of a disclosure a call has only one.
    .filter((line) => !(saysOfCollecting && line.discloses?.startsWith('miniMiranda')))
    .filter((line) => lineShows(line, facts))
    .map((line): RequiredSaying => {
      const said = saidAs(line) || (line.discloses !== undefined && disclosed.has(line.discloses));
      return {kind: line.discloses ?? null, line, said, due: record.connectedAt !== null};
    });
  return [...byRule, ...byPack];
}

/** What was due and is not marked as said: shown before the call is closed, never a reason to refuse. */
export const unsaidSayings = (sayings: readonly RequiredSaying[]): RequiredSaying[] =>
  sayings.filter(({due, said}) => due && !said);

/** The one message that a pack has for a voicemail. */
export const voicemailLine = (pack: Pick<Pack, 'stages'>): Line | null =>
  pack.stages.flatMap((stage) => stage.lines).find(({discloses}) => discloses === 'limitedContent') ?? null;
