import {Button, Group, NativeSelect, Text, TextInput, Title} from '@mantine/core';
import {useEffect, useRef, useState} from 'react';
import {v7} from 'uuid';
import {ERASE_GROUND_LABELS, PHONE_LINE_LABELS} from '../../../electron/contract/labels.ts';
import {ERASE_GROUNDS, EraseGround, type KeptAccount} from '../../../electron/contract/retention.ts';
import {asCallError, call, type CallError} from '../client.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {dayInWords} from '../format.ts';
import {strings, useLanguage, useText} from '../strings.ts';
import {useReply} from '../use-reply.ts';
import {words} from '../words.ts';

const texts = strings({
  title: (customer: string, reference: string) => ({
    'zh-CN': `${customer} · ${reference}`,
    en: `${customer} · ${reference}`,
  }),
  calls: (count: number) => ({'zh-CN': `${count} 通电话`, en: `${count} ${count === 1 ? 'call' : 'calls'}`}),
  reached: (day: string) => ({'zh-CN': `保存期限已于 ${day} 届满`, en: `Had to be kept until ${day}; that is over`}),
  kept: (day: string) => ({'zh-CN': `须保存至 ${day}`, en: `Must be kept until ${day}`}),
  notBegun: {
    'zh-CN': '保存期限还没有开始计算（未结案，或从未联系）',
    en: 'The period of retention has not begun: not closed, or never contacted',
  },
  noPeriod: {'zh-CN': '已结案，没有规则规定保存期限', en: 'Closed, and no rule says how long to keep it'},
  source: (rule: string, source: string) => ({'zh-CN': `${rule}：${source}`, en: `${rule}: ${source}`}),
  numbers: {'zh-CN': '号码', en: 'Numbers'},
  noNumbers: {'zh-CN': '没有号码。', en: 'No numbers.'},
  gone: {'zh-CN': '已删除', en: 'deleted'},
  forget: (label: string) => ({'zh-CN': `删除号码：${label}`, en: `Delete the number: ${label}`}),
  reallyForget: {'zh-CN': '确定删除号码', en: 'Delete the number for good'},
  erase: {'zh-CN': '删除这个账户', en: 'Erase this account'},
  what: {
    'zh-CN':
      '姓名、号码、欠款、标记、备注和通话内容都会删除，不可恢复；通话次数与结果仍计入统计，证据链仍可验证。升级前的备份也会删除。',
    en: 'Name, numbers, debts, flags, notes and what was said are gone for good. Calls and results stay counted; the chain can still be proved. Copies made before updates are removed too.',
  },
  ground: {'zh-CN': '依据', en: 'Ground'},
  why: {'zh-CN': '说明（不要写客户信息）', en: 'Reason, without data of the customer'},
  go: {'zh-CN': '删除…', en: 'Erase…'},
  really: {'zh-CN': '确定删除，不可恢复', en: 'Erase for good'},
  failed: {'zh-CN': '没有完成，原有内容没有变化', en: 'Not done; nothing was changed'},
  unread: {'zh-CN': '没有读到', en: 'This could not be read'},
});

interface KeptAccountCardProps {
  id: string;
  unmasked: boolean;
  onClose: () => void;
  onErased: (calls: number) => void;
}

