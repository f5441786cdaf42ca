import {useEffect, useMemo, useRef} from 'react';
import {BRANCH_LABELS, CONTACT_LABELS, FLAG_LABELS, TONE_LABELS} from '../../electron/contract/labels.ts';
import {BRANCH_KINDS, TONES} from '../../electron/contract/pack.ts';
import {QUICK_CONTACTS} from '../../electron/domain/outcome-rules.ts';
import type {Language} from '../../electron/contract/values.ts';
import {FilterBox, useFilteredList} from '../shared/filter-box.tsx';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {incomingTexts} from './incoming/incoming-texts.ts';
import {BRANCH_KEYS, FLAG_KEYS, HEARD_KEYS, KEYED_FLAGS, KEYS, NEW_CALL_KEYS, QUICK_KEYS, TONE_KEYS} from './keys.ts';
import {agentTexts} from './strings.ts';

const texts = strings({
  pick: {
    'zh-CN': '选第几条结果（m 后面的数字算账期，如 M2）',
    en: 'Pick a result (a digit after a lone m is a bucket: M2)',
  },
  move: {'zh-CN': '上下选择，回车取用', en: 'Move, and take with Enter'},
  escape: {'zh-CN': '清空输入；再按一次回到阶段话术', en: 'Clear the box; once more: back to the stage'},
  next: {'zh-CN': '新通话；准备好后：标记已接通', en: 'New call; when prepared: mark as connected'},
  stages: {'zh-CN': '上一阶段 / 下一阶段', en: 'Stage before / after'},
  said: {'zh-CN': '标记当前回答已说', en: 'Mark the answer as said'},
  required: {'zh-CN': '标记下一句须照读的话已说', en: 'Mark the next required line as said'},
  wish: {'zh-CN': '客户的要求，立刻生效：', en: 'The customer asks, in force at once: '},
  reasons: {'zh-CN': '能不能打，依据是什么', en: 'May I call, and why'},
  leaveMessage: {
    'zh-CN': '语音信箱留言；再按一次：已留言并保存',
    en: 'A message on a voicemail; once more: left, and saved',
  },
  note: {'zh-CN': '写备注', en: 'Write the note'},
  outcome: {'zh-CN': '打开结果', en: 'Open the outcome'},
  incoming: {'zh-CN': '查看等候的弹屏（通话结束后）', en: 'Look at a waiting screen-pop (after the call)'},
  setAside: {'zh-CN': '不看最新的弹屏，收起', en: 'Set the newest screen-pop aside, unread'},
  correct: {'zh-CN': '更正最近一通的结果（没有通话时）', en: 'Correct the outcome of the last call (between calls)'},
  paste: {'zh-CN': '粘贴弹屏内容', en: 'Paste a screen-pop'},
  heard: {
    'zh-CN': '取用听到客户说的第一、二、三条建议',
    en: 'Take a suggestion heard from the customer: first, second, third',
  },
  save: {'zh-CN': '保存结果', en: 'Save the outcome'},
  letters: {
    'zh-CN': '结果面板里按字母选择，Shift+字母加标签，退格退一步',
    en: 'In the outcome: letters choose, Shift adds a tag, Backspace takes one back',
  },
  board: {'zh-CN': '承诺与回拨看板（没有通话时）', en: 'The board of promises and callbacks (between calls)'},
  news: {'zh-CN': '看过话术更新，收起卡片（没有通话时）', en: 'The news of the script was seen (between calls)'},
  callPlan: {
    'zh-CN': '通话前：目标、预计反应、看过什么',
    en: 'Before the call: goals, expected reaction, what was looked at',
  },
  reminderItem: {'zh-CN': '到期提醒：勾下一项', en: 'Reminder before the due date: tick the next item'},
  filter: {'zh-CN': '找一个按键：键名或用途', en: 'Find a key: its name, or what it does'},
  inNewCall: {'zh-CN': '新通话里：', en: 'In the new call: '},
  otherTime: {'zh-CN': '换个时间可以打吗', en: 'And at another time?'},
  question: {'zh-CN': '空框里按 ? 打开本表', en: '? in an empty box opens this list'},
});

