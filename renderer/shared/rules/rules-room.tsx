import {Badge, Group, SegmentedControl, Text, Title} from '@mantine/core';
import {useState} from 'react';
import {JURISDICTION_LABELS, RULE_EFFECT_LABELS, RULE_STATUS_LABELS} from '../../../electron/contract/labels.ts';
import type {RuleHere} from '../../../electron/contract/methods.ts';
import {type Jurisdiction, JURISDICTIONS} from '../../../electron/contract/values.ts';
import {call} from '../client.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {FilterBox, useFilteredList} from '../filter-box.tsx';
import {dayInWords} from '../format.ts';
import {useSession} from '../session.tsx';
import {strings, useLanguage, useText} from '../strings.ts';
import {useReply} from '../use-reply.ts';
import {words} from '../words.ts';
import './rules.css';

const texts = strings({
  title: {'zh-CN': '联系规则', en: 'Contact rules'},
  noAdvice: {
    'zh-CN':
      'Callside 帮助遵守规则，不是法律意见。话术包和公司只能增加或收紧规则；几条规则意见不一时，从严。标“二手来源”的规则照常生效，原文有待核对；“未核实”的规则出厂即关闭。标“我们的做法”的不是法律规定，本软件照样执行。',
    en: 'Callside helps to follow the rules and is no legal advice. A pack or a company can only add rules and tighten them; of several the severest wins. Rules from a secondary source are in force and marked so; rules that could not be verified ship switched off. What is marked “our practice” is no law: the app does it all the same.',
  },
  whose: {'zh-CN': '适用地', en: 'Jurisdiction'},
  filter: {'zh-CN': '找规则：编号、说法、出处', en: 'Find a rule: id, words, source'},
  inForce: (count: number) => ({'zh-CN': `生效中（${count}）`, en: `In force (${count})`}),
  off: (count: number) => ({'zh-CN': `已关闭（${count}）`, en: `Switched off (${count})`}),
  source: {'zh-CN': '出处：', en: 'Source: '},
  lead: {'zh-CN': '组长凭口令和原因可放行', en: 'a lead may let it pass, with PIN and reason'},
  never: {'zh-CN': '任何人不得放行', en: 'nobody may let it pass'},
  ourPractice: {'zh-CN': '我们的做法', en: 'Our practice'},
  fromPack: {'zh-CN': '来自话术包', en: 'from the pack'},
  from: (day: string) => ({'zh-CN': `${day} 起`, en: `from ${day}`}),
  to: (day: string) => ({'zh-CN': `至 ${day}`, en: `until ${day}`}),
  none: {'zh-CN': '这个适用地没有规则。', en: 'There are no rules for this jurisdiction.'},
});

const textsOf = ({rule}: RuleHere): readonly string[] => [
  rule.id,
  rule.message['zh-CN'],
  rule.message.en,
  rule.source,
  rule.region ?? '',
];

const NO_RULES: readonly RuleHere[] = [];

/** Every rule that contacts are judged by, with its source, and those that are switched off, with why. */
export function RulesRoom() {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const {session} = useSession();
  const [jurisdiction, setJurisdiction] = useState<Jurisdiction>(session.profile?.jurisdiction ?? 'CN');
  const rules = useReply(`rules ${jurisdiction}`, () => call('rules.list', {jurisdiction}));
  const list = useFilteredList(rules.value ?? NO_RULES, textsOf);
  const inForce = list.items.filter((rule) => rule.inForce);
  const off = list.items.filter((rule) => !rule.inForce);
  return (
    <section className="rules-room" aria-labelledby="rules-title">
      <Group justify="space-between">
        <Title order={2} id="rules-title" fz="md">
          {text.title}
        </Title>
        <SegmentedControl
          aria-label={text.whose}
          value={jurisdiction}
          onChange={setJurisdiction}
          data={JURISDICTIONS.map((value) => ({value, label: JURISDICTION_LABELS[value][language]}))}
        />
      </Group>
      <Text size="sm">{text.noAdvice}</Text>
      {rules.error !== null && <ErrorNotice error={rules.error} onRetry={rules.again} />}
      {rules.value === null && rules.error === null && <Text component="output">{shared.loading}</Text>}
      {rules.value?.length === 0 && <Text component="output">{text.none}</Text>}
      {rules.value !== null && rules.value.length > 0 && (
        <>
          <FilterBox label={text.filter} list={list} />
          <RuleList title={text.inForce(inForce.length)} rules={inForce} />
          <RuleList title={text.off(off.length)} rules={off} />
        </>
      )}
    </section>
  );
}

function RuleList({title, rules}: {title: string; rules: readonly RuleHere[]}) {
  if (rules.length === 0) return null;
  return (
    <>
      <Title order={3} fz="sm">
        {title}
      </Title>
      <ul className="rule-list">
        {rules.map((here) => (
          // One rule may have several conditions under its id.
          <RuleItem key={`${here.origin} ${here.rule.id} ${JSON.stringify(here.rule.condition)}`} {...here} />
        ))}
      </ul>
    </>
  );
}

function RuleItem({rule, origin, inForce}: RuleHere) {
  const text = useText(texts);
  const language = useLanguage();
  const {id, region, effect, message, source, status, house, override, note, validFrom, validTo} = rule;
  const valid = [
    validFrom === undefined ? '' : text.from(dayInWords(validFrom, language)),
    validTo === undefined ? '' : text.to(dayInWords(validTo, language)),
  ].filter((part) => part !== '');
  return (
    <li className={inForce ? 'rule-item' : 'rule-item rule-off'}>
      <Group gap={6}>
        <Text span fw={600} size="sm">
          {id}
        </Text>
        {region !== undefined && <Badge size="sm">{region}</Badge>}
        <Badge size="sm" color={effect === 'block' ? 'red' : 'gray'}>
          {RULE_EFFECT_LABELS[effect][language]}
        </Badge>
        <Badge size="sm" color={house ? 'blue' : status === 'verified' ? 'teal' : 'orange'}>
          {house ? text.ourPractice : RULE_STATUS_LABELS[status][language]}
        </Badge>
        {origin === 'pack' && <Badge size="sm">{text.fromPack}</Badge>}
        {effect === 'block' && (
          <Text span size="xs">
            {override === 'lead' ? text.lead : text.never}
          </Text>
        )}
        {valid.length > 0 && (
          <Text span size="xs">
            {valid.join(' ')}
          </Text>
        )}
      </Group>
      <Text size="sm">{message[language]}</Text>
      <Text size="xs" c="dimmed">
        {text.source}
        {source}
      </Text>
      {note !== undefined && (
        <Text size="xs" c="dimmed">
          {note[language]}
        </Text>
      )}
    </li>
  );
}
