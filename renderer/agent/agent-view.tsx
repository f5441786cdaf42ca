import {type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState} from 'react';
import type {ReminderItem} from '../../electron/contract/call-plan.ts';
import type {BranchKind} from '../../electron/contract/pack.ts';
import {voicemailLine} from '../../electron/domain/required-lines.ts';
import {messageMayBeLeft} from '../../electron/domain/voicemail.ts';
import {BRANCH_LABELS} from '../../electron/contract/labels.ts';
import {packForMode} from '../../electron/domain/call-stages.ts';
import {NoteFindings} from '../shared/conduct/note-findings.tsx';
import {ErrorNotice} from '../shared/error-notice.tsx';
import type {CallTarget} from '../shared/promises/board-line.tsx';
import {PromiseBoard} from '../shared/promises/promise-board.tsx';
import {isElsewhere} from '../shared/covered.ts';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import './agent.css';
import './search-results.css';
import './script-and-foot.css';
import './agent-panels.css';
import './small-window.css';
import {CallBar} from './call-bar.tsx';
import {IdlePanel} from './idle-panel.tsx';
import {type HeardKey, HeardSuggestions} from './incoming/heard-suggestions.tsx';
import {useIncoming} from './incoming/use-incoming.tsx';
import {KeyList} from './key-list.tsx';
import {BRANCH_KEYS, type KeyAction, type KeyedFlag, KEYS} from './keys.ts';
import {NewCall} from './new-call.tsx';
import {ObjectionFinder} from './objection-finder.tsx';
import {contactOf} from './outcome-form.ts';
import {OutcomePanel, QuickOutcomes} from './outcome-panel.tsx';
import {withNextItem} from './promise/reminder-checklist.tsx';
import {ReadingRow} from './reading-row.tsx';
import {FlagBar, FlagStrip} from './safety/flag-bar.tsx';
import {ReasonsPanel} from './safety/reasons-panel.tsx';
import {useFlags} from './safety/use-flags.ts';
import {useSafety} from './safety/use-safety.ts';
import {VoicemailMessage, VoicemailPanel} from './safety/voicemail-panel.tsx';
import {ScriptArea} from './script-area.tsx';
import {StageRail} from './stage-rail.tsx';
import {agentTexts} from './strings.ts';
import {useCall} from './use-call.ts';
import {useConversation} from './use-conversation.ts';
import {useKeys} from './use-keys.ts';
import {useOutcome} from './use-outcome.ts';
import {usePack} from './use-pack.ts';
import {usePackNews} from './use-pack-news.ts';
import {useSearchContext} from './use-search-context.ts';

const NOTE_MAX = 20_000;

