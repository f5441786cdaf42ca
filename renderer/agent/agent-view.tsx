import {type KeyboardEvent as ReactKeyboardEvent, useCallback, useEffect, useMemo, useRef, useState} from 'react';
import type {IdentityCheck, Outcome} from '../../electron/contract/call.ts';
import type {SearchHit} from '../../electron/contract/methods.ts';
import type {BranchKind, Line, Stage, Tone} from '../../electron/contract/pack.ts';
import {gateOf} from '../../electron/domain/gate.ts';
import {CHECK_LABELS, CONTACT_LABELS, RESULT_LABELS} from '../../electron/domain/labels.ts';
import type {QUICK_CONTACTS} from '../../electron/domain/outcome-rules.ts';
import {callFacts, lineShows, pickAnswer} from '../../electron/domain/script-lines.ts';
import {AnswerPanel} from '../shared/answer-panel.tsx';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {useSession} from '../shared/session.tsx';
import {BranchPanel, StagePanel} from '../shared/stage-panel.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import './agent.css';
import {CallBar} from './call-bar.tsx';
import {IdlePanel} from './idle-panel.tsx';
import {KeyList} from './key-list.tsx';
import {actionOf, BRANCH_KEYS, type KeyAction, KEYS, TONE_KEYS} from './keys.ts';
import {NewCall} from './new-call.tsx';
import {ObjectionSearch} from './objection-search.tsx';
import {contactOf, readForm} from './outcome-form.ts';
import {OutcomePanel, QuickOutcomes} from './outcome-panel.tsx';
import {PreparationCard} from './preparation-card.tsx';
import {ReadingRow} from './reading-row.tsx';
import {stageIsLocked, StageRail} from './stage-rail.tsx';
import {agentTexts} from './strings.ts';
import {useCall} from './use-call.ts';
import {useNow} from './use-now.ts';
import {usePack} from './use-pack.ts';

const RESULTS_SHOWN = 5;
const CHECKS: readonly IdentityCheck[] = ['idTail', 'birthday', 'address', 'registeredPhone'];