/** One account as far as it matters here: how long it is kept, its numbers, and the way out of the desk. */
export function KeptAccountCard({id, unmasked, onClose, onErased}: KeptAccountCardProps) {
  const text = useText(texts);
  const shared = useText(words);
  const account = useReply(`kept ${id} ${String(unmasked)}`, () => call('account.kept', {id, unmasked}));
  const [error, setError] = useState<CallError | null>(null);
  const card = useRef<HTMLElement>(null);
  // Whoever opened it by keyboard goes on inside of it.
  useEffect(() => card.current?.focus(), []);
  const run = (work: () => Promise<void>) => {
    setError(null);
    work().catch((thrown: unknown) => setError(asCallError(thrown)));
  };
  const {value} = account;
  return (
    <section ref={card} tabIndex={-1} aria-label={text.erase} className="accounts-card">
      {account.error !== null && <ErrorNotice error={account.error} title={text.unread} onRetry={account.again} />}
      {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
      {value !== null && (
        <>
          <Group justify="space-between">
            <Title order={2} fz="md">
              {text.title(value.customerName, value.reference)}
            </Title>
            <Button size="compact-sm" variant="default" onClick={onClose}>
              {shared.close}
            </Button>
          </Group>
          <RetentionWords account={value} />
          <NumberList
            account={value}
            onForget={(numberId) =>
              run(async () => {
                await call('account.forgetNumber', {id, numberId});
                account.again();
              })
            }
          />
          <EraseForm
            account={value}
            onErase={(eventId, ground, why) =>
              run(async () => {
                const {calls} = await call('account.erase', {id: eventId, accountId: id, ground, why});
                onErased(calls);
              })
            }
          />
        </>
      )}
    </section>
  );
}

function RetentionWords({account: {retention, calls}}: {account: KeptAccount}) {
  const text = useText(texts);
  const language = useLanguage();
  const {state, keepUntil, rule, task} = retention;
  const day = keepUntil === null ? '' : dayInWords(keepUntil, language);
  const said = {
    reached: text.reached(day),
    kept: text.kept(day),
    notBegun: text.notBegun,
    noPeriod: text.noPeriod,
  }[state];
  return (
    <div>
      <Text size="sm" fw={600}>
        {said} · {text.calls(calls)}
      </Text>
      {[rule, task].map(
        (each) =>
          each !== null && (
            <Text key={each.id} size="sm" c="dimmed">
              {each.message[language]} {text.source(each.id, each.source)}
            </Text>
          ),
      )}
    </div>
  );
}

interface NumberListProps {
  account: KeptAccount;
  onForget: (numberId: string) => void;
}

function NumberList({account: {numbers}, onForget}: NumberListProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <div>
      <Title order={3} fz="sm">
        {text.numbers}
      </Title>
      {numbers.length === 0 && <Text size="sm">{text.noNumbers}</Text>}
      <ul className="accounts-numbers">
        {numbers.map(({id, label, tail, line}) => (
          <li key={id}>
            <span className="tabular">
              {label} · {PHONE_LINE_LABELS[line][language]} · {tail === null ? text.gone : `*${tail}`}
            </span>
            {tail !== null && asked !== id && (
              <Button size="compact-sm" variant="default" onClick={() => setAsked(id)}>
                {text.forget(label)}
              </Button>
            )}
            {asked === id && (
              <Group gap="xs">
                <Button size="compact-sm" variant="default" onClick={() => setAsked(null)}>
                  {shared.cancel}
                </Button>
                <Button
                  size="compact-sm"
                  color="red"
                  onClick={() => {
                    setAsked(null);
                    onForget(id);
                  }}
                >
                  {text.reallyForget}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface EraseFormProps {
  account: KeptAccount;
  onErase: (eventId: string, ground: EraseGround, why: string) => void;
}

function EraseForm({account: {retention}, onErase}: EraseFormProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  // One id for this form: a second click erases nothing more.
  const [eventId] = useState(() => v7());
  const over = retention.state === 'reached' || retention.state === 'noPeriod';
  const [ground, setGround] = useState<EraseGround>(over ? 'retentionReached' : 'subjectRequest');
  const [why, setWhy] = useState('');
  const [asked, setAsked] = useState(false);
  const ready = why.trim() !== '';
  return (
    <form
      aria-label={text.erase}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        if (asked) onErase(eventId, ground, why);
        setAsked(!asked);
      }}
    >
      <Title order={3} fz="sm">
        {text.erase}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {text.what}
      </Text>
      <NativeSelect
        label={text.ground}
        value={ground}
        data={ERASE_GROUNDS.map((value) => ({value, label: ERASE_GROUND_LABELS[value][language]}))}
        onChange={(event) => {
          setGround(EraseGround.parse(event.currentTarget.value));
          setAsked(false);
        }}
      />
      <TextInput
        mt="xs"
        label={text.why}
        value={why}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => {
          setWhy(event.currentTarget.value);
          setAsked(false);
        }}
      />
      <Group gap="xs" mt="sm">
        {asked && (
          <Button variant="default" onClick={() => setAsked(false)}>
            {shared.cancel}
          </Button>
        )}
        <Button type="submit" disabled={!ready} color="red" variant={asked ? 'filled' : 'outline'}>
          {asked ? text.really : text.go}
        </Button>
      </Group>
    </form>
  );
}
