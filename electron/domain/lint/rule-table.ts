import type {LintSeverity} from '../../contract/lint.ts';
import type {LocalText} from '../../contract/values.ts';

/** A rule of the linter. */
export interface LintRule {
  id: string;
  /** The linter version that began to look for it. */
  since: number;
  severity: LintSeverity;
  title: LocalText;
  /** Why the rule is there, for the lead who reads the finding. */
  why: LocalText;
  /** Where a law or a guideline stands behind it; left out: a practice of this app. */
  source?: LocalText;
  /** Said to a customer it does harm: a desk refuses even a signed pack for it. */
  unsafe?: true;
}

const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});
type Told = Omit<LintRule, 'id' | 'severity' | 'since'> & {since?: number};

const ERRORS = {
  format: {
    title: text('格式不符', 'Not the pack format'),
    why: text(
      '话术包的格式是严格的：多出的或写错的字段不会被悄悄忽略，否则改动到不了坐席。',
      'The pack format is strict: what is misspelt or does not belong is never silently ignored, or a change would not reach the agents.',
    ),
  },
  'id-repeated': {
    title: text('编号重复', 'Id used twice'),
    why: text(
      '用量统计和版本比较都靠编号认出同一句话，编号必须唯一。',
      'Use is counted and versions are compared by ids, so each is used once.',
    ),
  },
  'bucket-spans': {
    title: text('账龄段不连续', 'Buckets do not join up'),
    why: text(
      '账龄段有空档或重叠时，有的天数没有账龄，带账龄条件的话术就选不到。',
      'With a gap or an overlap some days have no bucket, and lines for that bucket are not found.',
    ),
  },
  'stage-order': {
    title: text('阶段缺失或颠倒', 'Stage missing or out of order'),
    why: text(
      '核实本人在前，谈债务在后；顺序和阶段齐全，闸门才有意义。',
      'Verification comes before the debt is spoken of; the gate only means something when every stage is there, in order.',
    ),
    source: text('个人信息保护法第 25 条；12 CFR 1006.6(d)', 'PIPL art. 25; 12 CFR 1006.6(d)'),
  },
  'phrasing-repeated': {
    title: text('同一说法用了两次', 'Phrasing used twice'),
    why: text(
      '客户的一句话只能属于一条异议，否则搜索只能随便选一条。',
      'One sentence of a customer belongs to one objection, or the search has to guess.',
    ),
  },
  'reference-unknown': {
    title: text('指向不存在的内容', 'Points to what is not there'),
    why: text(
      '下一步、分支、结果码或客户类型不存在时，坐席按下去什么也没有。',
      'Where the next stage, branch, result code or customer type does not exist, the agent’s key leads nowhere.',
    ),
  },
  'branch-repeated': {
    title: text('分支重复', 'Branch given twice'),
    why: text('每种情形只有一个键，也只有一个分支。', 'Each situation has one key, and one branch.'),
  },
  'placeholder-read-aloud': {
    title: text('占位文字会被读出来', 'Placeholder would be read aloud'),
    why: text(
      '看起来像变量、其实不是的文字，坐席会照念给客户听。',
      'What looks like a slot and is none stands in the line as it is, and is read to the customer.',
    ),
  },
  'slot-undeclared': {
    title: text('变量未声明', 'Slot is not declared'),
    why: text(
      '没有声明的变量没有来源，没有什么能填上它。',
      'A slot that is not declared has no source: nothing can fill it.',
    ),
  },
  'slot-never-filled': {
    title: text('变量永远填不上', 'Slot that nothing fills'),
    why: text(
      '列为事实的变量有值，话术才显示；要在通话中填的变量，得有另一句话去问。',
      'A line shows only when its facts have values; a fact that is filled while talking needs another sentence that asks for it.',
    ),
  },
  'consequence-unapproved': {
    title: text('后果告知没有批准或期限', 'Consequence without approval or date'),
    why: text(
      '后果只能说真实、合法、打算采取的，所以要有人批准，并且到期自动收回。',
      'Only what is true, lawful and intended may be announced: somebody approves it, and it ends by itself.',
    ),
    source: text('12 CFR 1006.18(c)(1)；民法典第 188 条', '12 CFR 1006.18(c)(1); Civil Code of China art. 188'),
  },
  'voicemail-unmarked': {
    title: text('语音留言没有标明', 'Voicemail message is not marked'),
    why: text(
      '语音留言谁都可能听到，只能在留言时说，也不能等到核实之后。',
      'Anybody may hear a voicemail: it is said only there, and cannot wait for verification.',
    ),
    source: text('12 CFR 1006.2(j)', '12 CFR 1006.2(j)'),
  },
  'debt-before-verification': {
    title: text('核实前用了债务信息', 'Debt fact before verification'),
    why: text(
      '没有核实本人，接电话的可能是家人或同事，债务不得透露。',
      'Until the right party is confirmed it may be family or a colleague who answers: nobody else may learn of the debt.',
    ),
    source: text(
      '个人信息保护法第 25 条；2018 年自律公约第 14、18 条；12 CFR 1006.6(d)；CONC 7.9',
      'PIPL art. 25; NIFA convention 2018 arts 14, 18; 12 CFR 1006.6(d); CONC 7.9',
    ),
  },
  'debt-words-before-verification': {
    title: text('核实前说到债务', 'Debt mentioned before verification'),
    why: text(
      '不用变量，光是“还款”“逾期”这样的词，也会让接电话的人知道有债务。',
      'Even without figures, words such as "payment" or "overdue" tell whoever answers that there is a debt.',
    ),
    source: text(
      '个人信息保护法第 25 条；2018 年自律公约第 14、18 条；12 CFR 1006.6(d)；CONC 7.9',
      'PIPL art. 25; NIFA convention 2018 arts 14, 18; 12 CFR 1006.6(d); CONC 7.9',
    ),
    unsafe: true,
  },
  'condition-impossible': {
    title: text('条件不可能成立', 'Condition that cannot hold'),
    why: text('条件自相矛盾的话术永远不会显示。', 'A line whose condition contradicts itself is never shown.'),
  },
  'pressure-without-facts': {
    title: text('施压没有事实', 'Pressure without facts'),
    why: text(
      '施压只能靠合同和事实；没有事实的施压就是吓唬。',
      'Pressure comes from the contract and the facts alone; without them it is intimidation.',
    ),
    source: text('2018 年自律公约第 16 条；12 CFR 1006.18(a)', 'NIFA convention 2018 art. 16; 12 CFR 1006.18(a)'),
  },
  'pressure-fact-missing': {
    title: text('施压念到的数字没有列为事实', 'Pressure reads what is no fact'),
    why: text(
      '施压话术里念到的每个变量都要列为事实：没有值时整句不显示，不会念出空白。',
      'Every slot that a pressure line reads aloud is one of its facts, so that the line does not show while one is unknown.',
    ),
  },
  'pressure-without-empathy': {
    title: text('施压没有共情', 'Pressure without empathy'),
    why: text(
      '施压和共情成对出现：先让客户听到理解，再说事实，客户才肯谈。',
      'Pressure and empathy come in pairs: a customer who feels understood goes on talking.',
    ),
  },
  'required-line-missing': {
    title: text('缺少必须说的话', 'Required line missing'),
    why: text(
      '适用地区的规则要求每通（或首次、后续）通话说明这些内容；包里没有，或者该说时不显示，坐席就无从说起。只替自己收款的机构也可以保留这句，设为“要点”，规则不要求时不会提示。',
      'The rules of the pack’s jurisdiction ask for it in every call, in the first or in later ones; without the line, or where it does not show in time, agents cannot say it. Who collects only for itself keeps it as a talking point: where no rule asks for it, nobody is reminded.',
    ),
    source: text('见各条所列规则', 'the rule named in the finding'),
  },
  'validity-passed': {
    title: text('有效期已过', 'Validity has ended'),
    why: text(
      '过期的话术坐席看不到；请更新有效期并重新批准，或者删掉。',
      'A line past its date is not shown to agents: renew and approve it, or take it out.',
    ),
  },
  'words-forbidden': {
    title: text('不得说的话', 'Forbidden wording'),
    why: text(
      '威胁、冒充、泄露、侮辱、诱导借款等说法，话术里一句也不能有。',
      'Threats, posing as an authority, disclosure, insults, pushing into new loans: none of it may stand in a script.',
    ),
    source: text('见各条所列规则', 'the rule named in the finding'),
    unsafe: true,
  },
  'promise-forbidden': {
    title: text('谁也不能答应的承诺', 'Promise that nobody may make'),
    why: text(
      '不上征信、一定通过、消除记录，谁也不能答应；减免和优惠要有批准人（approvedBy）。能说的是“我帮您登记申请，以审核结果为准”。',
      'No effect on credit, certain approval, a record removed: nobody may promise that; a waiver or discount needs who approved it (approvedBy). What may be said is that the request is passed on and somebody else decides.',
    ),
    source: text('12 CFR 1006.18(a)、(d)', '12 CFR 1006.18(a), (d)'),
    unsafe: true,
  },
  'stage-dead': {
    title: text('空转的阶段', 'Dead stage'),
    why: text(
      '坐席走到这个阶段却没有一句话能显示：条件不成立、已过期，或没有标明核实前可说。',
      'An agent comes to the stage and nothing shows: conditions that never hold, lines out of date, or not marked as sayable before verification.',
    ),
  },
} satisfies Record<string, Told>;

