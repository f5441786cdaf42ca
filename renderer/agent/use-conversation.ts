import {useMemo, useState} from 'react';
import type {IdentityCheck} from '../../electron/contract/call.ts';
import type {SearchHit} from '../../electron/contract/methods.ts';
import type {AccountFlag} from '../../electron/contract/flags.ts';
import type {Branch, BranchKind, Line, Objection, Pack, Stage, Tone} from '../../electron/contract/pack.ts';
import {stageAfterVerification} from '../../electron/domain/call-stages.ts';
import {type Gate, gateOf, stageIsLocked} from '../../electron/domain/gate.ts';
import {type RequiredSaying, requiredSayings, unsaidSayings} from '../../electron/domain/required-lines.ts';
import {callFacts, type CallFacts, pickAnswer} from '../../electron/domain/script-lines.ts';
import {useSession} from '../shared/session.tsx';
import {withoutAgreed} from './promise/agreed-slots.ts';
import {isPlanned, plannedIn} from './promise/planned-call.ts';
import type {AgentCall} from './use-call.ts';
import {useNow} from './use-now.ts';

/** Hard calls in which somebody else is on the line: the gate closes with them. */
const SOMEBODY_ELSE: readonly BranchKind[] = ['thirdParty', 'wrongNumber', 'deceased'];

export interface Conversation {
  gate: Gate | null;
  facts: CallFacts | null;
  stage: Stage | null;
  branch: Branch | null;
  objection: Objection | null;
  tone: Tone;
  checks: readonly IdentityCheck[];
  usedLines: ReadonlySet<string>;
  visited: ReadonlySet<string>;
  /** What must be said in this call; the ticks stand beside it. */
  sayings: readonly RequiredSaying[];
  /** What the key ticks next: of the stage in sight first. */
  nextSaying: RequiredSaying | null;
  /** What was due and is not marked as said. */
  unsaid: readonly RequiredSaying[];
  /** The customer is on the line though the call might not have been begun: only a polite ending. */
  polite: boolean;
  typedSlots: Readonly<Record<string, string>>;
  /** Whether an answer to this objection may be said now. */
  mayAnswer: (objectionId: string) => boolean;
  connect: () => void;
  confirm: () => void;
  setChecks: (checks: IdentityCheck[]) => void;
  enterStage: (stage: Stage) => void;
  moveStage: (by: 1 | -1) => void;
  takeBranch: (kind: BranchKind) => void;
  leaveBranch: () => void;
  pick: (hit: SearchHit) => void;
  leaveAnswer: () => void;
  chooseTone: (tone: Tone) => void;
  say: (line: Line) => void;
  sayAnswer: () => void;
  sayRequired: () => void;
  tick: (saying: RequiredSaying) => void;
  typeSlot: (slot: string, value: string) => void;
  fillSlot: (slot: string, value: string) => void;
}

interface Browsing {
  objectionId: string | null;
  tone: Tone;
}

const NOTHING_BROWSED: Browsing = {objectionId: null, tone: 'standard'};

