import {Alert, Code, CopyButton, Button, Group, List, Table, Text, VisuallyHidden} from '@mantine/core';
import type {Verification} from '../../electron/contract/journal.ts';
import {ProblemList} from '../shared/error-notice.tsx';
import {wholeNumber} from '../shared/format.ts';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {words} from '../shared/words.ts';

const texts = strings({
  ok: (events: string, calls: string) => ({
    'zh-CN': `✓ 证据链完整：${events} 条记录，${calls} 通电话`,
    en: `✓ The chain holds: ${events} events of ${calls} calls`,
  }),
  bad: (count: number) => ({
    'zh-CN': `✗ 证据链有 ${count} 处不符`,
    en: `✗ The chain does not hold: ${count} ${count === 1 ? 'problem' : 'problems'}`,
  }),
  proves: {'zh-CN': '这证明', en: 'This proves'},
  provesNot: {'zh-CN': '这不证明', en: 'This does not prove'},
  unchanged: {
    'zh-CN': '每条记录写入之后，内容、时间、坐席和顺序都没有被改动；',
    en: 'that since they were written, no event was changed in content, time, agent or order;',
  },
  noGap: {
    'zh-CN': '中间没有记录被删除或插入；',
    en: 'that none was removed from between the others, and none slipped in;',
  },
  summaries: {
    'zh-CN': '列表里看到的每通电话与它的记录一致。',
    en: 'that every call in the list says what its events say.',
  },
  end: {
    'zh-CN': '最末的记录没有被整段截掉：请把下面的“最新哈希”另行抄存（如每日发邮件），日后比对；',
    en: 'that the newest events were not cut off: keep the newest hash below elsewhere (a daily mail will do) and compare;',
  },
  owner: {
    'zh-CN': '掌握整块硬盘的人没有重写整条链：同样以另存的哈希比对；',
    en: 'that somebody who owns the whole disk did not rewrite the whole chain: again, compare with a hash kept elsewhere;',
  },
  truth: {
    'zh-CN': '坐席记下的内容属实，或电脑的时钟正确。',
    en: 'that what an agent wrote is true, or that the computer’s clock was right.',
  },
  erased: (count: string) => ({
    'zh-CN': `${count} 条记录的内容已依法删除，它们在链中的位置仍得到证明。`,
    en: `The content of ${count} events was erased as the law allows; their place in the chain is still proven.`,
  }),
  desk: {'zh-CN': '工位', en: 'Desk'},
  events: {'zh-CN': '记录数', en: 'Events'},
  head: {'zh-CN': '最新哈希', en: 'Newest hash'},
  own: {'zh-CN': '本工位', en: 'this desk'},
  copy: {'zh-CN': '复制', en: 'Copy'},
  copied: {'zh-CN': '已复制', en: 'Copied'},
});

/** What a check of the chain found, and in words what that means and what it does not. */
export function ProofReport({found, onClose}: {found: Verification; onClose: () => void}) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const number = (value: number) => wholeNumber(value, language);
  return (
    <Alert
      color={found.ok ? 'teal' : 'red'}
      title={found.ok ? text.ok(number(found.events), number(found.calls)) : text.bad(found.problems.length)}
      withCloseButton
      closeButtonLabel={shared.close}
      onClose={onClose}
      className="proof"
    >
      <VisuallyHidden component="output">
        {found.ok ? text.ok(number(found.events), number(found.calls)) : text.bad(found.problems.length)}
      </VisuallyHidden>
      {found.problems.length > 0 && <ProblemList problems={found.problems} />}
      {found.ok && (
        <>
          <Text size="sm" fw={600}>
            {text.proves}
          </Text>
          <List size="sm">
            <List.Item>{text.unchanged}</List.Item>
            <List.Item>{text.noGap}</List.Item>
            <List.Item>{text.summaries}</List.Item>
          </List>
        </>
      )}
      <Text size="sm" fw={600} mt={6}>
        {text.provesNot}
      </Text>
      <List size="sm">
        <List.Item>{text.end}</List.Item>
        <List.Item>{text.owner}</List.Item>
        <List.Item>{text.truth}</List.Item>
      </List>
      {found.erased > 0 && (
        <Text size="sm" mt={6}>
          {text.erased(number(found.erased))}
        </Text>
      )}
      {found.chains.length > 0 && (
        <Table mt="xs" fz="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text.desk}</Table.Th>
              <Table.Th>{text.events}</Table.Th>
              <Table.Th>{text.head}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.chains.map((chain) => (
              <Table.Tr key={chain.device}>
                <Table.Td>
                  {chain.device.slice(0, 8)} {chain.own && `(${text.own})`}
                </Table.Td>
                <Table.Td>{number(chain.events)}</Table.Td>
                <Table.Td>
                  <Group gap="xs" wrap="nowrap">
                    <Code style={{overflowWrap: 'anywhere'}}>{chain.head}</Code>
                    <CopyButton value={chain.head}>
                      {({copied, copy}) => (
                        <Button size="compact-xs" variant="default" onClick={copy}>
                          {copied ? text.copied : text.copy}
                        </Button>
                      )}
                    </CopyButton>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Alert>
  );
}