const WARNINGS = {
  'validity-soon': {
    title: text('有效期快到了', 'Validity ends soon'),
    why: text(
      '有效期一过，话术就从坐席的屏幕上消失；留出时间重新批准。',
      'When the date passes the line vanishes from the agents’ screens: leave time to approve it anew.',
    ),
  },
  'required-line-incomplete': {
    title: text('必须说的话不完整', 'Required line incomplete'),
    why: text('规则不只要求说一句，还要求说清其中的内容。', 'The rule asks not only for a line but for what it says.'),
    source: text('见各条所列规则', 'the rule named in the finding'),
  },
  'words-doubtful': {
    title: text('容易出问题的话', 'Doubtful wording'),
    why: text(
      '这句离不得说的话很近；确认上下文没有问题，或者换个说法。',
      'This comes close to what must not be said: make sure of the context, or put it in other words.',
    ),
    source: text('见各条所列规则', 'the rule named in the finding'),
  },
  'consequence-unmarked': {
    title: text('后果没有标明', 'Consequence is not marked'),
    why: text(
      '说到起诉、征信这类后果，要标为后果告知，写明批准人和有效期，到期自动收回。',
      'Who speaks of a lawsuit or credit reporting announces a consequence: it is marked, approved, and ends on a day.',
    ),
    source: text('12 CFR 1006.18(c)(1)', '12 CFR 1006.18(c)(1)'),
  },
  'pressure-unmarked': {
    title: text('施压没有标明', 'Pressure is not marked'),
    why: text(
      '没有标为施压的话术，遇到争议、困难或危险时不会收起来，也没有共情陪着。',
      'A line that is not marked as pressure is not put away after a dispute, hardship or danger, and no empathy stands beside it.',
    ),
  },
  'pressure-out-of-place': {
    title: text('施压放错了地方', 'Pressure out of place'),
    why: text(
      '准备和到期前提醒的阶段没有逾期可谈，不应施压。',
      'While preparing, and in a reminder before the due date, there is nothing to press for.',
    ),
  },
  'slot-unused': {
    title: text('变量没有用到', 'Slot is not used'),
    why: text(
      '多半是改话术时漏下的，或者写错了名字；留着会让人以为有地方在用。',
      'Mostly a leftover, or a name misspelt in the line that should use it.',
    ),
  },
  'slot-type': {
    title: text('变量类型与来源不符', 'Slot type does not fit its source'),
    why: text(
      '类型决定在通话中怎样填、怎样读；与来源不符会读错。',
      'The type decides how it is typed in and read aloud.',
    ),
  },
  'line-never-shown': {
    title: text('永远不显示的话术', 'Line that never shows'),
    why: text(
      '条件在它所在的地方不会成立，写了等于没写。',
      'Its condition never holds where it stands: nobody will ever see it.',
    ),
  },
  'answer-shadowed': {
    title: text('选不到的回答', 'Answer that is never picked'),
    why: text(
      '同一语气下条件最具体的一句优先，条件相同时前一句优先，后一句没有机会。',
      'Of a tone the line with the most exact condition is picked, and of equals the first.',
    ),
  },
  'next-stage-behind': {
    title: text('下一步走不通', 'Next step leads back'),
    why: text(
      '准备阶段在拨号之前，通话中回不去。',
      'The stage of preparation lies before the call; a running call cannot go back to it.',
    ),
  },
  'branch-missing': {
    title: text('缺少分支', 'Branch missing'),
    why: text(
      '第三方、争议、困难、去世等难题，一键就要有话说；没有分支，坐席只能临场发挥。',
      'A third party, a dispute, hardship, a death: one key, and there are words. Without the branch the agent improvises.',
    ),
  },
  'danger-unanswered': {
    title: text('没有应对轻生的话', 'No words for a life in danger'),
    why: text(
      '客户说不想活了，是最不能没有话说的时候；程序按这条异议的编号停止一切施压。',
      'When a customer speaks of ending it all, words must be there; the app stops all pressure by the id of this objection.',
    ),
  },
  'phrasing-collision': {
    title: text('两条异议分不清', 'Objections that cannot be told apart'),
    why: text(
      '用坐席的搜索实测：客户的同一句话，两条异议得分相同，坐席会拿到错的回答。请合并，或改成不同的说法。',
      'Measured with the agents’ own search: the customer’s sentence finds both equally well, and the agent gets the wrong answer. Merge them, or choose other wordings.',
    ),
  },
  'wording-repeated': {
    title: text('说法只差标点', 'Phrasings that differ only in signs'),
    why: text(
      '搜索不看标点和大小写，重复的说法不会让它更容易找到。',
      'The search looks past signs and case: repeating a wording finds nothing more.',
    ),
  },
  'sentence-too-long': {
    title: text('一口气说不完', 'Too long for one breath'),
    why: text(
      '太长的句子坐席会喘着念，客户也听不住。变量按读出来的长度计算。',
      'A sentence that is too long is read out of breath, and nobody takes it in. Slots count as long as they are read aloud.',
    ),
  },
  'figure-hard-coded': {
    title: text('写死的金额或天数', 'Figure typed into a line'),
    why: text(
      '金额和天数每个客户都不同，写死的数字迟早念错人。',
      'Amounts and days are another for every customer: a typed figure is read to the wrong one sooner or later.',
    ),
  },
  'wrong-language': {
    title: text('夹了另一种语言', 'Another language'),
    why: text(
      '坐席要照着念，客户要听得懂；外语的客户说法请在“说法”里标明语言。',
      'Agents read it aloud and customers have to understand it; what customers say in another language belongs to the phrasings.',
    ),
  },
  'tones-identical': {
    title: text('语气没有区别', 'Tones without a difference'),
    why: text(
      '坐席换语气，是因为上一句没有用；换了还是同一句，等于没有选择。',
      'An agent changes the tone because the last one did not work; the same words again are no choice.',
    ),
  },
} satisfies Record<string, Told>;

export type RuleId = keyof typeof ERRORS | keyof typeof WARNINGS;

const rule = (id: string, severity: LintSeverity, told: Told): LintRule => ({since: 1, ...told, id, severity});

/** Every rule, with its explanation: errors first. */
export const LINT_RULES: readonly LintRule[] = [
  ...Object.entries(ERRORS).map(([id, told]) => rule(id, 'error', told)),
  ...Object.entries(WARNINGS).map(([id, told]) => rule(id, 'warning', told)),
];

const BY_ID = new Map(LINT_RULES.map((each) => [each.id, each]));

/** The rule of a finding; null for one that only a newer app knows. */
export const lintRule = (id: string): LintRule | null => BY_ID.get(id) ?? null;

export const ruleOf = (id: RuleId): LintRule => BY_ID.get(id) as LintRule;
