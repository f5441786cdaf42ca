import {NumberInput, SegmentedControl, Select, Text, TextInput} from '@mantine/core';
import {useMemo, useState} from 'react';
import type {Tone} from '../../../electron/contract/pack.ts';
import {completeBranch, completeObjection, completePack, completeStage} from '../../../electron/domain/draft-parts.ts';
import {AnswerPanel} from '../../shared/answer-panel.tsx';
import {useSession} from '../../shared/session.tsx';
import {BranchPanel, StagePanel} from '../../shared/stage-panel.tsx';
import {strings, useText} from '../../shared/strings.ts';
import {useDocument} from './draft-context.tsx';
import {exampleProduct, type PretendedCall, pretendedFacts} from './preview-facts.ts';
import type {SectionName} from './sections.ts';

const texts = strings({
  why: {
    'zh-CN': '坐席看到的就是这样；客户和金额是示例。',
    en: 'This is what an agent sees; customer and amounts are an example.',
  },
  gate: {'zh-CN': '核实', en: 'Verification'},
  closed: {'zh-CN': '核实前', en: 'Before'},
  open: {'zh-CN': '核实后', en: 'After'},
  days: {'zh-CN': '逾期天数', en: 'Days overdue'},
  call: {'zh-CN': '第几次通话', en: 'Which call'},
  first: {'zh-CN': '首次', en: 'First'},
  later: {'zh-CN': '非首次', en: 'Later'},
  type: {'zh-CN': '客户类型', en: 'Customer type'},
  unknown: {'zh-CN': '未知', en: 'not known'},
  product: {'zh-CN': '产品', en: 'Product'},
  nothing: {
    'zh-CN': '选择一条异议、一个阶段或分支，这里显示坐席看到的样子。',
    en: 'Choose an objection, a stage or a branch to see it as an agent does.',
  },
});

const NOTHING_SAID: ReadonlySet<string> = new Set();

/** The chosen part as an agent reads it, in a call that can be bent to see other lines. */
export function PreviewPanel({section, chosen}: {section: SectionName; chosen: string | null}) {
  const text = useText(texts);
  const {document} = useDocument();
  const {session} = useSession();
  const [tone, setTone] = useState<Tone>('standard');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [pretended, setPretended] = useState<PretendedCall>({
    gate: 'open',
    daysOverdue: 35,
    firstCall: true,
    customerType: null,
    product: exampleProduct(document.language),
  });
  const {profile} = session;
  const [opened] = useState(() => new Date().toISOString());
  const pack = useMemo(() => completePack(document), [document]);
  const facts = profile === null ? null : pretendedFacts(pack, profile, pretended, opened);
  const change = (part: Partial<PretendedCall>) => setPretended((before) => ({...before, ...part}));
  if (facts === null) return null;
  const values = new Map([...facts.values, ...Object.entries(typed).filter(([, value]) => value !== '')]);
  const shown = {
    pack,
    facts: {...facts, values},
    typed,
    usedLines: NOTHING_SAID,
    onType: (slot: string, value: string) => setTyped((before) => ({...before, [slot]: value})),
  };
  const objection = section === 'objections' ? document.objections.find(({id}) => id === chosen) : undefined;
  const stage = section === 'stages' ? document.stages.find(({id}) => id === chosen) : undefined;
  const branch = section === 'branches' ? document.branches.find(({id}) => id === chosen) : undefined;
  if (objection === undefined && stage === undefined && branch === undefined) {
    return <Text size="sm">{text.nothing}</Text>;
  }
  return (
    <>
      <div className="pretended">
        <SegmentedControl
          size="xs"
          aria-label={text.gate}
          value={pretended.gate}
          data={[
            {value: 'closed', label: text.closed},
            {value: 'open', label: text.open},
          ]}
          onChange={(gate) => change({gate})}
        />
        <SegmentedControl
          size="xs"
          aria-label={text.call}
          value={pretended.firstCall ? 'first' : 'later'}
          data={[
            {value: 'first', label: text.first},
            {value: 'later', label: text.later},
          ]}
          onChange={(which) => change({firstCall: which === 'first'})}
        />
        <NumberInput
          size="xs"
          label={text.days}
          min={0}
          max={3650}
          allowDecimal={false}
          value={pretended.daysOverdue}
          onChange={(days) => typeof days === 'number' && change({daysOverdue: days})}
        />
        <TextInput
          size="xs"
          label={text.product}
          value={pretended.product}
          onChange={(event) => change({product: event.currentTarget.value})}
        />
        {(document.customerTypes ?? []).length > 0 && (
          <Select
            size="xs"
            label={text.type}
            data={[
              {value: '', label: text.unknown},
              ...(document.customerTypes ?? []).map(({id, title}) => ({value: id, label: title})),
            ]}
            value={pretended.customerType ?? ''}
            allowDeselect={false}
            withScrollArea={false}
            styles={{options: {maxHeight: '14rem', overflowY: 'auto'}}}
            attributes={{options: {tabIndex: -1}}}
            onChange={(type) => change({customerType: type === '' ? null : type})}
          />
        )}
      </div>
      {/* As narrow as the agent's own window. */}
      <div className="agents-view plain-buttons">
        {objection !== undefined && (
          <AnswerPanel {...shown} objection={completeObjection(objection)} tone={tone} onTone={setTone} />
        )}
        {stage !== undefined && <StagePanel {...shown} stage={completeStage(stage)} />}
        {branch !== undefined && <BranchPanel {...shown} branch={completeBranch(branch)} />}
      </div>
      <Text size="xs" c="dimmed">
        {text.why}
      </Text>
    </>
  );
}
