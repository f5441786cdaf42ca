import {Button, Checkbox, Group, Table, Text, TextInput, Title} from '@mantine/core';
import {useState} from 'react';
import type {RetentionRow} from '../../../electron/contract/retention.ts';
import {call} from '../client.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {dateTime, dayInWords} from '../format.ts';
import {useSession} from '../session.tsx';
import {strings, useLanguage, useText} from '../strings.ts';
import {useReply} from '../use-reply.ts';
import {KeptAccountCard} from './kept-account-card.tsx';

const texts = strings({
  title: {'zh-CN': '保存期限已到', en: 'Kept long enough'},
  why: {
    'zh-CN': '没有规则要求继续保存这些账户，应当删除。Callside 协助遵守规则，不构成法律意见。',
    en: 'No rule asks to keep these accounts any longer; they should be erased. Callside helps to follow the rules and is no legal advice.',
  },
  list: {'zh-CN': '到期账户列表', en: 'List of accounts that are due'},
  none: {'zh-CN': '目前没有到期的账户。', en: 'No account is due.'},
  failed: {'zh-CN': '没有读到', en: 'This could not be read'},
  show: {'zh-CN': '显示客户信息', en: 'Show customer data'},
  customer: {'zh-CN': '客户', en: 'Customer'},
  reference: {'zh-CN': '业务编号', en: 'Reference'},
  kept: {'zh-CN': '保存至', en: 'Kept until'},
  rule: {'zh-CN': '规则', en: 'Rule'},
  calls: {'zh-CN': '通话', en: 'Calls'},
  noPeriod: {'zh-CN': '无期限规定', en: 'No period is set'},
  open: {'zh-CN': '查看…', en: 'Look…'},
  openOf: (reference: string) => ({'zh-CN': `查看 ${reference}`, en: `Look at ${reference}`}),
  find: {'zh-CN': '查找账户', en: 'Find an account'},
  findHint: {'zh-CN': '姓名、业务编号或电话', en: 'Name, reference or number'},
  found: {'zh-CN': '找到的账户', en: 'Accounts found'},
  nothing: {'zh-CN': '没有找到。', en: 'Nothing was found.'},
  lastCall: {'zh-CN': '最近通话', en: 'Last call'},
  erased: (calls: number) => ({
    'zh-CN': `已删除。${calls} 通电话只保留统计，证据链仍可验证。`,
    en: `Erased. Its ${calls} ${calls === 1 ? 'call is' : 'calls are'} only counted now; the chain can still be proved.`,
  }),
});

/** What should be erased because nothing asks to keep it, and any other account that somebody wants erased. */
export function RetentionTasks() {
  const text = useText(texts);
  const language = useLanguage();
  const {session} = useSession();
  const [unmasked, setUnmasked] = useState(false);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [erasedCalls, setErasedCalls] = useState<number | null>(null);
  const due = useReply(`retention ${String(unmasked)}`, () => call('retention.list', {unmasked}));
  const found = useReply(`find ${typed} ${String(unmasked)}`, async () =>
    typed.trim() === '' ? null : call('account.list', {text: typed, limit: 8, unmasked}),
  );
  const open = (id: string) => {
    setErasedCalls(null);
    setChosen(id);
  };
  return (
    <div className="accounts-two">
      <section aria-labelledby="retention-title" className="accounts-card">
        <Group justify="space-between">
          <Title order={2} id="retention-title" fz="md">
            {text.title}
          </Title>
          <Checkbox
            label={text.show}
            checked={unmasked}
            onChange={(event) => setUnmasked(event.currentTarget.checked)}
          />
        </Group>
        <Text size="sm" c="dimmed">
          {text.why}
        </Text>
        {due.error !== null && <ErrorNotice error={due.error} title={text.failed} onRetry={due.again} />}
        {due.value?.length === 0 && <Text component="output">{text.none}</Text>}
        {due.value !== null && due.value.length > 0 && <DueTable rows={due.value} onOpen={open} />}
        <TextInput
          label={text.find}
          placeholder={text.findHint}
          value={typed}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {found.error !== null && <ErrorNotice error={found.error} title={text.failed} onRetry={found.again} />}
        {found.value?.length === 0 && <Text component="output">{text.nothing}</Text>}
        {found.value !== null && found.value.length > 0 && (
          <Table aria-label={text.found}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{text.customer}</Table.Th>
                <Table.Th scope="col">{text.reference}</Table.Th>
                <Table.Th scope="col">{text.lastCall}</Table.Th>
                <Table.Th scope="col">{text.open}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.value.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td>{row.customerName}</Table.Td>
                  <Table.Td className="tabular">{row.reference}</Table.Td>
                  <Table.Td className="tabular">
                    {row.lastCallAt === null
                      ? '–'
                      : dateTime(row.lastCallAt, language, session.profile?.timeZone ?? 'UTC')}
                  </Table.Td>
                  <Table.Td>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={text.openOf(row.reference)}
                      onClick={() => open(row.id)}
                    >
                      {text.open}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </section>
      <div>
        {erasedCalls !== null && (
          <Text component="output" size="sm" className="accounts-card">
            ✓ {text.erased(erasedCalls)}
          </Text>
        )}
        {chosen !== null && (
          <KeptAccountCard
            key={chosen}
            id={chosen}
            unmasked={unmasked}
            onClose={() => setChosen(null)}
            onErased={(calls) => {
              // Another account may be open by now.
              setChosen((open) => (open === chosen ? null : open));
              setErasedCalls(calls);
              due.again();
              found.again();
            }}
          />
        )}
      </div>
    </div>
  );
}

function DueTable({rows, onOpen}: {rows: RetentionRow[]; onOpen: (id: string) => void}) {
  const text = useText(texts);
  const language = useLanguage();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is scrolled by keyboard too
    <div className="accounts-problems" role="region" aria-label={text.list} tabIndex={0}>
      <Table aria-label={text.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{text.customer}</Table.Th>
            <Table.Th scope="col">{text.reference}</Table.Th>
            <Table.Th scope="col">{text.kept}</Table.Th>
            <Table.Th scope="col">{text.rule}</Table.Th>
            <Table.Th scope="col">{text.calls}</Table.Th>
            <Table.Th scope="col">{text.open}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({id, customerName, reference, retention, calls}) => (
            <Table.Tr key={id}>
              <Table.Td>{customerName}</Table.Td>
              <Table.Td className="tabular">{reference}</Table.Td>
              <Table.Td className="tabular">
                {retention.keepUntil === null ? text.noPeriod : dayInWords(retention.keepUntil, language)}
              </Table.Td>
              <Table.Td>
                {[retention.rule?.id, retention.task?.id].filter((each) => each !== undefined).join(' · ')}
              </Table.Td>
              <Table.Td className="tabular">{calls}</Table.Td>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={text.openOf(reference)}
                  onClick={() => onOpen(id)}
                >
                  {text.open}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
