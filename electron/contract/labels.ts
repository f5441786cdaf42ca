import type {DayOrder, ImportField} from './account-import.ts';
import type {CallGoal, PreparedItem, Reaction, ReminderItem} from './call-plan.ts';
import type {CallMode, Contact, Direction, IdentityCheck, PayMethod, Result} from './call.ts';
import type {ConductCategory} from './conduct.ts';
import type {RequiredLineKind, RuleEffect, RuleStatus, Verdict} from './contact-rules.ts';
import type {Collector} from './desk.ts';
import type {FlagKind, PhoneLine} from './flags.ts';
import type {ObjectionField} from './objection-table.ts';
import type {BranchKind, Reason, StageKind, Tone} from './pack.ts';
import type {PromiseState} from './promise.ts';
import type {EraseGround} from './retention.ts';
import type {Jurisdiction, Language, LocalText, Role} from './values.ts';

const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** The field's codes in words, in both languages; the code itself is what is stored and exported. */
export const CONTACT_LABELS: Record<Contact, LocalText> = {
  RPC: text('本人接听', 'Right party'),
  WPC: text('第三方接听', 'Third party'),
  WN: text('错号', 'Wrong number'),
  NA: text('无人接听', 'No answer'),
  BZ: text('占线', 'Busy'),
  OFF: text('关机/停机/空号', 'Switched off or not in service'),
  VM: text('语音信箱', 'Voicemail'),
  LCM: text('语音信箱（留限定内容）', 'Voicemail, limited-content message'),
  REJ: text('拒接/挂断', 'Rejected or hung up'),
  DROP: text('接通后断线', 'Dropped after answer'),
};

export const RESULT_LABELS: Record<Result, LocalText> = {
  PTP: text('承诺还款', 'Promise to pay'),
  'PTP-P': text('承诺部分/分期', 'Promise, part or instalments'),
  CB: text('预约回拨', 'Callback agreed'),
  RFS: text('明确拒绝', 'Refused'),
  EVD: text('敷衍不给时间', 'Evasive, no date'),
  HARD: text('困难/无能力', 'Hardship'),
  DISP: text('有争议', 'Dispute'),
  CP: text('称已还', 'Claims paid'),
  PIF: text('已还清', 'Paid in full'),
  SIF: text('协议结清', 'Settled'),
  BP: text('爽约', 'Broken promise'),
  FRAUD: text('称被冒名', 'Identity theft claimed'),
  CND: text('要求停止联系', 'Asked to stop contact'),
  ATT: text('律师代理', 'Attorney'),
  BK: text('破产', 'Bankruptcy'),
  DEC: text('死亡/无行为能力', 'Deceased or incapable'),
  LANG: text('语言障碍', 'Language barrier'),
  INC: text('不方便/改约', 'Inconvenient time'),
  ABU: text('辱骂/威胁', 'Abusive'),
  CMP: text('投诉', 'Complaint'),
  LC: text('失联', 'Lost contact'),
};

export const REASON_LABELS: Record<Reason, LocalText> = {
  dispute: text('纠纷', 'Dispute'),
  cashFlow: text('资金周转', 'Cash flow'),
  habitual: text('习惯性拖延', 'Habitual delay'),
  businessTrouble: text('经营困境', 'Business trouble'),
  unwilling: text('不愿还', 'Unwilling'),
  lowAwareness: text('不了解后果或信用', 'Not aware of terms or credit'),
  receivablesDelay: text('回款延迟', 'Receivables late'),
  paydayMismatch: text('发薪日晚于还款日', 'Payday after due date'),
  autoDebitFailed: text('扣款失败', 'Auto-debit failed'),
  forgot: text('遗忘', 'Forgot'),
  incomeLoss: text('失业/收入中断', 'Loss of income'),
  illness: text('疾病', 'Illness'),
  hardship: text('生活困难', 'Hardship'),
  other: text('其他', 'Other'),
  none: text('无逾期原因', 'No reason for default'),
};

