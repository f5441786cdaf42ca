import type {Line, Pack} from '../../contract/pack.ts';
import type {Language} from '../../contract/values.ts';
import {saidTexts} from '../said-texts.ts';
import {linesOf} from './lines.ts';
import {type Noted, text} from './noted.ts';

type Patterns = Record<Language, RegExp>;

/** What tells that the call is about a debt, whoever hears it. */
const DEBT_WORDS: Patterns = {
  'zh-CN':
    /欠款|欠费|欠债|欠(?:着|了|我们|钱)|拖欠|逾期|催收|还款|还钱|还清|贷款|借款|借钱|借贷|网贷|信用卡账|账单|本金|利息|罚息|违约金|滞纳金|应还|债务|债权|征信|失信/u,
  en: /\b(?:debts?|owe[sd]?|owing|over ?due|past[- ]due|delinquen\w*|arrears|balance|unpaid|repay\w*|payments?|loans?|lenders?|creditors?|collections?|collect(?:ing)?|collectors?|borrow\w*|lawsuit|sued?)\b/i,
};

/** Lines that anybody may hear must not tell that there is a debt, in words either: slots are judged as faults. */
export function strangerFindings(pack: Pack): Noted[] {
  const pattern = DEBT_WORDS[pack.language];
  return linesOf(pack).flatMap(({line, path}) => {
    if (!line.beforeVerification) return [];
    const parts = [
      {path: `${path}.text`, said: line.text},
      {path: `${path}.empathy`, said: line.empathy ?? ''},
    ];
    return parts.flatMap(({path: place, said}): Noted[] => {
      const found = pattern.exec(withoutSlots(said))?.[0];
      if (found === undefined) return [];
      const message = text(
        `核实本人之前就说到“${found}”，接电话的可能是别人，债务会被透露`,
        `says "${found}" before verification: whoever answers may learn of the debt`,
      );
      return [{rule: 'debt-words-before-verification', path: place, message}];
    });
  });
}

const NUMERAL = '[0-9０-９][0-9０-９,，.]*|[一二两三四五六七八九十百千万零]{2,}';
/** Facts of one customer that stand in a line as figures: the next customer's are others. */
const HARD_CODED: Patterns = {
  'zh-CN': new RegExp(
    `[¥￥$]\\s*[0-9]|(?:${NUMERAL})\\s*[万千百]?(?:元|块钱|人民币|美元)|逾期(?:了|已经|已)?\\s*(?:${NUMERAL})\\s*[天日]`,
    'u',
  ),
  en: /[$£€]\s?\d|\b\d[\d,.]*\s?(?:dollars|bucks|pounds|euros|usd|gbp)\b|\b\d+\s+days?\s+(?:past due|overdue|late|behind)\b/i,
};

/** Amounts and days overdue that were typed into a line instead of being slots. */
export function figureFindings(pack: Pack): Noted[] {
  const pattern = HARD_CODED[pack.language];
  return saidTexts(pack).flatMap(({path, text: said}): Noted[] => {
    const found = pattern.exec(withoutSlots(said))?.[0];
    if (found === undefined) return [];
    const message = text(
      `“${found}”是写死的数字，对每个客户都会照念；请改用变量`,
      `"${found}" is a fixed figure and would be read to every customer: use a slot`,
    );
    return [{rule: 'figure-hard-coded', path, message}];
  });
}

