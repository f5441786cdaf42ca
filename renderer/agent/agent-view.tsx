import {type KeyboardEvent, useCallback, useEffect, useRef, useState} from 'react';
import type {BranchKind} from '../../electron/contract/pack.ts';
import {BRANCH_LABELS} from '../../electron/contract/labels.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import './agent.css';
import {CallBar} from './call-bar.tsx';
import {IdlePanel} from './idle-panel.tsx';
import {KeyList} from './key-list.tsx';
import {BRANCH_KEYS, type KeyAction, KEYS} from './keys.ts';
import {NewCall} from './new-call.tsx';
import {ObjectionFinder} from './objection-finder.tsx';
import {OutcomePanel, QuickOutcomes} from './outcome-panel.tsx';
import {ReadingRow} from './reading-row.tsx';
import {ScriptArea} from './script-area.tsx';
import {StageRail} from './stage-rail.tsx';
import {agentTexts} from './strings.ts';
import {useCall} from './use-call.ts';
import {useConversation} from './use-conversation.ts';
import {useKeys} from './use-keys.ts';
import {useOutcome} from './use-outcome.ts';
import {usePack} from './use-pack.ts';
import {useSearchContext} from './use-search-context.ts';

const NOTE_MAX = 20_000;

/** The agent's window: what to say now, and the call written down while it goes on. */
export function AgentView() {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {connection} = useSession();
  const callState = useCall();
  const {current} = callState;
  const {pack, search: packSearch, error: packError, news, clearNews} = usePack(current);
  const conversation = useConversation(callState, pack);
  const context = useSearchContext(current, pack, conversation);
  const outcome = useOutcome(callState, conversation, pack);
  const search = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const [wanted, setPanel] = useState<'script' | 'outcome' | 'newCall'>('script');
  const [outcomeTurn, setOutcomeTurn] = useState(0);
  const [keysShown, setKeysShown] = useState(false);
  const {gate, stage} = conversation;
  const record = current?.record ?? null;
  const callId = record?.id ?? null;
  // An outcome needs a call, a new call needs none: whatever was asked for, the page is never empty.
  const panel = wanted === (record === null ? 'outcome' : 'newCall') ? 'script' : wanted;
  const showOutcome = () => {
    setPanel('outcome');
    setOutcomeTurn((turn) => turn + 1);
  };

  const [shownCall, setShownCall] = useState(callId);
  if (shownCall !== callId) {
    setShownCall(callId);
    setPanel('script');
  }

  const focusSearch = useCallback(() => search.current?.focus(), []);
  const toScript = useCallback(() => {
    setPanel('script');
    focusSearch();
  }, [focusSearch]);
  const ready = pack !== undefined;
  useEffect(() => {
    if (panel === 'script' && ready) focusSearch();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another call: the box is ready again
  }, [focusSearch, callId, ready, panel]);

  const takeBranch = (kind: BranchKind) => {
    toScript();
    conversation.takeBranch(kind);
  };
  const onNext = () => {
    if (record === null) setPanel('newCall');
    else conversation.connect();
  };
  const save = () => {
    if (panel === 'outcome' && outcome.read.outcome !== null) outcome.save();
    else if (record !== null) showOutcome();
  };
  useKeys((action: KeyAction) => {
    switch (action.do) {
      case 'branch':
        return takeBranch(action.kind);
      case 'quick':
        return outcome.saveQuick(action.contact);
      case 'tone':
        return conversation.chooseTone(action.tone);
      case 'next':
        return onNext();
      case 'confirm':
        return conversation.confirm();
      case 'stageBack':
        return conversation.moveStage(-1);
      case 'stageOn':
        return conversation.moveStage(1);
      case 'said':
        return conversation.sayAnswer();
      case 'required':
        return conversation.sayRequired();
      case 'note':
        return note.current?.focus();
      case 'outcome':
        return record === null ? undefined : showOutcome();
      case 'save':
        return save();
    }
  }, focusSearch);

  const branchHints = (pack?.branches ?? []).map(({kind}) => ({
    key: BRANCH_KEYS.get(kind) ?? '',
    words: BRANCH_LABELS[kind][language],
  }));

  const escapeToScript = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    toScript();
  };

  if (current === undefined && callState.error === null) return <main className="agent" aria-busy="true" />;
  return (
    <div className="agent">
      <CallBar current={current ?? null} facts={conversation.facts} onNext={onNext} onConfirm={conversation.confirm} />
      {pack && stage !== null && (
        <StageRail
          pack={pack}
          gate={gate}
          stageId={stage.id}
          visited={conversation.visited}
          onStage={(next) => {
            toScript();
            conversation.enterStage(next);
          }}
        />
      )}
      <main className="agent-main">
        {pack === null && <p className="lacking">{text.noPack}</p>}
        {packError !== null && <ErrorNotice error={packError} />}
        {callState.error !== null && connection === 'open' && (
          <ErrorNotice error={callState.error} title={text.notSaved} onRetry={callState.retry} />
        )}
        {panel === 'newCall' && record === null && (
          <NewCall onOpen={callState.open} onCancel={() => setPanel('script')} />
        )}
        {panel === 'outcome' && record !== null && (
          <OutcomePanel
            {...outcome}
            focusTurn={outcomeTurn}
            unsaidLines={conversation.unsaidLines}
            onSave={save}
            onClose={toScript}
            onEscape={escapeToScript}
          />
        )}
        {panel === 'script' && (
          <>
            <ObjectionFinder
              // Another call starts with an empty box.
              key={callId ?? 'idle'}
              inputRef={search}
              packSearch={packSearch}
              building={pack !== null && packSearch === null}
              context={context}
              branches={branchHints}
              language={pack?.language ?? language}
              mayAnswer={(id) => gate !== 'closed' || conversation.mayAnswer(id)}
              onType={outcome.clearSaved}
              onPick={conversation.pick}
              onLeave={conversation.leaveAnswer}
              onKeyList={() => setKeysShown(true)}
            >
              {record === null ? (
                <output className="quiet" lang={language}>
                  {outcome.saved || text.idleTitle}
                </output>
              ) : (
                stage !== null && (
                  <dl className="prompts">
                    {(['listening', 'pace'] as const).map(
                      (kind) =>
                        stage[kind].length > 0 && (
                          <div key={kind}>
                            <dt lang={language}>{text[kind]}</dt>
                            <dd>{stage[kind].join(' · ')}</dd>
                          </div>
                        ),
                    )}
                  </dl>
                )
              )}
            </ObjectionFinder>
            <section className="agent-script" aria-label={text.script}>
              {record === null && conversation.objection === null && conversation.branch === null ? (
                <IdlePanel news={news} onSeen={clearNews} />
              ) : (
                pack && <ScriptArea pack={pack} current={current ?? null} conversation={conversation} />
              )}
              {record !== null && pack && gate !== 'preparing' && (
                <ReadingRow
                  pack={pack}
                  customerTypes={record.customerTypes}
                  emotions={record.emotions}
                  onRead={(customerTypes, emotions) =>
                    callState.record({type: 'customer.read', payload: {customerTypes, emotions}})
                  }
                />
              )}
            </section>
          </>
        )}
      </main>

      {record !== null && pack && panel === 'script' && (
        <footer className="agent-foot">
          <div className="branches" role="group" aria-label={text.branches}>
            {pack.branches.map((branch) => (
              <button
                key={branch.id}
                type="button"
                title={branch.title}
                aria-pressed={conversation.branch?.kind === branch.kind}
                onClick={() => takeBranch(branch.kind)}
              >
                <kbd>{BRANCH_KEYS.get(branch.kind)}</kbd>
                {BRANCH_LABELS[branch.kind][language]}
              </button>
            ))}
          </div>
          {gate === 'preparing' && <QuickOutcomes onQuick={outcome.saveQuick} />}
        </footer>
      )}
      {record !== null && (
        <section className="agent-note" aria-label={text.note}>
          <label className="field">
            <span>
              {text.note} <kbd>{KEYS.note}</kbd>
            </span>
            <textarea
              ref={note}
              rows={2}
              maxLength={NOTE_MAX}
              placeholder={text.noteHint}
              value={current?.draft.note ?? ''}
              onChange={(event) => {
                const {value} = event.currentTarget;
                callState.changeDraft((typing) => ({...typing, note: value}));
              }}
              onKeyDown={escapeToScript}
            />
            {(current?.draft.note.length ?? 0) >= NOTE_MAX && <span className="field-wrong">{text.noteFull}</span>}
          </label>
          {panel !== 'outcome' && (
            <button type="button" className="primary" onClick={showOutcome}>
              {text.outcome}
              <kbd>{KEYS.outcome}</kbd>
            </button>
          )}
        </section>
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
