import type {AccountFlag} from '../../electron/contract/flags.ts';
import type {CurrentCall} from '../../electron/contract/methods.ts';
import {type Gate, gateOf} from '../../electron/domain/gate.ts';
import {maskName} from '../../electron/domain/masking.ts';
import type {CallFacts} from '../../electron/domain/script-lines.ts';
import {DeskMenu} from '../shared/desk-menu.tsx';
import {clockTime, duration} from '../shared/format.ts';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {KEYS} from './keys.ts';
import {CallLight, FlagChips} from './safety/call-light.tsx';
import {agentTexts} from './strings.ts';
import {useNow} from './use-now.ts';

interface CallBarProps {
  current: CurrentCall | null;
  flags: readonly AccountFlag[];
  /** A voicemail listens: nothing of the account is shown. */
  voicemail: boolean;
  reasonsShown: boolean;
  onReasons: () => void;
  facts: CallFacts | null;
  onNext: () => void;
  onConfirm: () => void;
}

/** Who is on the line, how long, and the one step that comes next. */
export function CallBar(props: CallBarProps) {
  const {current, flags, facts, voicemail, reasonsShown, onReasons, onNext, onConfirm} = props;
  const text = useText(agentTexts);
  const {session} = useSession();
  const record = current?.record ?? null;
  const gate = record === null ? null : gateOf(record);
  return (
    <header className="call-bar">
      <h1 className="only-heard">Callside</h1>
      <div className="call-bar-row">
        <State gate={gate} third={record?.party === 'third'} />
        {session.demo && <span className="demo-mark">{text.demo}</span>}
        <span className="call-bar-space" />
        {record !== null && <Timer since={record.connectedAt ?? record.openedAt} />}
        <DeskMenu />
      </div>
      <div className="call-bar-row">
        {record === null ? (
          <span className="quiet">{session.profile?.institution}</span>
        ) : (
          <span className="call-bar-who">
            {record.opened.customerName === '' ? text.noAccount : maskName(record.opened.customerName)}
            {gate !== 'closed' && !voicemail && facts?.daysOverdue !== null && facts !== null && (
              <>
                {' '}
                {facts.bucket !== null && `${facts.bucket} · `}
                {facts.daysOverdue > 0 ? text.overdue(facts.daysOverdue) : text.dueIn(-facts.daysOverdue)}
              </>
            )}
            <CustomerTime timeZone={record.opened.timeZone} />
          </span>
        )}
        <span className="call-bar-space" />
        {gate === null && (
          <button type="button" className="primary" onClick={onNext}>
            {text.newCall}
            <kbd>{KEYS.next}</kbd>
          </button>
        )}
        {gate === 'preparing' && (
          <button type="button" className="primary" onClick={onNext}>
            {text.connected}
            <kbd>{KEYS.next}</kbd>
          </button>
        )}
        {gate === 'closed' && (
          <button type="button" className="primary" onClick={onConfirm}>
            {text.confirm}
            <kbd>{KEYS.confirm}</kbd>
          </button>
        )}
      </div>
      {record !== null && (
        <div className="call-bar-row call-bar-safety">
          <CallLight
            judgement={current?.judgement ?? null}
            timeZone={record.opened.timeZone}
            opened={reasonsShown}
            onReasons={onReasons}
          />
          <FlagChips flags={flags} />
        </div>
      )}
    </header>
  );
}

/** The state in words and by a sign, never by colour alone. */
function State({gate, third}: {gate: Gate | null; third: boolean}) {
  const text = useText(agentTexts);
  const [sign, words] =
    gate === null
      ? ['○', text.ready]
      : gate === 'preparing'
        ? ['◔', text.preparing]
        : gate === 'open'
          ? ['✓', text.verified]
          : third
            ? ['⊘', text.third]
            : ['!', text.unverified];
  return (
    <strong className={`state ${gate ?? 'ready'}`} role="status">
      <span aria-hidden="true">{sign}</span> {words}
    </strong>
  );
}

function Timer({since}: {since: string}) {
  const text = useText(agentTexts);
  const now = useNow(1000);
  return (
    <span className="tabular timer" role="timer" aria-label={text.timer}>
      {duration((now - Date.parse(since)) / 1000)}
    </span>
  );
}

function CustomerTime({timeZone}: {timeZone: string}) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const now = useNow(15_000);
  return (
    <span className="quiet">
      {' '}
      {text.customerTime(clockTime(new Date(now).toISOString(), language, timeZone).slice(0, 5))}
    </span>
  );
}