/** Words that somebody denies, within the clause: 我不能答应. */
const DENIED: Patterns = {
  'zh-CN': /(?:不|没|无法|无权|未|别|谁也|才能|能不能|是否|以[^，。]{0,6}为准|申请)[^，。；！？,.;!?]{0,14}$/u,
  en: /\b(?:not|never|no|nobody|none|can'?t|cannot|won'?t|don'?t|doesn'?t|isn'?t|wouldn'?t|couldn'?t|without|request|ask|apply|review|if|whether)\b[^.;!?,]{0,40}$/i,
};

interface Promise {
  pattern: RegExp;
  /** With an approval in the line it may be said. */
  approvable: boolean;
}

const SURE_ZH = '(?:保证|包您?|担保|肯定|一定|绝对|百分之百|百分百|100%|我(?:可以)?承诺|答应您|向您承诺)';
/** What nobody may promise a customer; what only somebody with authority may. */
const PROMISES: Record<Language, readonly Promise[]> = {
  'zh-CN': [
    {
      pattern: new RegExp(
        `${SURE_ZH}(?:您|你)?[，,：:]?[^，。；！？]{0,14}(?:不(?:会)?(?:再)?(?:上|影响|报|进|留|查)[^，。；！？]{0,6}征信|征信[^，。；！？]{0,8}(?:没事|没问题|不受影响|恢复|修复)|(?:消除|删除|撤销|洗掉|清除|修复)[^，。；！？]{0,8}(?:征信|记录|逾期)|不(?:会)?(?:再)?(?:有人)?(?:被|给您|向您)?(?:起诉|告您|打电话|催)|(?:能|会|可以)?(?:批|通过|办下来|办成)|没事)`,
        'u',
      ),
      approvable: false,
    },
    {
      pattern:
        /(?:只要|一旦|今天|马上)?[^，。；！？]{0,12}[，]?(?:就|我们?就?)(?:不(?:会)?(?:再)?(?:上|报|影响)(?:您的?|你的?)?(?:个人)?征信|(?:帮您|给您|为您)?(?:消除|删除|撤销|洗掉|清除|修复)[^，。；！？]{0,6}(?:征信|记录))/u,
      approvable: false,
    },
    {
      pattern:
        /(?:征信|逾期)(?:上的?)?(?:不良)?记录[^，。；！？]{0,6}(?:帮您|给您|为您|会|可以)[^，。；！？]{0,4}(?:消除|删除|删掉|消掉|撤销|洗掉|清除|修复)/u,
      approvable: false,
    },
    {
      pattern:
        /(?:我|我们|公司|这边|系统)?(?:直接|马上|现在|今天|可以|能|会|就)?(?:给您|帮您|为您)(?:全部|全额|直接|都)?(?:免掉?|免除|减掉?|减免|抹掉?|抹零|去掉)(?:掉|了|去)?[^，。；！？]{0,8}(?:利息|罚息|违约金|滞纳金|费用|手续费|本金|零头|一半|部分|[一二三四五六七八九]成|\d)/u,
      approvable: true,
    },
    {
      pattern:
        /(?:保证|一定|肯定|可以|能|给您|帮您|就)(?:减免|免除|免掉|免)(?:掉|了)?(?:您的?|全部|所有|一半|部分)*(?:利息|罚息|违约金|滞纳金|费用|手续费|本金)|(?:利息|罚息|违约金|滞纳金|费用)(?:就|都|全部|全|一定|肯定)+(?:给您|帮您)?(?:免|减)(?:掉|了|除)?/u,
      approvable: true,
    },
    {
      pattern:
        /(?:给您|帮您|可以|就|能)打?[一二三四五六七八九0-9](?:[.点][0-9一二三四五六七八九])?折|(?:给您|为您)(?:优惠|让利|便宜)/u,
      approvable: true,
    },
  ],
  en: [
    {
      pattern:
        /\b(?:I|we|you have my word|you)\b[^.;!?]{0,12}\b(?:guarantee|promise|swear|assure)d?\b[^.;!?]{0,60}\b(?:credit|report(?:ed|ing)?|score|bureaus?|sued?|lawsuit|approved?|approval|calls?|removed?|deleted?)\b/i,
      approvable: false,
    },
    {
      pattern:
        /\b(?:we|I|it|this|that|they)(?:'ll| will| can)(?: definitely| certainly| simply| just)? (?:remove|delete|erase|wipe|clear|take)\b[^.;!?]{0,30}\bcredit\b/i,
      approvable: false,
    },
    {
      pattern:
        /\b(?:won'?t|will not|will never|is not going to|isn'?t going to)\b[^.;!?]{0,24}\b(?:affect|hurt|touch|show(?: up)?|appear|be reported|report|go)\b[^.;!?]{0,20}\bcredit\b/i,
      approvable: false,
    },
    {
      pattern:
        /\b(?:guaranteed?|definitely|certainly|sure to|bound to)\b[^.;!?]{0,20}\b(?:approved?|approval|accepted|go through)\b/i,
      approvable: false,
    },
    {
      pattern:
        /\b(?:we|I)(?:'ll| will| can| am going to|'m going to)(?: gladly| happily| just| simply| definitely)? (?:waive|forgive|drop|write off|wipe|cancel|knock (?:off|down)|take off|reduce|cut|remove)\b[^.;!?]{0,30}\b(?:interest|fees?|charges?|penalt(?:y|ies)|balance|amount|half|percent|principal)\b/i,
      approvable: true,
    },
    {
      pattern:
        /\b(?:\d+|ten|twenty|thirty|forty|fifty|half)\s?(?:%|percent)? (?:off|discount)\b|\b(?:give|offer) you a discount\b/i,
      approvable: true,
    },
  ],
};

/** Sentences that promise a customer what nobody may, or what needs an approval that the line does not name. */
export function promiseFindings(pack: Pack): Noted[] {
  const approved = new Map(linesOf(pack).map(({line, path}) => [`${path}.text`, line.approvedBy !== undefined]));
  const {language} = pack;
  return saidTexts(pack).flatMap(({path, text: said}): Noted[] => {
    const rest = withoutSlots(said);
    const promise = PROMISES[language].find(
      ({pattern, approvable}) =>
        !(approvable && approved.get(path) === true) && said !== '' && saysSo(rest, pattern, language),
    );
    if (promise === undefined) return [];
    const words = promise.pattern.exec(rest)?.[0] ?? '';
    const message = promise.approvable
      ? text(
          `“${words}”答应了减免或优惠，却没有写明批准人（approvedBy）`,
          `"${words}" grants a waiver or a discount, but the line names nobody who approved it (approvedBy)`,
        )
      : text(`“${words}”是谁也不能答应客户的事`, `"${words}" is what nobody may promise a customer`);
    return [{rule: 'promise-forbidden', path, message}];
  });
}

function saysSo(said: string, pattern: RegExp, language: Language): boolean {
  const found = pattern.exec(said);
  if (found === null) return false;
  const before = said.slice(0, found.index);
  const questioned =
    language === 'zh-CN' &&
    /^[^，。；！？,.;!?]{0,10}(?:吗|不能|以审核|再|要看)/u.test(said.slice(found.index + found[0].length));
  return !DENIED[language].test(before) && !questioned && !INNER_DENIAL[language].test(found[0]);
}

/** The promise itself denies: 我不能保证. */
const INNER_DENIAL: Patterns = {
  'zh-CN': /(?:不能|没法|无法|无权|不敢|不好)(?:保证|答应|承诺|减免|给您)/u,
  en: /\b(?:can'?t|cannot|can not|don'?t|do not|won'?t|not able to|unable to|never|not) (?:guarantee|promise|waive|assure|remove|delete)\b/i,
};

/** What is announced as going to happen when nobody pays. */
const CONSEQUENCES: Patterns = {
  'zh-CN':
    /(?:将会?|会|就要?|要|可能|有可能)(?:被|对您|向|把您)?[^，。；！？]{0,6}(?:起诉|提起诉讼|走司法|走法律|申请强制执行|强制执行|列入失信|纳入失信|报送征信|上报征信|移交司法|移交法务|冻结)|(?:将|会)(?:严重)?影响(?:您的?|个人)?(?:个人)?(?:征信|信用记录|信用)/u,
  en: /\b(?:will|may|could|might|going to|'ll)\b[^.;!?]{0,16}\b(?:be sued|sue|file (?:a )?(?:law)?suit|take (?:you to court|legal action)|legal action|garnish\w*|be reported to|report (?:it|this|you) to (?:the )?credit|hurt your credit|affect your credit|damage your credit)\b/i,
};

/** Consequences that are announced in a line that is not marked as one: nobody approved them, and they never end. */
export function consequenceFindings(pack: Pack): Noted[] {
  const {language} = pack;
  return linesOf(pack).flatMap(({line, path}): Noted[] => {
    if (line.consequence) return [];
    const found = consequenceIn(line, language);
    if (found === null) return [];
    const message = text(
      `“${found}”说的是后果，应标为后果告知（consequence），并写明批准人和有效期`,
      `"${found}" announces a consequence: mark the line as one (consequence), with who approved it and until when`,
    );
    return [{rule: 'consequence-unmarked', path: `${path}.text`, message}];
  });
}

function consequenceIn(line: Line, language: Language): string | null {
  const said = withoutSlots(line.text);
  const found = CONSEQUENCES[language].exec(said);
  if (found === null || DENIED[language].test(said.slice(0, found.index))) return null;
  const after = said.slice(found.index + found[0].length);
  // "Whether it will be reported": asked or left open is not announced.
  if (language === 'zh-CN' && /^[^。！？]{0,8}(?:吗|由|以)/u.test(after)) return null;
  return /不|won'?t|\bnot\b|never/i.test(found[0]) ? null : found[0];
}

const withoutSlots = (said: string): string => said.replace(/\{[A-Za-z0-9]+\}/g, '某');
