/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as boxes, table
   elements lose their roles in some browsers */
import {type KeyboardEvent, memo, type Ref, useCallback, useEffect, useRef, useState} from 'react';
import type {CallRow} from '../../../electron/contract/call.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {CONTACT_LABELS, DIRECTION_LABELS, RESULT_LABELS} from '../../../electron/contract/labels.ts';
import {dateTime, duration} from '../format.ts';
import {strings, useLanguage, useText} from '../strings.ts';
import type {CallPages} from './call-pages.ts';
import {ROW, useRowsInView} from './rows-in-view.ts';
import './calls.css';

const texts = strings({
  calls: {'zh-CN': '通话', en: 'Calls'},
  time: {'zh-CN': '时间', en: 'Time'},
  agent: {'zh-CN': '坐席', en: 'Agent'},
  customer: {'zh-CN': '客户', en: 'Customer'},
  reference: {'zh-CN': '编号', en: 'Reference'},
  contact: {'zh-CN': '接通情况', en: 'Contact'},
  result: {'zh-CN': '结果', en: 'Result'},
  objections: {'zh-CN': '异议', en: 'Objections'},
  note: {'zh-CN': '备注', en: 'Note'},
  length: {'zh-CN': '时长', en: 'Length'},
  open: {'zh-CN': '进行中', en: 'Not finished'},
  corrected: {'zh-CN': '有更正', en: 'corrected'},
  foreign: {'zh-CN': '其他工位', en: 'other desk'},
  overridden: {'zh-CN': '⊘ 组长放行', en: '⊘ let pass by a lead'},
  blocked: {'zh-CN': '⊘ 规则不许拨打', en: '⊘ a rule spoke against it'},
  unsaid: (count: number) => ({'zh-CN': `应说未说 ${count}`, en: `${count} unsaid`}),
  waiting: {'zh-CN': '…', en: '…'},
});

type TableWords = (typeof texts)[Language];

interface CallTableProps {
  pages: CallPages;
  total: number;
  opened: string | null;
  timeZone: string;
  onOpen: (id: string) => void;
  ref: Ref<HTMLTableElement>;
}

/** Calls from the newest on. One stop for the tab key; arrows, page keys, Home and End move, Enter opens. */
export function CallTable({pages, total, opened, timeZone, onOpen, ref}: CallTableProps) {
  const text = useText(texts);
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const active = Math.min(at, total - 1);
  const {first, last, show} = useRowsInView(box, total);
  useEffect(() => pages.want(first, last), [pages, first, last]);

  const open = useCallback(
    (id: string, index: number) => {
      setAt(index);
      onOpen(id);
    },
    [onOpen],
  );
  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? ROW) / ROW) - 2);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -total,
      End: total,
    };
    const step = steps[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const row = pages.row(active);
      if (row !== undefined) onOpen(row.id);
    } else if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(total - 1, active + step));
      setAt(next);
      show(next);
    }
  };

  const head = [
    text.time,
    text.agent,
    text.customer,
    text.reference,
    text.contact,
    text.result,
    text.objections,
    text.note,
    text.length,
  ];
  return (
    <div ref={box} className="call-box">
      <table
        ref={ref}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid: its rows are walked
        role="grid"
        className="call-table tabular"
        aria-label={text.calls}
        aria-rowcount={total + 1}
        aria-activedescendant={first <= active && active <= last ? `call-row-${active}` : undefined}
        tabIndex={0}
        onKeyDown={move}
      >
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            {head.map((title) => (
              <th key={title} role="columnheader" scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" style={{height: total * ROW, paddingBlockStart: first * ROW}}>
          {Array.from({length: last - first + 1}, (_, i) => first + i).map((index) => (
            <Row
              key={index}
              index={index}
              row={pages.row(index)}
              active={index === active}
              opened={pages.row(index)?.id === opened}
              language={language}
              timeZone={timeZone}
              words={text}
              onOpen={open}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  index: number;
  row: CallRow | undefined;
  active: boolean;
  opened: boolean;
  language: Language;
  timeZone: string;
  words: TableWords;
  onOpen: (id: string, index: number) => void;
}

/** Remembered: a step of the scroll draws the rows that came, not those that stayed. */
const Row = memo(function Row({index, row, active, opened, language, timeZone, words, onOpen}: RowProps) {
  const name = active ? 'call-row call-active' : 'call-row';
  if (row === undefined) {
    return (
      <tr role="row" id={`call-row-${index}`} className={name} aria-rowindex={index + 2}>
        <td role="gridcell" colSpan={9}>
          {words.waiting}
        </td>
      </tr>
    );
  }
  const {contact, result, tags} = row;
  const marks = [
    row.rules === 'overridden' ? words.overridden : row.rules === 'blocked' ? words.blocked : null,
    row.unsaid.length > 0 ? words.unsaid(row.unsaid.length) : null,
    row.corrections > 0 ? words.corrected : null,
    row.foreign ? words.foreign : null,
  ].filter(Boolean);
  return (
    // Keys reach rows through the table itself.
    <tr
      role="row"
      id={`call-row-${index}`}
      className={name}
      aria-rowindex={index + 2}
      aria-selected={opened}
      onClick={() => onOpen(row.id, index)}
    >
      <td role="gridcell">{dateTime(row.openedAt, language, timeZone)}</td>
      <td role="gridcell">{row.agentName}</td>
      <td role="gridcell">{row.customerName}</td>
      <td role="gridcell">{row.reference}</td>
      <td role="gridcell">
        {contact === null ? words.open : CONTACT_LABELS[contact][language]}
        {row.direction === 'inbound' && ` · ${DIRECTION_LABELS.inbound[language]}`}
      </td>
      <td role="gridcell">
        {result === null ? '' : RESULT_LABELS[result][language]}
        {tags.length > 0 && ` +${tags.map((tag) => RESULT_LABELS[tag][language]).join(' +')}`}
      </td>
      <td role="gridcell">{row.objections.join(language === 'zh-CN' ? '、' : ', ')}</td>
      <td role="gridcell">
        {marks.length > 0 && <i>[{marks.join(' · ')}] </i>}
        {row.note}
      </td>
      <td role="gridcell">{row.seconds === null ? '' : duration(row.seconds)}</td>
    </tr>
  );
});