export const STAGE_LABELS: Record<StageKind, LocalText> = {
  preparation: text('准备', 'Preparation'),
  opening: text('开场', 'Opening'),
  verification: text('核实', 'Verification'),
  understanding: text('了解', 'Understanding'),
  pressure: text('施压与共情', 'Pressure and empathy'),
  commitment: text('承诺', 'Commitment'),
  reminder: text('提醒', 'Reminder'),
  closing: text('结束', 'Closing'),
};

export const BRANCH_LABELS: Record<BranchKind, LocalText> = {
  thirdParty: text('第三方', 'Third party'),
  upset: text('情绪激动', 'Upset'),
  dispute: text('有争议', 'Dispute'),
  hardship: text('困难', 'Hardship'),
  stopCalling: text('停止联系', 'Stop calling'),
  claimsPaid: text('称已还', 'Claims paid'),
  wrongNumber: text('错号', 'Wrong no.'),
  deceased: text('去世', 'Deceased'),
};

export const TONE_LABELS: Record<Tone, LocalText> = {
  soft: text('温和', 'Soft'),
  standard: text('标准', 'Standard'),
  firm: text('坚定', 'Firm'),
};

export const ROLE_LABELS: Record<Role, LocalText> = {
  agent: text('坐席', 'Agent'),
  lead: text('组长', 'Team lead'),
  qa: text('质检', 'QA'),
};

export const RULE_EFFECT_LABELS: Record<RuleEffect, LocalText> = {
  block: text('不得拨打', 'Blocks'),
  warn: text('提醒', 'Warns'),
  require_line: text('必须说', 'Must be said'),
  require_field: text('必须记', 'Must be noted'),
  hide: text('不显示账务', 'Hides the debt'),
  task: text('待办', 'Task'),
  retain: text('保存期限', 'Retention'),
};

export const RULE_STATUS_LABELS: Record<RuleStatus, LocalText> = {
  verified: text('已核对原文', 'Verified'),
  secondary: text('二手来源', 'Secondary source'),
  unverified: text('未核实', 'Not verified'),
};

/** What a rule asks to be said, in a word or two. */
export const REQUIRED_LINE_LABELS: Record<RequiredLineKind, LocalText> = {
  identity: text('身份说明', 'Identity'),
  purposeAfterIdentity: text('来电事由', 'Purpose'),
  recordingNotice: text('录音告知', 'Recording notice'),
  miniMirandaFirst: text('首次催收声明', 'First disclosure'),
  miniMirandaLater: text('后续催收声明', 'Later disclosure'),
  limitedContent: text('限定内容留言', 'Limited-content message'),
  forbearance: text('困难缓办说明', 'Forbearance'),
};

export const DIRECTION_LABELS: Record<Direction, LocalText> = {
  outbound: text('呼出', 'Outbound'),
  inbound: text('呼入', 'Inbound'),
};

export const MODE_LABELS: Record<CallMode, LocalText> = {
  collection: text('催收', 'Collection'),
  dueReminder: text('到期提醒', 'Due-date reminder'),
  promiseReminder: text('承诺提醒', 'Promise reminder'),
  callback: text('回拨', 'Callback'),
};

export const METHOD_LABELS: Record<PayMethod, LocalText> = {
  app: text('官方APP', 'Official app'),
  bankTransfer: text('对公转账', 'Bank transfer'),
  autoDebit: text('自动扣款', 'Auto-debit'),
  card: text('银行卡', 'Card'),
  branch: text('网点', 'Branch'),
  other: text('其他', 'Other'),
};

export const CHECK_LABELS: Record<IdentityCheck, LocalText> = {
  idTail: text('证件后四位', 'Last digits of ID'),
  birthday: text('出生月日', 'Birth month and day'),
  address: text('登记地址', 'Registered address'),
  registeredPhone: text('登记手机', 'Registered phone'),
  agentJudgement: text('熟识声音/其他', 'Known voice or other'),
};

export const JURISDICTION_LABELS: Record<Jurisdiction, LocalText> = {
  CN: text('中国大陆', 'Mainland China'),
  US: text('美国', 'United States'),
  UK: text('英国', 'United Kingdom'),
  none: text('不适用', 'None'),
};

export const LANGUAGE_LABELS: Record<Language, LocalText> = {
  'zh-CN': text('中文', 'Chinese'),
  en: text('英文', 'English'),
};