/** The agent's window: what to say now, and the call written down while it goes on. */
export function AgentView() {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {connection, session} = useSession();
  const callState = useCall();
  const {current} = callState;
  const {pack: whole, search: packSearch, error: packError} = usePack(current);
  const {news, error: newsError, onSeen} = usePackNews();
  // Between calls the rail shows the way of the usual call.
  const mode = current?.record.opened.mode ?? 'collection';
  const pack = useMemo(() => whole && packForMode(whole, mode), [whole, mode]);
  const notes = useFlags(callState);
  const conversation = useConversation(callState, pack, notes.flags);
  const context = useSearchContext(current, pack, conversation);
  const outcome = useOutcome(callState, conversation, pack, notes.flags);
  const search = useRef<HTMLInputElement>(null);
  const heard = useRef<HeardKey>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const [wanted, setPanel] = useState<'script' | 'outcome' | 'newCall' | 'board'>('script');
  const [target, setTarget] = useState<CallTarget | null>(null);
  const [planTurn, setPlanTurn] = useState(0);
  const [outcomeTurn, setOutcomeTurn] = useState(0);
  const [missingTurn, setMissingTurn] = useState(0);
  const [keysShown, setKeysShown] = useState(false);
  const safety = useSafety(callState, notes);
  const {gate, stage} = conversation;
  const record = current?.record ?? null;
  const callId = record?.id ?? null;
  // An outcome needs a call, a new call needs none: whatever was asked for, the page is never empty.
  const incoming = useIncoming({
    running: current !== null,
    busy: wanted !== 'script' || conversation.objection !== null || conversation.branch !== null,
    shown: wanted === 'newCall',
    onShow: () => {
      setTarget(null);
      setPanel('newCall');
    },
  });
  const fits = record === null ? wanted !== 'outcome' : wanted !== 'newCall' && wanted !== 'board';
  const panel = fits ? wanted : 'script';
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
  const script = useRef<HTMLElement>(null);
  const shownPart = [callId, gate, stage?.id, conversation.branch?.id, conversation.objection?.id].join(' ');
  useLayoutEffect(() => {
    // Another part of the script is read from its beginning, wherever the one before was left.
    script.current?.scrollTo({top: 0});
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is shown is another part
  }, [shownPart]);
  const ready = pack !== undefined;
  useEffect(() => {
    // The script may be late: whoever writes a note meanwhile, or has opened a dialog, goes on there.
    if (panel === 'script' && ready && !isElsewhere()) focusSearch();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another call: the box is ready again
  }, [focusSearch, callId, ready, panel]);

  const takeBranch = (kind: BranchKind) => {
    toScript();
    conversation.takeBranch(kind);
  };
  const onNext = () => {
    if (record === null) {
      setTarget(null);
      setPanel('newCall');
    } else conversation.connect();
  };
  const save = () => {
    if (panel === 'outcome' && outcome.read.outcome !== null) outcome.save();
    else if (panel === 'outcome' && record !== null) setMissingTurn((turn) => turn + 1);
    else if (record !== null) showOutcome();
  };
  const pressFlag = (flag: KeyedFlag) => {
    safety.press(flag);
    // With the wish comes what to say to it.
    if (flag === 'vulnerable') takeBranch('hardship');
    if (flag === 'stopCalls' && record?.party !== 'third') takeBranch('stopCalling');
  };
  // Anybody may hear a message: on a voicemail only its words are in the page.
  const chosenContact = contactOf(outcome.form);
  const onVoicemail = panel === 'outcome' && gate !== 'open' && (chosenContact === 'LCM' || chosenContact === 'VM');
  const hushed = record !== null && (safety.voicemail || onVoicemail);
  const leaveMessage = () => {
    if (record === null || gate === 'open' || record.party === 'third') return;
    if (!safety.voicemail) return safety.setVoicemail(true);
    const line = pack ? voicemailLine(pack) : null;
    // Where the panel says that none may be left, the key says nothing else.
    if (line === null || !messageMayBeLeft(line, session.profile?.institution ?? '')) return;
    conversation.say(line);
    outcome.saveVoicemail('LCM');
  };
  const message = {
    pack: pack ?? null,
    facts: conversation.facts,
    typed: conversation.typedSlots,
    onType: conversation.typeSlot,
    onFill: conversation.fillSlot,
  };
  const tick = (items: ReminderItem[]) => callState.record({type: 'reminder.checked', payload: {items}});
  // A key for what cannot be seen would make it disappear unread.
  const idle = record === null && conversation.objection === null && conversation.branch === null;
  const newsShown = idle && panel === 'script' && news !== null;
  useKeys((action: KeyAction) => {
    switch (action.do) {
      case 'flag':
        return record === null ? undefined : pressFlag(action.flag);
      case 'reasons':
        return safety.toggleReasons();
      case 'leaveMessage':
        return leaveMessage();
      case 'branch':
        return takeBranch(action.kind);
      case 'quick':
        return safety.voicemail && action.contact === 'VM'
          ? outcome.saveVoicemail('VM')
          : outcome.saveQuick(action.contact);
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
      case 'board':
        return record === null ? setPanel('board') : undefined;
      case 'news':
        return newsShown ? onSeen() : undefined;
      case 'callPlan':
        if (gate !== 'preparing') return undefined;
        toScript();
        return setPlanTurn((turn) => turn + 1);
      case 'reminderItem':
        return gate === 'open' && stage?.kind === 'reminder' ? tick(withNextItem(record?.reminder ?? [])) : undefined;
      case 'save':
        return save();
      case 'incoming':
        return incoming.lookAtNewest();
      case 'paste':
        return incoming.setPasting(true);
      case 'heard':
        return heard.current?.take(action.place);
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
    <div className="agent plain-buttons">
      <CallBar
        current={current ?? null}
        flags={notes.flags}
        voicemail={hushed}
        reasonsShown={safety.reasonsShown}
        facts={conversation.facts}
        onReasons={safety.toggleReasons}
        onNext={onNext}
        onConfirm={conversation.confirm}
      />
      {pack && stage !== null && !hushed && (
        <StageRail
          pack={pack}
          gate={gate}
          care={conversation.facts?.care ?? 'usual'}
          stageId={stage.id}
          visited={conversation.visited}
          onStage={(next) => {
            toScript();
            conversation.enterStage(next);
          }}
        />
      )}
      <main className="agent-main">
        {safety.reasonsShown && current?.judgement && (
          <ReasonsPanel
            judgement={current.judgement}
            timeZone={current.record.opened.timeZone}
            flags={notes.flags}
            onClose={safety.toggleReasons}
          />
        )}
        <div className="agent-main-under" inert={safety.reasonsShown && record !== null}>
          {pack === null && <p className="lacking">{text.noPack}</p>}
          {packError !== null && <ErrorNotice error={packError} />}
          {callState.error !== null && connection === 'open' && (
            <ErrorNotice error={callState.error} title={text.notSaved} onRetry={callState.retry} />
          )}
          {panel === 'newCall' && record === null && (
            <NewCall
              key={incoming.detail?.id ?? 'new'}
              target={target}
              pop={incoming.detail}
              onOpen={incoming.opening(callState.open)}
              onCancel={() => {
                incoming.leave();
                setPanel('script');
              }}
              onSetAside={() => {
                incoming.setShownAside();
                toScript();
              }}
              reasonsShown={safety.reasonsShown}
              onReasons={safety.toggleReasons}
            />
          )}
          {panel === 'board' && record === null && (
            <section className="agent-script" aria-label={text.board} onKeyDown={escapeToScript}>
              <PromiseBoard
                decides={false}
                onCall={(wished) => {
                  setTarget(wished);
                  setPanel('newCall');
                }}
              />
            </section>
          )}
          {panel === 'outcome' && record !== null && (
            <OutcomePanel
              {...outcome}
              focusTurn={outcomeTurn}
              missingTurn={missingTurn}
              unsaid={conversation.unsaid}
              onSave={save}
              onClose={toScript}
              onEscape={escapeToScript}
            >
              {onVoicemail && <VoicemailMessage {...message} />}
            </OutcomePanel>
          )}
          {panel === 'script' && safety.voicemail && (
            <VoicemailPanel
              {...message}
              onLeft={leaveMessage}
              onNotLeft={() => outcome.saveVoicemail('VM')}
              onBack={() => {
                safety.setVoicemail(false);
                focusSearch();
              }}
            />
          )}
          {panel === 'script' && !safety.voicemail && (
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
              <section ref={script} className="agent-script" aria-label={text.script}>
                {idle ? (
                  <IdlePanel news={news} newsError={newsError} onSeen={onSeen} onBoard={() => setPanel('board')} />
                ) : (
                  pack && (
                    <ScriptArea
                      pack={pack}
                      current={current ?? null}
                      conversation={conversation}
                      plan={{
                        turn: planTurn,
                        onForm: (change) => callState.changeDraft((typing) => ({...typing, form: change(typing.form)})),
                        onLeave: focusSearch,
                        onTick: tick,
                      }}
                    />
                  )
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
        </div>
      </main>
      {callId !== null && (
        <HeardSuggestions
          key={callId}
          callId={callId}
          packSearch={packSearch}
          context={context}
          mayAnswer={(id) => gate !== 'closed' || conversation.mayAnswer(id)}
          onPick={(hit) => {
            toScript();
            conversation.pick(hit);
          }}
          keyRef={heard}
        />
      )}
      {incoming.lines}

      {record !== null && pack && panel === 'script' && !safety.voicemail && safety.strip === null && (
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
          {gate === 'preparing' && <QuickOutcomes onQuick={outcome.saveQuick} onVoicemail={leaveMessage} />}
        </footer>
      )}
      {record !== null && record.opened.accountId !== null && !safety.voicemail && (
        <section className="agent-flags" aria-label={text.wishes}>
          {safety.strip !== null && (
            <FlagStrip
              key={safety.strip.kind}
              {...safety.strip}
              callId={record.id}
              notes={notes}
              onFlag={safety.setStripFlag}
              onClose={safety.closeStrip}
            />
          )}
          <FlagBar flags={notes.flags} onPress={pressFlag} />
        </section>
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
          <NoteFindings
            key={record.id}
            note={current?.draft.note ?? ''}
            lang={pack?.language ?? language}
            jurisdiction={record.opened.jurisdiction}
            wordLists={pack?.wordLists}
          />
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