/** The agent's window: what to say now, and the call written down while it goes on. */
export function AgentView() {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {session} = useSession();
  const callState = useCall();
  const {current, record: recordStep, changeDraft} = callState;
  const {pack, index, error: packError, news, clearNews} = usePack(current);
  const search = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState('');
  const [panel, setPanel] = useState<'script' | 'outcome' | 'newCall'>('script');
  const [idlePick, setIdlePick] = useState<{objectionId: string | null; tone: Tone}>({
    objectionId: null,
    tone: 'standard',
  });
  const [branchKind, setBranchKind] = useState<BranchKind | null>(null);
  const [checks, setChecks] = useState<IdentityCheck[]>([]);
  const [keysShown, setKeysShown] = useState(false);
  const [saved, setSaved] = useState('');

  const now = useNow(30_000);
  const record = current?.record ?? null;
  const draft = current?.draft ?? null;
  const gate = record === null ? null : gateOf(record);
  const profile = session.profile;
  const callId = record?.id ?? null;

  // Another call starts with nothing of the one before on the screen.
  const [shownCall, setShownCall] = useState(callId);
  if (shownCall !== callId) {
    setShownCall(callId);
    setPanel('script');
    setBranchKind(null);
    setChecks([]);
    setTyped('');
    setIdlePick({objectionId: null, tone: 'standard'});
  }

  const facts = useMemo(
    () =>
      pack && profile
        ? callFacts({
            pack,
            profile,
            record,
            account: current?.account ?? null,
            typed: draft?.slots ?? {},
            now: new Date(now).toISOString(),
          })
        : null,
    [pack, profile, record, current?.account, draft?.slots, now],
  );
  const hits = useMemo(() => index?.search(typed, RESULTS_SHOWN) ?? [], [index, typed]);
  const objectionId = draft === null ? idlePick.objectionId : draft.objectionId;
  const tone = draft === null ? idlePick.tone : draft.tone;
  const objection = pack?.objections.find((candidate) => candidate.id === objectionId) ?? null;
  const usedLines = useMemo(() => new Set(record?.linesUsed.map((line) => line.lineId)), [record?.linesUsed]);
  const visited = useMemo(() => new Set(record?.stages.map((stage) => stage.stageId)), [record?.stages]);
  const stage = useMemo(() => {
    if (!pack) return null;
    const wanted = record?.stages.at(-1)?.stageId;
    const kind = gate === null || gate === 'preparing' ? 'preparation' : 'opening';
    return pack.stages.find((each) => each.id === wanted) ?? pack.stages.find((each) => each.kind === kind) ?? null;
  }, [pack, record?.stages, gate]);
  const branch = pack?.branches.find((candidate) => candidate.kind === branchKind) ?? null;
  const lockedIds = useMemo(
    () =>
      new Set(
        facts?.gate === 'closed' && pack
          ? hits
              .filter((hit) => {
                const found = pack.objections.find((each) => each.id === hit.objectionId);
                return found === undefined || pickAnswer(found, tone, facts) === null;
              })
              .map((hit) => hit.objectionId)
          : [],
      ),
    [facts, hits, pack, tone],
  );

  const focusSearch = useCallback(() => search.current?.focus(), []);
  useEffect(focusSearch, [focusSearch, callId, pack, panel]);

  const enterStage = (next: Stage) => {
    setBranchKind(null);
    setPanel('script');
    if (record === null || stageIsLocked(next, gate)) return;
    changeDraft((typing) => ({...typing, objectionId: null}));
    recordStep({type: 'stage.entered', payload: {stageId: next.id, kind: next.kind}});
  };
  const enterKind = (kind: Stage['kind']) => {
    const next = pack?.stages.find((each) => each.kind === kind);
    if (next === undefined) return;
    setBranchKind(null);
    changeDraft((typing) => ({...typing, objectionId: null}));
    recordStep({type: 'stage.entered', payload: {stageId: next.id, kind: next.kind}});
  };
  const moveStage = (by: 1 | -1) => {
    if (!pack || stage === null) return;
    const order = pack.stages.filter((each) => !stageIsLocked(each, gate));
    const next = order[order.findIndex((each) => each.id === stage.id) + by];
    if (next !== undefined) enterStage(next);
  };
  const connect = () => {
    if (record === null) setPanel('newCall');
    else if (gate === 'preparing') {
      recordStep({type: 'call.connected', payload: {}});
      enterKind('opening');
    }
  };
  const confirm = () => {
    if (gate !== 'closed') return;
    recordStep({type: 'party.confirmed', payload: {checks}});
    enterKind('understanding');
  };
  const takeBranch = (kind: BranchKind) => {
    const chosen = pack?.branches.find((each) => each.kind === kind);
    if (chosen === undefined) return;
    setPanel('script');
    setBranchKind(kind);
    if (record === null) return;
    // Whoever answers for somebody else closes the gate, at once.
    if (kind === 'thirdParty' || kind === 'wrongNumber' || kind === 'deceased')
      recordStep({type: 'party.third', payload: {relation: null}});
    changeDraft((typing) => ({...typing, objectionId: null}));
    recordStep({type: 'branch.taken', payload: {branchId: chosen.id, kind}});
  };
  const pick = (hit: SearchHit) => {
    setTyped('');
    setBranchKind(null);
    setPanel('script');
    const found = pack?.objections.find((each) => each.id === hit.objectionId);
    if (found === undefined || facts === null) return;
    if (draft === null) {
      setIdlePick({...idlePick, objectionId: found.id});
      return;
    }
    const answer = pickAnswer(found, tone, facts);
    changeDraft((typing) => ({...typing, objectionId: found.id}));
    recordStep({
      type: 'objection.picked',
      payload: {objectionId: found.id, title: found.title, lineId: answer?.line.id ?? null, tone},
    });
  };
  const chooseTone = (next: Tone) => {
    if (draft === null) setIdlePick({...idlePick, tone: next});
    else changeDraft((typing) => ({...typing, tone: next}));
  };
  const say = (line: Line) => {
    if (record === null || usedLines.has(line.id)) return;
    recordStep({type: 'line.used', payload: {lineId: line.id, verbatim: line.kind === 'verbatim'}});
  };
  const sayAnswer = () => {
    const answer = objection === null || facts === null ? null : pickAnswer(objection, tone, facts);
    if (answer !== null) say(answer.line);
  };
  const requiredLines =
    facts === null
      ? []
      : [...(stage?.lines ?? []), ...(branch?.lines ?? [])].filter(
          (line) => line.kind === 'verbatim' && lineShows(line, facts),
        );
  const sayRequired = () => {
    const next = requiredLines.find((line) => !usedLines.has(line.id));
    if (next !== undefined) say(next);
  };
  const typeSlot = (slot: string, value: string) =>
    changeDraft((typing) => ({...typing, slots: {...typing.slots, [slot]: value}}));
  const fillSlot = (slot: string, value: string) => {
    if (record === null || value.trim() === '' || record.slots[slot] === value.trim()) return;
    recordStep({type: 'slot.filled', payload: {slotId: slot, value: value.trim()}});
  };

  const context = {
    today: facts?.today ?? '1970-01-01',
    timeZone: record?.opened.timeZone ?? profile?.timeZone ?? 'UTC',
    currency:
      current?.account?.debts[0]?.currency ??
      (record?.opened.jurisdiction === 'CN' ? 'CNY' : record?.opened.jurisdiction === 'UK' ? 'GBP' : 'USD'),
    note: draft?.note ?? '',
  };
  // Who was reached is mostly known already: the gate has seen it.
  const form = {...draft?.form};
  if (contactOf(form) === null && form['contact'] === undefined) {
    if (gate === 'open') form['contact'] = 'RPC';
    else if (record?.party === 'third')
      form['contact'] =
        branchKind === 'wrongNumber' || record.branches.some((each) => each.kind === 'wrongNumber') ? 'WN' : 'WPC';
  }
  const read = readForm(form, context);

  const finish = async (outcome: Outcome) => {
    if (!(await callState.saveOutcome(outcome))) return;
    const words = [
      CONTACT_LABELS[outcome.contact][language],
      outcome.result === null ? '' : RESULT_LABELS[outcome.result][language],
    ];
    setSaved(text.saved(words.filter((word) => word !== '').join(' · ')));
  };
  const save = () => {
    if (record === null) return;
    if (panel === 'outcome' && read.outcome !== null) void finish(read.outcome);
    else setPanel('outcome');
  };
  const quick = (contact: (typeof QUICK_CONTACTS)[number]) => {
    if (record === null || gate === 'open') return;
    void finish({contact, result: null, tags: [], reason: null, promise: null, nextAction: null, note: context.note});
  };

  const run = (action: KeyAction) => {
    switch (action.do) {
      case 'branch':
        return takeBranch(action.kind);
      case 'quick':
        return quick(action.contact);
      case 'tone':
        return chooseTone(action.tone);
      case 'next':
        return connect();
      case 'confirm':
        return confirm();
      case 'stageBack':
        return moveStage(-1);
      case 'stageOn':
        return moveStage(1);
      case 'said':
        return sayAnswer();
      case 'required':
        return sayRequired();
      case 'note':
        return note.current?.focus();
      case 'outcome':
        return record === null ? undefined : setPanel('outcome');
      case 'save':
        return save();
      case 'search':
        return focusSearch();
    }
  };
  const newestRun = useRef(run);
  useEffect(() => {
    newestRun.current = run;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = actionOf(event);
      if (action !== null) {
        event.preventDefault();
        if (!event.repeat && document.querySelector('dialog[open]') === null) newestRun.current(action);
        return;
      }
      const target = event.target as HTMLElement;
      const inField =
        target.closest('input, textarea, select, [role="menu"], [role="dialog"], .choices, dialog') !== null;
      if (inField || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 'Escape') focusSearch();
      // Typing anywhere lands in the search; an input method's first key (229) moves the focus before it composes.
      else if ((event.key.length === 1 && event.key !== ' ') || event.keyCode === 229) focusSearch();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [focusSearch]);

  const backToSearch = (event: ReactKeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    setPanel('script');
    focusSearch();
  };

  if (current === undefined && callState.error === null) return <main className="agent" aria-busy="true" />;
  const lines =
    pack && facts
      ? {
          pack,
          facts,
          typed: draft?.slots ?? {},
          usedLines,
          ...(record === null ? {} : {onType: typeSlot, onFill: fillSlot, onSaid: say}),
        }
      : null;

  return (
    <div className="agent">
      <h1 className="only-heard">Callside</h1>
      <CallBar current={current ?? null} facts={facts} onNext={connect} onConfirm={confirm} />
      {pack && stage !== null && (
        <StageRail pack={pack} gate={gate} stageId={stage.id} visited={visited} onStage={enterStage} />
      )}
      <main className="agent-main">
        {pack === null && <p className="lacking">{text.noPack}</p>}
        {packError !== null && <ErrorNotice error={packError} />}
        {callState.error !== null && (
          <ErrorNotice error={callState.error} title={text.notSaved} onRetry={callState.retry} />
        )}
        {panel === 'newCall' && record === null ? (
          <NewCall onOpen={callState.open} onCancel={() => setPanel('script')} />
        ) : (
          <>
            <ObjectionSearch
              inputRef={search}
              text={typed}
              hits={hits}
              language={pack?.language ?? language}
              lockedIds={lockedIds}
              onText={(value) => {
                setTyped(value);
                setSaved('');
              }}
              onPick={pick}
              onLeave={() => {
                setPanel('script');
                setBranchKind(null);
                if (draft === null) setIdlePick({...idlePick, objectionId: null});
                else if (draft.objectionId !== null) changeDraft((typing) => ({...typing, objectionId: null}));
              }}
              onKeyList={() => setKeysShown(true)}
            >
              {stage !== null && record !== null && (
                <dl className="prompts">
                  {stage.listening.length > 0 && (
                    <div>
                      <dt lang={language}>{text.listening}</dt>
                      <dd>{stage.listening.join('  ')}</dd>
                    </div>
                  )}
                  {stage.pace.length > 0 && (
                    <div>
                      <dt lang={language}>{text.pace}</dt>
                      <dd>{stage.pace.join('  ')}</dd>
                    </div>
                  )}
                </dl>
              )}
              {record === null && (
                <p className="quiet" role="status" lang={language}>
                  {saved || text.idleTitle}
                </p>
              )}
            </ObjectionSearch>

            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc leads back to the search from everything in here */}
            <section
              className="agent-script"
              aria-label={text.outcome}
              onKeyDown={panel === 'outcome' ? backToSearch : undefined}
            >
              {panel === 'outcome' && record !== null ? (
                <OutcomePanel
                  form={form}
                  context={context}
                  read={read}
                  unsaidLines={requiredLines.filter((line) => !usedLines.has(line.id)).length}
                  onForm={(next) => changeDraft((typing) => ({...typing, form: next}))}
                  onSave={save}
                  onClose={() => setPanel('script')}
                />
              ) : lines === null ? null : branch !== null ? (
                <BranchPanel branch={branch} {...lines}>
                  <button type="button" className="back" lang={language} onClick={() => setBranchKind(null)}>
                    {text.leaveBranch}
                  </button>
                </BranchPanel>
              ) : objection !== null ? (
                <AnswerPanel
                  {...lines}
                  objection={objection}
                  tone={tone}
                  keys={{tones: TONE_KEYS, said: KEYS.said, next: KEYS.stageOn}}
                  onTone={chooseTone}
                  onNext={(id) => {
                    const next = pack?.stages.find((each) => each.id === id);
                    if (next !== undefined) enterStage(next);
                  }}
                />
              ) : record === null ? (
                <IdlePanel news={news} onSeen={clearNews} />
              ) : (
                stage !== null && (
                  <StagePanel stage={stage} {...lines}>
                    {gate === 'preparing' && current?.account && facts && (
                      <PreparationCard account={current.account} record={record} facts={facts} />
                    )}
                    {gate === 'closed' && record.party === 'unknown' && stage.kind === 'verification' && (
                      <fieldset className="checks" lang={language}>
                        <legend>{text.checks}</legend>
                        {CHECKS.map((check) => (
                          <label key={check} className="tick">
                            <input
                              type="checkbox"
                              checked={checks.includes(check)}
                              onChange={(event) =>
                                setChecks(
                                  event.currentTarget.checked
                                    ? [...checks, check]
                                    : checks.filter((other) => other !== check),
                                )
                              }
                            />
                            {CHECK_LABELS[check][language]}
                          </label>
                        ))}
                      </fieldset>
                    )}
                  </StagePanel>
                )
              )}
            </section>
          </>
        )}
      </main>

      {record !== null && pack && (
        <footer className="agent-foot">
          <div className="branches" role="group" aria-label={text.branches} lang={pack.language}>
            {pack.branches.map((each) => (
              <button
                key={each.id}
                type="button"
                aria-pressed={branchKind === each.kind}
                onClick={() => takeBranch(each.kind)}
              >
                <kbd>{BRANCH_KEYS.get(each.kind)}</kbd>
                {each.title}
              </button>
            ))}
          </div>
          {gate !== 'open' && <QuickOutcomes onQuick={quick} />}
          {gate !== 'preparing' && (
            <ReadingRow
              pack={pack}
              customerTypes={record.customerTypes}
              emotions={record.emotions}
              onRead={(customerTypes, emotions) =>
                recordStep({type: 'customer.read', payload: {customerTypes, emotions}})
              }
            />
          )}
        </footer>
      )}
      {record !== null && (
        <div className="agent-note">
          <label className="field">
            <span>
              {text.note} <kbd>{KEYS.note}</kbd>
            </span>
            <textarea
              ref={note}
              rows={2}
              maxLength={20_000}
              placeholder={text.noteHint}
              value={draft?.note ?? ''}
              onChange={(event) => {
                const {value} = event.currentTarget;
                changeDraft((typing) => ({...typing, note: value}));
              }}
              onKeyDown={backToSearch}
            />
          </label>
          <button type="button" className="primary" onClick={() => setPanel('outcome')}>
            {text.outcome}
            <kbd>{KEYS.outcome}</kbd>
          </button>
        </div>
      )}
      {keysShown && (
        <KeyList
          onClose={() => {
            setKeysShown(false);
            focusSearch();
          }}
        />
      )}
    </div>
  );
}