export const COLLECTOR_LABELS: Record<Collector, LocalText> = {
  creditor: text('债权机构', 'Creditor'),
  thirdParty: text('受托催收机构', 'Third-party collector'),
};

export const GOAL_LABELS: Record<CallGoal, LocalText> = {
  learnReason: text('弄清原因', 'Learn the reason'),
  datedPromise: text('约定还款日期', 'Get a dated promise'),
  confirmMethod: text('确认还款方式', 'Settle how it is paid'),
  agreePlan: text('商定分期', 'Agree on instalments'),
  remind: text('提醒到位', 'Remind in time'),
  settleQuestion: text('答清对方的疑问', 'Settle a question'),
};

export const REACTION_LABELS: Record<Reaction, LocalText> = {
  deflect: text('推诿', 'Deflects'),
  delay: text('拖延', 'Delays'),
  complain: text('抱怨', 'Complains'),
  promise: text('承诺', 'Promises'),
  refuse: text('拒绝', 'Refuses'),
};

export const PREPARED_LABELS: Record<PreparedItem, LocalText> = {
  account: text('金额、到期日、已还款', 'Amount, due date, payments'),
  history: text('上次谈到哪里', 'Where the last call ended'),
  promises: text('以往承诺是否兑现', 'Whether promises were kept'),
  time: text('现在能不能打', 'Whether to call now'),
  method: text('官方渠道和服务电话', 'Official channel and number'),
};

export const REMINDER_LABELS: Record<ReminderItem, LocalText> = {
  amountTold: text('已说清准确金额', 'Exact amount told'),
  methodFixed: text('已确定还款方式', 'Payment method settled'),
  balanceThere: text('已确认余额足够', 'Balance there and enough'),
  dateRepeated: text('已复述还款日期', 'Date repeated back'),
};

export const PROMISE_LABELS: Record<PromiseState, LocalText> = {
  open: text('未到期', 'Open'),
  kept: text('已兑现', 'Kept'),
  partlyKept: text('部分兑现', 'Partly kept'),
  broken: text('爽约', 'Broken'),
  replaced: text('已另约', 'Replaced'),
};

export const FLAG_LABELS: Record<FlagKind, LocalText> = {
  inconvenientTime: text('不方便的时间', 'Inconvenient time'),
  inconvenientPlace: text('不方便的地点', 'Inconvenient place'),
  workProhibited: text('工作单位不许接听', 'No calls at work'),
  attorney: text('有律师代理', 'Represented by an attorney'),
  cease: text('要求停止联系', 'Wants no further contact'),
  stopCalls: text('要求不再打电话', 'Wants no more calls'),
  dispute: text('有异议', 'Disputed'),
  language: text('希望用其他语言', 'Wants another language'),
  wrongNumber: text('号码不是本人的', 'Number is not theirs'),
  thirdPartyStop: text('第三方要求不再联系', 'Third party wants no more calls'),
  location: text('所在时区', 'Where they are'),
  deceased: text('去世或无行为能力', 'Deceased or incapable'),
  vulnerable: text('需要特别照顾', 'Vulnerable'),
  bankruptcy: text('申请破产', 'Bankruptcy filed'),
};

export const PHONE_LINE_LABELS: Record<PhoneLine, LocalText> = {
  mobile: text('手机', 'Mobile'),
  home: text('家里', 'Home'),
  work: text('单位', 'Work'),
  other: text('其他', 'Other'),
};

export const VERDICT_LABELS: Record<Verdict, LocalText> = {
  allowed: text('可以拨打', 'May call'),
  warn: text('谨慎', 'Careful'),
  blocked: text('不可拨打', 'May not call'),
};

