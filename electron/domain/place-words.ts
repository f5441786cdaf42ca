import type {Language, LocalText} from '../contract/values.ts';

const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** The format's own names in words; titles and ids between them stay as they are. */
const SEGMENTS: Record<string, LocalText> = {
  stages: text('阶段', 'Stages'),
  objections: text('异议', 'Objections'),
  branches: text('分支', 'Branches'),
  slots: text('填空', 'Slots'),
  customerTypes: text('客户类型', 'Customer types'),
  emotions: text('情绪', 'Emotions'),
  rules: text('规则', 'Rules'),
  wordLists: text('词表', 'Word lists'),
  lexicon: text('词汇', 'Lexicon'),
  buckets: text('账龄段', 'Buckets'),
  lines: text('话术', 'Lines'),
  questions: text('提问', 'Questions'),
  followUps: text('追问', 'Follow-ups'),
  phrasings: text('客户说法', 'Phrasings'),
  'answers.soft': text('温和回答', 'Soft answer'),
  'answers.standard': text('标准回答', 'Standard answer'),
  'answers.firm': text('坚定回答', 'Firm answer'),
  'when.daysOverdue.min': text('逾期天数至少', 'Days overdue at least'),
  'when.daysOverdue.max': text('逾期天数至多', 'Days overdue at most'),
  'when.bucket': text('适用账龄段', 'When: buckets'),
  'when.product': text('适用产品', 'When: products'),
  'when.customerType': text('适用客户类型', 'When: customer types'),
  'when.firstCall': text('首次来电', 'When: first call'),
  id: text('编号', 'Id'),
  words: text('词语', 'Words'),
  expressions: text('表达', 'Expressions'),
  severity: text('严重程度', 'Severity'),
  language: text('语言', 'Language'),
  jurisdiction: text('适用地区', 'Jurisdiction'),
  cue: text('使用场合', 'When to say it'),
  modes: text('通话种类', 'Kinds of call'),
  branch: text('分支', 'Branch'),
  text: text('文字', 'Text'),
  title: text('标题', 'Title'),
  description: text('说明', 'Description'),
  version: text('版本', 'Version'),
  goal: text('目标', 'Goal'),
  empathy: text('共情', 'Empathy'),
  avoid: text('不要说', 'What not to say'),
  signals: text('信号', 'Signals'),
  listening: text('倾听提示', 'Listening'),
  pace: text('语速', 'Pace'),
  category: text('类别', 'Category'),
  reason: text('逾期原因', 'Reason for default'),
  nextStage: text('下一步', 'Next stage'),
  kind: text('种类', 'Kind'),
  facts: text('所需事实', 'Facts needed'),
  pressure: text('施压', 'Pressure'),
  discloses: text('告知内容', 'Discloses'),
  consequence: text('后果告知', 'Consequence'),
  beforeVerification: text('核实前可说', 'Before verification'),
  approvedBy: text('批准人', 'Approved by'),
  validUntil: text('有效期至', 'Valid until'),
  guidance: text('指引', 'Guidance'),
  results: text('结果代码', 'Result codes'),
  cues: text('线索', 'Cues'),
  advice: text('建议', 'Advice'),
  name: text('名称', 'Name'),
  type: text('类型', 'Type'),
  source: text('来源', 'Source'),
};

/** A change's place (`objections › 我忘了还款 › answers.firm › …`) with the format's names in the reader's language. */
export function placeInWords(place: string, language: Language): string {
  return place
    .split(' › ')
    .map((segment) => (Object.hasOwn(SEGMENTS, segment) ? (SEGMENTS[segment]?.[language] ?? segment) : segment))
    .join(' › ');
}
