import {type ChangeEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState} from 'react';
import {v7} from 'uuid';
import type {Account} from '../../electron/contract/account.ts';
import type {CallMode, Direction} from '../../electron/contract/call.ts';
import type {PopDetail} from '../../electron/contract/dialer.ts';
import type {RawInput} from '../../electron/contract/methods.ts';
import {accountZone} from '../../electron/domain/days.ts';
import {asCallError, call, CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import type {CallTarget} from '../shared/promises/board-line.tsx';
import {readTextFile} from '../shared/save-file.ts';
import {useSession} from '../shared/session.tsx';
import {useText} from '../shared/strings.ts';
import {useReply} from '../shared/use-reply.ts';
import {AccountForm} from './account-form.tsx';
import {PopFacts} from './incoming/pop-facts.tsx';
import {isComposing, NEW_CALL_KEYS} from './keys.ts';
import {NewCallFields} from './new-call-fields.tsx';
import {BlockedChoices} from './safety/blocked-choices.tsx';
import {plannedContact, useJudgement} from './safety/planned-contact.ts';
import {PlannedVerdict} from './safety/planned-verdict.tsx';
import {ReasonsPanel} from './safety/reasons-panel.tsx';
import {agentTexts} from './strings.ts';
import {usePanelKeys} from './use-panel-keys.ts';
import {WholeNumber} from './whole-number.tsx';

interface NewCallProps {
  /** Whom the board of promises wants to be called, and why. */
  target: CallTarget | null;
  onOpen: (input: RawInput<'call.open'>) => Promise<void>;
  onCancel: () => void;
  reasonsShown: boolean;
  onReasons: () => void;
  /** The screen-pop that this call would answer. Nothing of it is done by itself. */
  pop: PopDetail | null;
  onSetAside: () => void;
}

/** Whom to call, or who is calling: one box, Enter opens the call. */
export function NewCall({target, onOpen, onCancel, reasonsShown, onReasons, pop, onSetAside}: NewCallProps) {
  const text = useText(agentTexts);
  const box = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLElement>(null);
  const said = usePanelKeys(panel, NEW_CALL_KEYS);
  const [typed, setTyped] = useState('');
  /** Whom the board named, until somebody searches: nobody else is offered meanwhile, and Enter means nobody else. */
  const [aim, setAim] = useState(target?.accountId ?? null);
  const [at, setAt] = useState(0);
  const [chosenDirection, setDirection] = useState<Direction | null>(null);
  const direction = chosenDirection ?? pop?.pop.direction ?? 'outbound';
  const [mode, setMode] = useState<CallMode>(target?.mode ?? 'collection');
  const [numberId, setNumberId] = useState('');
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Account | null>(null);
  const [unmasked, setUnmasked] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [imported, setImported] = useState<number | null>(null);
  // One id for this form: a second click opens the same call, not another.
  const [id] = useState(() => v7());
  const found = useReply(`accounts ${typed} ${String(unmasked)}`, () =>
    call('account.list', {text: typed, limit: 8, unmasked}),
  );
  // What the pop may mean stands there until somebody searches.
  // Without a match the list must not offer the accounts of the last calls: they are somebody else's.
  const fromPop = pop !== null && typed === '';
  const listed = found.value ?? [];
  const rows = fromPop
    ? pop.matches.map((match) => match.account)
    : listed.filter((row) => aim === null || row.id === aim);
  const popNumber = (accountId: string | undefined) =>
    pop?.matches.find((match) => match.account.id === accountId)?.numberId ?? '';
  const chosen = rows[Math.min(at, rows.length - 1)];
  const account = useReply(`account ${chosen?.id ?? ''}`, async () =>
    chosen === undefined ? null : call('account.get', {id: chosen.id}),
  );
  useEffect(() => {
    if (aim === null) return undefined;
    const asked = {stale: false};
    call('account.get', {id: aim}).then(
      ({reference}) => (asked.stale ? undefined : setTyped(reference)),
      (thrown: unknown) => {
        if (asked.stale) return;
        setAim(null);
        setError(asCallError(thrown));
      },
    );
    return () => {
      asked.stale = true;
    };
  }, [aim]);
  // Before the panel is seen: a key struck at once must not go elsewhere.
  useLayoutEffect(() => {
    if (!adding && editing === null) box.current?.focus();
  }, [adding, editing]);

  const zone = useSession().session.profile?.timeZone ?? 'UTC';
  const known = account.value ?? null;
  const number =
    known?.numbers.find((candidate) => candidate.id === (numberId || popNumber(known.id))) ?? known?.numbers[0];
  const plan =
    known === null
      ? null
      : {...plannedContact(known, number?.id ?? null, direction), mode, ...(pop !== null && {popId: pop.id})};
  const judged = useJudgement(plan);
  const judgement = judged.value;
  // Who is on the line already cannot be left uncalled: the call is opened, and only ends politely.
  const onLine = direction === 'inbound' || pop?.pop.phase === 'answered';
  const blocked = !onLine && judgement?.verdict === 'blocked';
  const timeZone = known === null ? zone : accountZone(known.timeZones, zone);
  const [blockedTurn, setBlockedTurn] = useState(0);

  const openPlan = (full: Account | null, more: Partial<RawInput<'call.open'>>) => {
    const chosenNumber =
      full?.numbers.find((candidate) => candidate.id === (numberId || popNumber(full.id))) ?? full?.numbers[0];
    const contact = full === null ? null : plannedContact(full, chosenNumber?.id ?? null, direction);
    return onOpen({
      id,
      accountId: full?.id ?? null,
      direction,
      mode,
      numberId: chosenNumber?.id ?? null,
      numberLabel: null,
      ...(contact !== null && {personId: contact.personId, purpose: contact.purpose}),
      ...more,
    });
  };
  const opening = useRef(false);
  const open = async (accountId: string | null, more: Partial<RawInput<'call.open'>> = {}) => {
    // A second Enter opens nothing more, and nobody else.
    if (opening.current) return;
    // The reasons and the ways out are on the screen already; the desk would only refuse.
    if (accountId !== null && accountId === known?.id && blocked && more.begun === undefined) {
      setBlockedTurn((turn) => turn + 1);
      return;
    }
    opening.current = true;
    try {
      // Enter may come faster than the account: the number must not be lost for it.
      const full =
        accountId === null ? null : known?.id === accountId ? known : await call('account.get', {id: accountId});
      await openPlan(full, more);
    } catch (thrown) {
      const refused = asCallError(thrown);
      // Enter came faster than the rules: now they are asked, and the ways out take the focus.
      if (refused.code === 'forbidden' && accountId !== null) {
        judged.again();
        setBlockedTurn((turn) => turn + 1);
      } else setError(refused);
    } finally {
      opening.current = false;
    }
  };
  /** Enter before the list is there means its first row. */
  const openFirst = async () => {
    const [first] = await call('account.list', {text: typed, limit: 1});
    if (first !== undefined) await open(first.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey) return;
    if (event.key === 'ArrowDown') setAt(Math.min(rows.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && chosen !== undefined) void open(chosen.id);
    else if (event.key === 'Enter' && aim !== null) void open(aim);
    else if (event.key === 'Enter' && !fromPop && found.value === null)
      void openFirst().catch((thrown: unknown) => setError(asCallError(thrown)));
    else return;
    event.preventDefault();
  };
  const importFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = '';
    if (file === undefined) return;
    setError(null);
    setImported(null);
    try {
      const content = await readTextFile(file);
      if (content === null) throw notUtf8();
      const {saved} = await call('account.import', {text: content});
      setImported(saved);
      found.again();
    } catch (thrown) {
      setError(asCallError(thrown));
    }
  };

  if (adding || editing !== null) {
    const leave = () => {
      setAdding(false);
      setEditing(null);
    };
    return (
      <AccountForm
        account={editing}
        onSaved={(row) => {
          leave();
          account.again();
          setAim(null);
          setTyped(row.reference);
          setAt(0);
        }}
        onCancel={leave}
        known={knownOf(pop)}
      />
    );
  }
  return (
    <section
      ref={panel}
      className="new-call"
      aria-label={text.newCallTitle}
      onKeyDown={(event) => {
        // What is open in it takes its own Esc first.
        if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      {reasonsShown && judgement !== null && (
        <ReasonsPanel judgement={judgement} timeZone={timeZone} onClose={onReasons} />
      )}
      <div className="new-call-under" inert={reasonsShown && judgement !== null}>
        <h2>{text.newCallTitle}</h2>
        {pop !== null && <PopFacts detail={pop} onSetAside={onSetAside} />}
        {error !== null && <ErrorNotice error={error} onClose={() => setError(null)} />}
        <input
          ref={box}
          className="search-box"
          role="combobox"
          aria-label={text.findAccount}
          aria-expanded={rows.length > 0}
          aria-controls="account-rows"
          aria-activedescendant={chosen === undefined ? undefined : `account-${chosen.id}`}
          placeholder={text.findAccount}
          value={typed}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => {
            setAim(null);
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        {rows.length > 0 ? (
          <ul id="account-rows" role="listbox" aria-label={text.accountsFound} className="account-rows">
            {rows.map((row, i) => (
              <li
                key={row.id}
                id={`account-${row.id}`}
                role="option"
                aria-selected={row.id === chosen?.id}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => setAt(i)}
                onDoubleClick={() => void open(row.id)}
                onKeyDown={undefined}
              >
                <span>{row.customerName}</span>
                <span className="quiet tabular">{row.reference}</span>
              </li>
            ))}
          </ul>
        ) : (
          !fromPop && aim === null && found.value !== null && <p className="quiet">{text.noAccounts}</p>
        )}
        {imported !== null && <p role="status">{text.imported(imported)}</p>}
        <NewCallFields
          account={known}
          numberId={number?.id ?? null}
          direction={direction}
          mode={mode}
          onDirection={setDirection}
          onMode={setMode}
          onNumber={setNumberId}
        />
        {judged.error !== null && <ErrorNotice error={judged.error} onRetry={judged.again} />}
        {plan !== null && judgement !== null && (
          <PlannedVerdict
            plan={plan}
            judgement={judgement}
            timeZone={timeZone}
            reasonsShown={reasonsShown}
            onReasons={onReasons}
            onLeave={() => box.current?.focus()}
          />
        )}
        {known !== null && plan !== null && judgement !== null && blocked && (
          <BlockedChoices
            account={known}
            plan={plan}
            judgement={judgement}
            timeZone={timeZone}
            focusTurn={blockedTurn}
            onNumber={({id: other}) => {
              setNumberId(other);
              box.current?.focus();
            }}
            onLine={() => void open(known.id, {begun: 'onLine'})}
            onOverride={(override) => openPlan(known, {begun: 'planned', override})}
            onBack={() => box.current?.focus()}
          />
        )}
        <div className="form-actions">
          <button
            type="button"
            className="primary"
            disabled={chosen === undefined}
            onClick={() => chosen && void open(chosen.id)}
          >
            {text.openCall}
            <kbd>Enter</kbd>
          </button>
          <button type="button" aria-keyshortcuts={NEW_CALL_KEYS.without} onClick={() => void open(null)}>
            {text.openWithout}
            <kbd>{NEW_CALL_KEYS.without}</kbd>
          </button>
          <button type="button" onClick={onCancel}>
            {text.cancel}
            <kbd>Esc</kbd>
          </button>
        </div>
        <div className="form-actions">
          <button type="button" aria-keyshortcuts={NEW_CALL_KEYS.addAccount} onClick={() => setAdding(true)}>
            {text.addAccount}
            <kbd>{NEW_CALL_KEYS.addAccount}</kbd>
          </button>
          {known !== null && (
            <button type="button" aria-keyshortcuts={NEW_CALL_KEYS.editAccount} onClick={() => setEditing(known)}>
              {text.editAccount}
              <kbd>{NEW_CALL_KEYS.editAccount}</kbd>
            </button>
          )}
          {known !== null && number !== null && number !== undefined && number.tail !== null && (
            <WholeNumber key={number.id} accountId={known.id} numberId={number.id} />
          )}
          <label className="check-field">
            <input
              type="checkbox"
              aria-keyshortcuts={NEW_CALL_KEYS.showCustomers}
              checked={unmasked}
              onChange={(event) => setUnmasked(event.currentTarget.checked)}
            />
            {text.showCustomers}
            <kbd>{NEW_CALL_KEYS.showCustomers}</kbd>
          </label>
          <label className="file-button">
            {text.importAccounts}
            <kbd>{NEW_CALL_KEYS.importAccounts}</kbd>
            <input
              type="file"
              aria-keyshortcuts={NEW_CALL_KEYS.importAccounts}
              accept=".json,application/json"
              onChange={(event) => void importFile(event)}
            />
          </label>
        </div>
        <output className="only-heard">{said}</output>
      </div>
    </section>
  );
}

/** What a pop knows of a new account. */
function knownOf(pop: PopDetail | null) {
  if (pop === null || pop.matches.length > 0) return {};
  const {name, account, phone, product} = pop.pop;
  return {
    ...(name !== null && {customerName: name}),
    ...(account !== null && {reference: account}),
    ...(phone !== null && {phone}),
    ...(product !== null && {product}),
  };
}

function notUtf8(): CallError {
  return new CallError({
    code: 'invalid_input',
    message: {
      'zh-CN': '文件不是 UTF-8 文本，未导入任何账户。请用 UTF-8 编码另存后再导入。',
      en: 'The file is not UTF-8 text. Nothing was imported. Save it as UTF-8 and import it again.',
    },
  });
}