/** What is said in the call: where it stands, what may be said, and every step the agent can take in it. */
export function useConversation(
  callState: AgentCall,
  pack: Pack | null | undefined,
  flags: readonly AccountFlag[],
): Conversation {
  const {current, record: recordStep, changeDraft} = callState;
  const {profile} = useSession().session;
  // Between calls answers can be read too; that is no step of anything.
  const [browsing, setBrowsing] = useState(NOTHING_BROWSED);
  const [branchKind, setBranchKind] = useState<BranchKind | null>(null);
  const [checks, setChecks] = useState<IdentityCheck[]>([]);
  const now = useNow(30_000);

  const record = current?.record ?? null;
  const draft = current?.draft ?? null;
  const gate = record === null ? null : gateOf(record);

  // Another call starts with nothing of the one before on the screen.
  const callId = record?.id ?? null;
  const [shownCall, setShownCall] = useState(callId);
  if (shownCall !== callId) {
    setShownCall(callId);
    setBranchKind(null);
    setChecks([]);
    setBrowsing(NOTHING_BROWSED);
  }

  const typedSlots = draft?.slots;
  const account = current?.account ?? null;
  const facts = useMemo(
    () =>
      pack && profile
        ? callFacts({pack, profile, record, account, flags, typed: typedSlots ?? {}, now: new Date(now).toISOString()})
        : null,
    [pack, profile, record, account, flags, typedSlots, now],
  );
  const objectionId = draft === null ? browsing.objectionId : draft.objectionId;
  const tone = draft === null ? browsing.tone : draft.tone;
  const objection = pack?.objections.find((each) => each.id === objectionId) ?? null;
  const branch = pack?.branches.find((each) => each.kind === branchKind) ?? null;
  const care = facts?.care ?? 'usual';
  const polite = record?.rules?.verdict === 'blocked' && record.rules.begun === 'onLine' && gate !== 'preparing';
  const stage = stageNow(pack, record?.stages.at(-1)?.stageId, {gate, ending: polite || record?.party === 'third'});
  const usedLines = useMemo(() => new Set(record?.linesUsed.map((line) => line.lineId)), [record?.linesUsed]);
  const visited = useMemo(() => new Set(record?.stages.map((each) => each.stageId)), [record?.stages]);
  const asked = current?.judgement?.requiredLines ?? record?.rules?.requiredLines;
  const entered = new Set([...visited, ...[stage, branch].flatMap((part) => part?.id ?? [])]);
  const sayings =
    pack && facts !== null && record !== null
      ? requiredSayings({pack, asked: asked ?? [], record, facts, entered})
      : [];
  const unsaid = unsaidSayings(sayings);
  const inSight = new Set((branch ?? stage)?.lines.map((line) => line.id));
  const nextSaying = unsaid.find(({line}) => line !== null && inSight.has(line.id)) ?? unsaid[0] ?? null;

  const dropAnswer = () => {
    if (draft === null) setBrowsing({...browsing, objectionId: null});
    else if (draft.objectionId !== null) changeDraft((typing) => ({...typing, objectionId: null}));
  };
  const goTo = (next: Stage | undefined) => {
    setBranchKind(null);
    dropAnswer();
    if (next === undefined || record === null) return;
    recordStep({type: 'stage.entered', payload: {stageId: next.id, kind: next.kind}});
  };
  const stageOfKind = (kind: Stage['kind']) => pack?.stages.find((each) => each.kind === kind);
  const enterStage = (next: Stage) => {
    if (!stageIsLocked(next, gate, care)) goTo(next);
  };
  const say = (line: Line) => {
    if (record === null || usedLines.has(line.id)) return;
    if (line.discloses !== undefined) {
      recordStep({type: 'disclosure.said', payload: {line: line.discloses, lineId: line.id}});
      return;
    }
    recordStep({type: 'line.used', payload: {lineId: line.id, verbatim: line.kind === 'verbatim'}});
  };

  const tick = ({kind, line, said}: RequiredSaying) => {
    if (record === null || said) return;
    if (kind !== null) recordStep({type: 'disclosure.said', payload: {line: kind, lineId: line?.id ?? null}});
    else if (line !== null) say(line);
  };

  return {
    gate,
    facts,
    stage,
    branch,
    objection,
    tone,
    checks,
    usedLines,
    visited,
    sayings,
    nextSaying,
    unsaid,
    polite,
    typedSlots: typedSlots ?? {},
    mayAnswer: (id) => {
      const found = pack?.objections.find((each) => each.id === id);
      return found !== undefined && facts !== null && pickAnswer(found, tone, facts) !== null;
    },
    connect: () => {
      if (gate !== 'preparing') return;
      const planned = plannedIn(draft?.form ?? {});
      if (isPlanned(planned)) recordStep({type: 'call.planned', payload: planned});
      recordStep({type: 'call.connected', payload: {}});
      goTo(stageOfKind('opening'));
    },
    confirm: () => {
      if (gate !== 'closed') return;
      // After somebody else the customer is checked anew, not by one slip of a finger.
      if (record?.party === 'third' && stage?.kind !== 'verification') return goTo(stageOfKind('verification'));
      recordStep({type: 'party.confirmed', payload: {checks}});
      // Who might not be called is not asked for money by one key: the call goes on with its ending.
      goTo(polite ? stageOfKind('closing') : stageAfterVerification(pack?.stages ?? []));
    },
    setChecks,
    enterStage,
    moveStage: (by) => {
      if (!pack || stage === null) return;
      const isOpen = (each: Stage) => !stageIsLocked(each, gate, care);
      // After an answer or a hard call "on" is where it leads, not merely the next in the row.
      const leadsTo = by === 1 ? (branch ?? objection)?.nextStage : undefined;
      // The stage in sight may be one that closed meanwhile: the next one is counted from where it stands.
      const here = pack.stages.findIndex((each) => each.id === stage.id);
      const next =
        pack.stages.find((each) => each.id === leadsTo && isOpen(each)) ??
        (by === 1 ? pack.stages.slice(here + 1).find(isOpen) : pack.stages.slice(0, here).findLast(isOpen));
      if (next !== undefined) goTo(next);
    },
    takeBranch: (kind) => {
      const chosen = pack?.branches.find((each) => each.kind === kind);
      if (chosen === undefined) return;
      dropAnswer();
      setBranchKind(kind);
      if (record === null) return;
      if (SOMEBODY_ELSE.includes(kind)) recordStep({type: 'party.third', payload: {relation: null}});
      recordStep({type: 'branch.taken', payload: {branchId: chosen.id, kind}});
    },
    leaveBranch: () => setBranchKind(null),
    pick: (hit) => {
      const found = pack?.objections.find((each) => each.id === hit.objectionId);
      if (found === undefined || facts === null) return;
      setBranchKind(null);
      if (draft === null) {
        setBrowsing({...browsing, objectionId: found.id});
        return;
      }
      changeDraft((typing) => ({...typing, objectionId: found.id}));
      const lineId = pickAnswer(found, tone, facts)?.line.id ?? null;
      recordStep({type: 'objection.picked', payload: {objectionId: found.id, title: found.title, lineId, tone}});
    },
    leaveAnswer: () => {
      setBranchKind(null);
      dropAnswer();
    },
    chooseTone: (next) => {
      if (draft === null) setBrowsing({...browsing, tone: next});
      else changeDraft((typing) => ({...typing, tone: next}));
    },
    say,
    sayAnswer: () => {
      const answer = objection === null || facts === null ? null : pickAnswer(objection, tone, facts);
      if (answer !== null) say(answer.line);
    },
    sayRequired: () => {
      // What is ticked must be in sight.
      if (objection !== null) return dropAnswer();
      if (nextSaying !== null) tick(nextSaying);
    },
    tick,
    typeSlot: (slot, value) =>
      changeDraft((typing) => ({
        ...typing,
        form: pack ? withoutAgreed(pack, slot, typing.form) : typing.form,
        slots: {...typing.slots, [slot]: value},
      })),
    fillSlot: (slot, value) => {
      const filled = value.trim();
      if (record === null || filled === '' || record.slots[slot] === filled) return;
      recordStep({type: 'slot.filled', payload: {slotId: slot, value: filled}});
    },
  };
}

/** The stage that was entered last; before any, the one that the call begins with. */
function stageNow(
  pack: Pack | null | undefined,
  entered: string | undefined,
  {gate, ending}: {gate: Gate | null; ending: boolean},
): Stage | null {
  if (!pack) return null;
  const last = pack.stages.find((each) => each.id === entered);
  // With somebody else on the line, or at an hour when nobody is called, there is nothing left but to end it kindly. A stage
  // that closed for the sake of calm says so itself, to those who stand in it.
  if (last !== undefined && !stageIsLocked(last, gate, 'usual')) return last;
  const first = ending ? 'closing' : gate === null || gate === 'preparing' ? 'preparation' : 'opening';
  return pack.stages.find((each) => each.kind === first) ?? null;
}