export const IMPORT_FIELD_LABELS: Record<ImportField, LocalText> = {
  reference: text('业务编号', 'Reference'),
  customerName: text('姓名', 'Name'),
  mobile: text('手机号', 'Mobile number'),
  homePhone: text('家庭电话', 'Home number'),
  workPhone: text('单位电话', 'Work number'),
  otherPhone: text('其他号码', 'Other number'),
  product: text('产品', 'Product'),
  creditor: text('债权人', 'Creditor'),
  currency: text('币种', 'Currency'),
  amount: text('应还金额', 'Amount due'),
  principal: text('本金', 'Principal'),
  interest: text('利息', 'Interest'),
  fees: text('费用', 'Fees'),
  paid: text('已还', 'Paid'),
  dueDate: text('到期日', 'Due date'),
  studentLoanNumber: text('助学贷款账号', 'Student loan number'),
  jurisdiction: text('法域', 'Jurisdiction'),
  region: text('州、省', 'State or region'),
  language: text('语言', 'Language'),
  customerType: text('客户类型', 'Customer type'),
  toldZone: text('客户告知的时区', 'Time zone as told'),
  addressZone: text('地址的时区', 'Time zone of the address'),
  numberZone: text('号码的时区', 'Time zone of the number'),
  closedOn: text('结案日期', 'Closed on'),
  stopCalls: text('要求不再打电话', 'Wants no more calls'),
  cease: text('书面要求停止联系', 'Wants no further contact'),
  attorney: text('律师', 'Attorney'),
  dispute: text('有异议', 'Disputed'),
  workProhibited: text('工作单位不许接听', 'No calls at work'),
  bankruptcy: text('破产', 'Bankruptcy'),
  deceased: text('已故', 'Deceased'),
  lastConversation: text('最近一次通话', 'Last conversation'),
};

export const DAY_ORDER_LABELS: Record<DayOrder, LocalText> = {
  certain: text('有歧义的日期不接受', 'Refuse a day that could be two'),
  dayFirst: text('日在前：17/10/2026', 'Day first: 17/10/2026'),
  monthFirst: text('月在前：10/17/2026', 'Month first: 10/17/2026'),
};

export const ERASE_GROUND_LABELS: Record<EraseGround, LocalText> = {
  retentionReached: text('保存期限已到', 'The period of retention is over'),
  subjectRequest: text('客户本人要求删除', 'The person asked for it'),
  wrongData: text('本不应保存（误录他人信息）', 'Should never have been kept (data of somebody else)'),
};

/** What is wrong with what was written or is to be said. */
export const CONDUCT_LABELS: Record<ConductCategory, LocalText> = {
  threat_intimidation: text('威胁恐吓', 'Threat or intimidation'),
  impersonation_authority: text('冒充公检法、政府或律师', 'Posing as an authority or a lawyer'),
  third_party_disclosure: text('向第三人透露债务', 'Debt disclosed to others'),
  improper_promise: text('不当承诺', 'Improper promise'),
  insult_harassment: text('侮辱骚扰', 'Insult or harassment'),
  induce_borrowing: text('诱导借新还旧', 'Pushing into new borrowing'),
  private_payment: text('私人账户收款', 'Payment to a private account'),
  extra_fees: text('合同外收费', 'Fees outside the contract'),
  false_legal_consequence: text('虚构法律后果', 'False legal consequence'),
  pressure_vulnerable: text('向危困客户施压', 'Pressure on a vulnerable person'),
};

/** What a column of a table of objections may hold. */
export const OBJECTION_FIELD_LABELS: Record<ObjectionField, LocalText> = {
  phrasing: text('客户的说法', 'What customers say'),
  title: text('异议名称', 'Objection name'),
  category: text('类别', 'Category'),
  answer: text('回答（语气另列）', 'Answer, its tone in another column'),
  tone: text('语气', 'Tone'),
  soft: text('温和的回答', 'Soft answer'),
  standard: text('标准的回答', 'Standard answer'),
  firm: text('坚定的回答', 'Firm answer'),
  empathy: text('共情', 'Empathy'),
  reason: text('逾期原因', 'Reason for default'),
  followUp: text('追问', 'Follow-up questions'),
  avoid: text('不要说', 'What not to say'),
  signal: text('信号、备注（供坐席参考）', 'Signals and notes, for the agent'),
  nextStage: text('下一步', 'Next stage'),
  pressure: text('施压（是／否）', 'Pressure (yes/no)'),
  beforeVerification: text('核实前可说（是／否）', 'May be said before verification (yes/no)'),
};
