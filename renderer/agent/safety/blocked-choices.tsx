import {type KeyboardEvent, useEffect, useRef, useState} from 'react';
import type {Account, PhoneNumber} from '../../../electron/contract/account.ts';
import type {Judgement} from '../../../electron/contract/contact-rules.ts';
import {VERDICT_LABELS} from '../../../electron/contract/labels.ts';
import type {TimeZone} from '../../../electron/contract/values.ts';
import {nearMoment} from '../../shared/format.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {isComposing} from '../keys.ts';
import {VERDICT_SIGNS} from './judgement-words.ts';
import {OverrideForm} from './override-form.tsx';
import {type PlannedContact, useOtherNumbers} from './planned-contact.ts';
import './safety.css';

const texts = strings({
  title: {'zh-CN': '现在不能拨打', en: 'This call may not be begun now'},
  next: (moment: string) => ({
    'zh-CN': `最早 ${moment}（客户当地）可以拨打`,
    en: `May be called from ${moment}, the customer's time`,
  }),
  never: {'zh-CN': '不随时间解除。', en: 'Time does not lift it.'},
  choices: {'zh-CN': '怎么办（按字母或数字）', en: 'What now (press a letter or digit)'},
  onLine: {'zh-CN': '客户已在线上：礼貌结束并记录', en: 'Already on the line: end politely, and log it'},
  override: {'zh-CN': '请组长放行（口令和原因）', en: 'Let a lead pass it (PIN and reason)'},
  neverOverride: (ids: string) => ({
    'zh-CN': `${ids}：任何人不得放行`,
    en: `${ids}: nobody may let it pass`,
  }),
  back: {'zh-CN': '另选客户', en: 'Choose another customer'},
});

interface BlockedChoicesProps {
  account: Account;
  plan: PlannedContact;
  judgement: Judgement;
  timeZone: TimeZone;
  /** Takes the focus whenever it changes, so that letters choose at once. */
  focusTurn: number;
  onNumber: (number: PhoneNumber) => void;
  onLine: () => void;
  /** Opens in spite of the block; throws `CallError` when the PIN is refused. */
  onOverride: (override: {pin: string; why: string}) => Promise<void>;
  onBack: () => void;
}

/** A planned call that the rules stop: why, from when it is open, and what else can be done, all by the keyboard. */
export function BlockedChoices(props: BlockedChoicesProps) {
  const {account, plan, judgement, timeZone, focusTurn, onNumber, onLine, onOverride, onBack} = props;
  const text = useText(texts);
  const language = useLanguage();
  const group = useRef<HTMLDivElement>(null);
  const [overriding, setOverriding] = useState(false);
  const others = useOtherNumbers(account, plan).value ?? [];
  const blocking = judgement.findings.filter((finding) => finding.verdict === 'blocked');
  const final = blocking.filter((finding) => finding.override === 'never');
  useEffect(() => {
    if (focusTurn > 0) group.current?.focus();
  }, [focusTurn]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target !== group.current && !(event.target instanceof HTMLButtonElement)) return;
    const key = event.key.toUpperCase();
    const other = others[Number(key) - 1];
    if (/^[1-9]$/.test(key) && other !== undefined) onNumber(other.number);
    else if (key === 'L') onLine();
    else if (key === 'O' && final.length === 0) setOverriding(true);
    else if (key === 'ESCAPE') onBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className="blocked" aria-label={text.title}>
      <h3>
        <span aria-hidden="true">{VERDICT_SIGNS.blocked}</span> {text.title}
      </h3>
      <ul className="blocked-why">
        {blocking.map((finding) => (
          <li key={`${finding.ruleId} ${finding.message.en}`}>
            {finding.message[language]} <span className="quiet">{finding.ruleId}</span>
          </li>
        ))}
      </ul>
      <p>
        {judgement.nextAllowedAt === null
          ? text.never
          : text.next(nearMoment(judgement.nextAllowedAt, Date.parse(judgement.at), language, timeZone))}
      </p>
      <div
        ref={group}
        className="choices blocked-choices"
        role="group"
        aria-label={text.choices}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <p className="choices-title">{text.choices}</p>
        {others.map(({number, judgement: judged}, i) => (
          <button key={number.id} type="button" onClick={() => onNumber(number)}>
            <kbd>{i + 1}</kbd>
            {numberInWords(account, number)}{' '}
            <span className="light-small">
              {VERDICT_SIGNS[judged.verdict]} {VERDICT_LABELS[judged.verdict][language]}
            </span>
          </button>
        ))}
        <button type="button" onClick={onLine}>
          <kbd>L</kbd>
          {text.onLine}
        </button>
        {final.length === 0 ? (
          <button type="button" aria-expanded={overriding} onClick={() => setOverriding(!overriding)}>
            <kbd>O</kbd>
            {text.override}
          </button>
        ) : (
          <p className="quiet">
            {text.neverOverride([...new Set(final.map(({ruleId}) => ruleId))].join(language === 'en' ? ', ' : '、'))}
          </p>
        )}
        <button type="button" onClick={onBack}>
          <kbd>Esc</kbd>
          {text.back}
        </button>
      </div>
      {overriding && final.length === 0 && (
        <OverrideForm
          rules={blocking.map(({ruleId}) => ruleId)}
          onOverride={onOverride}
          onCancel={() => {
            setOverriding(false);
            group.current?.focus();
          }}
        />
      )}
    </section>
  );
}

/** A number by its label, its last digits, and whose it is when it is not the customer's. */
export function numberInWords(account: Account, {label, tail, personId}: PhoneNumber): string {
  const whose = account.persons?.find((person) => person.id === personId)?.name;
  return [label, tail === null ? '' : `*${tail}`, whose ?? ''].filter((part) => part !== '').join(' ');
}