/** A key and what it does. */
type KeyRow = readonly [key: string, words: string];

/** The keys of the new call's panel, by the words that stand there. */
const newCallRows = (
  panel: (typeof agentTexts)[Language],
  pop: (typeof incomingTexts)[Language],
  otherTime: string,
): KeyRow[] => [
  [NEW_CALL_KEYS.direction, panel.direction],
  [NEW_CALL_KEYS.mode, panel.mode],
  [NEW_CALL_KEYS.number, panel.number],
  [NEW_CALL_KEYS.otherTime, otherTime],
  [NEW_CALL_KEYS.without, panel.openWithout],
  [NEW_CALL_KEYS.addAccount, panel.addAccount],
  [NEW_CALL_KEYS.editAccount, panel.editAccount],
  [NEW_CALL_KEYS.wholeNumber, panel.showNumber],
  [NEW_CALL_KEYS.showCustomers, panel.showCustomers],
  [NEW_CALL_KEYS.importAccounts, panel.importAccounts],
  [NEW_CALL_KEYS.popWhole, pop.whole],
  [NEW_CALL_KEYS.popSetAside, pop.setAside],
];

const textsOfRow = (row: KeyRow) => row;

/** Every key, with what it does. Opened by `?`, closed by Esc. */
export function KeyList({onClose}: {onClose: () => void}) {
  const text = useText(texts);
  const shared = useText(agentTexts);
  const incoming = useText(incomingTexts);
  const language = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    box.current?.focus();
  }, []);
  const rows = useMemo(
    (): KeyRow[] => [
      ['1–9', text.pick],
      ['↑ ↓ Enter', text.move],
      [KEYS.search, text.escape],
      [KEYS.next, text.next],
      [KEYS.confirm, shared.confirm],
      [`${KEYS.stageBack} ${KEYS.stageOn}`, text.stages],
      ...TONES.map((tone): KeyRow => [TONE_KEYS[tone], TONE_LABELS[tone][language]]),
      [KEYS.said, text.said],
      [KEYS.required, text.required],
      ...BRANCH_KINDS.map((kind): KeyRow => [BRANCH_KEYS.get(kind) ?? '', BRANCH_LABELS[kind][language]]),
      ...QUICK_CONTACTS.map((contact): KeyRow => [QUICK_KEYS.get(contact) ?? '', CONTACT_LABELS[contact][language]]),
      [HEARD_KEYS.join(' '), text.heard],
      [KEYS.incoming, text.incoming],
      [KEYS.setAside, text.setAside],
      [KEYS.paste, text.paste],
      ...KEYED_FLAGS.map((kind): KeyRow => [FLAG_KEYS[kind], `${text.wish}${FLAG_LABELS[kind][language]}`]),
      [KEYS.reasons, text.reasons],
      [KEYS.leaveMessage, text.leaveMessage],
      [KEYS.note, text.note],
      [KEYS.outcome, text.outcome],
      [KEYS.save, text.save],
      [KEYS.board, text.board],
      [KEYS.news, text.news],
      [KEYS.correct, text.correct],
      [KEYS.callPlan, text.callPlan],
      [KEYS.reminderItem, text.reminderItem],
      ['A–Z', text.letters],
      ...newCallRows(shared, incoming, text.otherTime).map(([key, words]): KeyRow => [
        key,
        `${text.inNewCall}${words}`,
      ]),
      ['?', text.question],
    ],
    [text, shared, incoming, language],
  );
  const list = useFilteredList(rows, textsOfRow);
  return (
    <dialog ref={dialog} className="key-list" aria-label={shared.keysTitle} onClose={onClose}>
      <header className="answer-head">
        <h2>{shared.keysTitle}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {shared.close}
          <kbd>Esc</kbd>
        </button>
      </header>
      <FilterBox label={text.filter} list={list} inputRef={box} />
      <dl>
        {list.items.map(([key, words]) => (
          <div key={`${key} ${words}`}>
            <dt>
              {key.split(' ').map((each) => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
