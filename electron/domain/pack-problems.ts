import {RESULTS} from '../contract/call.ts';
import type {Problem} from '../contract/errors.ts';
import {type Line, type Pack, STAGE_KINDS} from '../contract/pack.ts';
import type {LocalText} from '../contract/values.ts';
import {isDebtSource} from './gate.ts';
import type {FaultRule} from './lint/fault-rules.ts';
import {holdsHalfCharacters, parsePack} from './pack-form.ts';
import {mendPack} from './pack-mending.ts';
import {repeatedKeys} from './repeated-keys.ts';
import {placeOf} from './schema-problems.ts';
import {slotsNamedIn} from './script-lines.ts';

/** A problem, and the linter's rule that it breaks. */
export interface Fault extends Problem {
  rule: FaultRule;
}

export interface CheckedPack {
  /** The pack with defaults filled in; null when there are problems. */
  pack: Pack | null;
  problems: Problem[];
}

/** A check with its rules; `readable` is the pack, mended where its form is broken, null where it cannot be. */
export interface PackFaults {
  readable: Pack | null;
  faults: Fault[];
}

const MOST_PROBLEMS = 200;
/** With more faults of form than these nobody asks for those between the parts. */
const MOST_MENDED = 190;
/** JSON nested deeper than this is no pack; the recursion below must not be driven by input. */
const DEEPEST = 20;

/** Packs from before calls on the day before the due date have no stage for them. */
const OPTIONAL_STAGE = 'reminder';

const sentence = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});
/** Parses and checks a pack file: all problems at once, each with its place and the reason in words. */
export function checkPackText(text: string): CheckedPack & {document: unknown} {
  let document: unknown;
  try {
    // A byte order mark is what Windows editors leave; it is no fault of the pack.
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return {document: null, pack: null, problems: [{path: '', message: notJson(text, error)}]};
  }
  if (deeperThan(document, DEEPEST)) {
    return {
      document: null,
      pack: null,
      problems: [{path: '', message: sentence('嵌套过深，不是话术包', 'nested too deeply to be a script pack')}],
    };
  }
  const checked = checkPack(document);
  const repeated = repeatedKeys(text);
  if (repeated.length === 0) return {document, ...checked};
  return {document, pack: null, problems: [...repeated, ...checked.problems].slice(0, MOST_PROBLEMS)};
}

/** Where the JSON breaks, as an editor counts: the engine's own words are English and count characters. */
function notJson(text: string, error: unknown): LocalText {
  if (text.trim() === '') return sentence('文件是空的', 'the file is empty');
  const found = /position (\d+)/.exec(error instanceof Error ? error.message : '');
  const before = text.slice(0, found === null ? text.length : Number(found[1])).split('\n');
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  return sentence(
    `不是有效的 JSON：第 ${line} 行第 ${column} 列附近`,
    `not valid JSON, near line ${line}, column ${column}`,
  );
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => deeperThan(part, levels - 1));
}

/** Texts that are cut inside a character: they have no canonical form, so no fingerprint either. */
function halfCharacters(value: unknown, path: readonly PropertyKey[]): Fault[] {
  if (typeof value === 'string') {
    if (value.isWellFormed()) return [];
    const message = sentence('含有半个字符（编码损坏）', 'holds half a character (broken encoding)');
    return [{rule: 'format', path: placeOf(path), message}];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    ...halfCharacters(key, path),
    ...halfCharacters(part, [...path, Array.isArray(value) ? Number(key) : key]),
  ]);
}

/** Checks a parsed document against the schema and against what the schema cannot say. */
export function checkPack(document: unknown): CheckedPack {
  const {readable, faults} = packFaults(document);
  const problems = faults.slice(0, MOST_PROBLEMS).map(({path, message}) => ({path, message}));
  return {pack: faults.length === 0 ? readable : null, problems};
}

/** The same, with the rule of each fault, and a pack to look further into in spite of them. */
export function packFaults(document: unknown): PackFaults {
  const broken = holdsHalfCharacters(document) ? halfCharacters(document, []) : [];
  const parsed = parsePack(document);
  if (parsed.problems !== null || broken.length > 0) {
    const mended = (parsed.problems ?? []).length > MOST_MENDED ? null : mendPack(document);
    const between = mended === null ? [] : new PackReader(mended.pack).faults.filter(notMadeUp);
    const format = (parsed.problems ?? []).map((problem): Fault => ({rule: 'format', ...problem}));
    return {readable: mended?.pack ?? null, faults: [...broken, ...format, ...between]};
  }
  return {readable: parsed.value, faults: new PackReader(parsed.value).faults};
}

/** A fault that only a made-up value has is none of the pack's. */
export const notMadeUp = ({message}: Pick<Problem, 'message'>): boolean => !/mended\d*\b/.test(message.en);

/** What looks like a slot and is none: it would be read to a customer as it stands. */
export function strayPlaceholder(text: string): string | null {
  const rest = text.replace(/\{[a-z][A-Za-z0-9]{0,31}\}/g, '');
  return /\{[^{}]*\}?|\}|\[[^\]]*\]|【[^】]*】/.exec(rest)?.[0] ?? null;
}

/** Walks a well-formed pack and collects what is wrong between its parts. */
class PackReader {
  readonly faults: Fault[] = [];
  private readonly pack: Pack;
  private readonly seen = new Map<string, string>();
  private readonly stageIds: Set<string>;
  private readonly customerTypeIds: Set<string>;

  constructor(pack: Pack) {
    this.pack = pack;
    this.stageIds = new Set(pack.stages.map((stage) => stage.id));
    this.customerTypeIds = new Set(pack.customerTypes.map((type) => type.id));
    this.readSlots();
    this.readBuckets();
    this.readStages();
    this.readObjections();
    this.readBranches();
    pack.customerTypes.forEach((type, i) => this.own(type.id, `customerTypes[${i}]`));
    pack.emotions.forEach((emotion, i) => this.own(emotion.id, `emotions[${i}]`));
  }

  private say(rule: FaultRule, path: string, zh: string, en: string): void {
    this.faults.push({rule, path, message: sentence(zh, en)});
  }

  /** Ids are unique in the whole pack: use is counted and versions are compared by them. */
  private own(id: string, path: string): void {
    const first = this.seen.get(id);
    if (first === undefined) this.seen.set(id, path);
    else
      this.say('id-repeated', `${path}.id`, `编号“${id}”已用于 ${first}`, `the id "${id}" is already used at ${first}`);
  }

  private readSlots(): void {
    const ids = new Set<string>();
    this.pack.slots.forEach((slot, i) => {
      if (ids.has(slot.id))
        this.say('id-repeated', `slots[${i}].id`, `变量“${slot.id}”重复`, `the slot "${slot.id}" is declared twice`);
      ids.add(slot.id);
    });
  }

  private readBuckets(): void {
    this.pack.buckets?.forEach((span, i, all) => {
      const expected = i === 0 ? 1 : (all[i - 1]?.toDay ?? Infinity) + 1;
      if (span.fromDay !== expected) {
        this.say(
          'bucket-spans',
          `buckets[${i}].fromDay`,
          `应从第 ${expected} 天开始，首尾相接`,
          `must start at day ${expected}, without gaps`,
        );
      }
      if (span.toDay !== undefined && span.toDay < span.fromDay) {
        this.say('bucket-spans', `buckets[${i}].toDay`, '结束早于开始', 'ends before it starts');
      }
      if (all.findIndex((other) => other.bucket === span.bucket) !== i) {
        this.say('bucket-spans', `buckets[${i}].bucket`, `“${span.bucket}”重复`, `"${span.bucket}" is given twice`);
      }
      if ((span.toDay === undefined) !== (i === all.length - 1)) {
        this.say('bucket-spans', `buckets[${i}].toDay`, '只有最后一档没有结束日', 'only the last one has no end');
      }
    });
  }

  private readStages(): void {
    let latest = -1;
    this.pack.stages.forEach((stage, i) => {
      const path = `stages[${i}]`;
      this.own(stage.id, path);
      const order = STAGE_KINDS.indexOf(stage.kind);
      if (order < latest) this.say('stage-order', `${path}.kind`, '阶段顺序颠倒', 'the stages are out of order');
      latest = Math.max(latest, order);
      this.readLines(stage.lines, `${path}.lines`);
      this.readQuestions(stage.questions, `${path}.questions`);
    });
    for (const kind of STAGE_KINDS) {
      if (kind !== OPTIONAL_STAGE && !this.pack.stages.some((stage) => stage.kind === kind)) {
        this.say('stage-order', 'stages', `缺少阶段“${kind}”`, `the stage "${kind}" is missing`);
      }
    }
  }

  private readObjections(): void {
    const phrasings = new Map<string, string>();
    this.pack.objections.forEach((objection, i) => {
      const path = `objections[${i}]`;
      this.own(objection.id, path);
      objection.phrasings.forEach((phrasing, j) => {
        const place = `${path}.phrasings[${j}]`;
        this.own(phrasing.id, place);
        const key = phrasing.text.toLowerCase();
        const first = phrasings.get(key);
        if (first === undefined) phrasings.set(key, place);
        else
          this.say(
            'phrasing-repeated',
            place,
            `说法“${phrasing.text}”已用于 ${first}`,
            `the phrasing "${phrasing.text}" is already at ${first}`,
          );
      });
      for (const tone of ['soft', 'standard', 'firm'] as const) {
        this.readLines(objection.answers[tone], `${path}.answers.${tone}`);
      }
      this.readQuestions(objection.followUps, `${path}.followUps`);
      this.readWords(objection.empathy, `${path}.empathy`);
      this.readNext(objection.nextStage, path);
      if (objection.branch !== undefined && !this.pack.branches.some((branch) => branch.kind === objection.branch)) {
        this.say(
          'reference-unknown',
          `${path}.branch`,
          `没有分支“${objection.branch}”`,
          `there is no branch "${objection.branch}"`,
        );
      }
    });
  }

  private readBranches(): void {
    const kinds = new Set<string>();
    this.pack.branches.forEach((branch, i) => {
      const path = `branches[${i}]`;
      this.own(branch.id, path);
      if (kinds.has(branch.kind))
        this.say(
          'branch-repeated',
          `${path}.kind`,
          `分支“${branch.kind}”重复`,
          `the branch "${branch.kind}" is given twice`,
        );
      kinds.add(branch.kind);
      this.readLines(branch.lines, `${path}.lines`);
      this.readNext(branch.nextStage, path);
      branch.results.forEach((result, j) => {
        if (!(RESULTS as readonly string[]).includes(result)) {
          this.say(
            'reference-unknown',
            `${path}.results[${j}]`,
            `没有结果码“${result}”`,
            `there is no result code "${result}"`,
          );
        }
      });
    });
  }

  private readNext(stageId: string, path: string): void {
    if (!this.stageIds.has(stageId)) {
      this.say('reference-unknown', `${path}.nextStage`, `没有阶段“${stageId}”`, `there is no stage "${stageId}"`);
    }
  }

  private readQuestions(questions: readonly {id: string; text: string}[], path: string): void {
    questions.forEach((question, i) => {
      this.own(question.id, `${path}[${i}]`);
      this.readWords(question.text, `${path}[${i}].text`);
    });
  }

  /** Words that only say something; every slot in them must exist. */
  private readWords(text: string, path: string): void {
    const stray = strayPlaceholder(text);
    if (stray !== null) {
      this.say(
        'placeholder-read-aloud',
        path,
        `“${stray}”不是变量，会原样读给客户；变量写作 {slotId}`,
        `"${stray}" is no slot and would be read to a customer; slots are written {slotId}`,
      );
    }
    for (const slot of slotsNamedIn(text)) {
      if (this.slot(slot) === undefined)
        this.say('slot-undeclared', path, `变量“${slot}”未声明`, `the slot "${slot}" is not declared`);
    }
  }

  private slot(id: string) {
    return this.pack.slots.find((candidate) => candidate.id === id);
  }

  private readLines(lines: readonly Line[], path: string): void {
    lines.forEach((line, i) => this.readLine(line, `${path}[${i}]`));
  }

  private readLine(line: Line, path: string): void {
    this.own(line.id, path);
    this.readWords(line.text, `${path}.text`);
    if (line.empathy !== undefined) this.readWords(line.empathy, `${path}.empathy`);
    line.facts.forEach((fact, j) => {
      if (this.slot(fact) === undefined)
        this.say('slot-undeclared', `${path}.facts[${j}]`, `变量“${fact}”未声明`, `the slot "${fact}" is not declared`);
    });
    if (line.pressure) this.readPressure(line, path);
    if (line.consequence && (line.approvedBy === undefined || line.validUntil === undefined)) {
      this.say(
        'consequence-unapproved',
        path,
        '说明后果的话术要写明批准人和有效期',
        'announces a consequence: needs who approved it and until when',
      );
    }
    if (line.discloses === 'limitedContent' && (!line.beforeVerification || line.cue === undefined)) {
      this.say(
        'voicemail-unmarked',
        path,
        '语音留言谁都可能听到：要标明核实前可说，并写明只在语音信箱里说（cue）',
        'anybody may hear a voicemail: needs beforeVerification, and a cue that says when it is said',
      );
    }
    if (line.beforeVerification) {
      for (const id of new Set([...slotsNamedIn(line.text), ...slotsNamedIn(line.empathy ?? ''), ...line.facts])) {
        const slot = this.slot(id);
        if (slot !== undefined && isDebtSource(slot.source)) {
          this.say(
            'debt-before-verification',
            path,
            `核实本人之前不得使用债务信息“${slot.name}”`,
            `may be said before verification, so it may not use the debt fact "${slot.name}"`,
          );
        }
      }
    }
    for (const type of line.when?.customerType ?? []) {
      if (!this.customerTypeIds.has(type))
        this.say(
          'reference-unknown',
          `${path}.when.customerType`,
          `没有客户类型“${type}”`,
          `there is no customer type "${type}"`,
        );
    }
    const {min, max} = line.when?.daysOverdue ?? {};
    if (min !== undefined && max !== undefined && min > max) {
      this.say(
        'condition-impossible',
        `${path}.when.daysOverdue`,
        '最少天数大于最多天数',
        'the least number of days is above the most',
      );
    }
  }

  /** Pressure is facts, paired with empathy; every slot it reads aloud must be one of its facts. */
  private readPressure(line: Line, path: string): void {
    if (line.facts.length === 0)
      this.say(
        'pressure-without-facts',
        path,
        '施压话术必须以事实为依据，请在 facts 中列出',
        'is a pressure line: needs at least one fact',
      );
    for (const id of slotsNamedIn(line.text)) {
      if (line.facts.includes(id)) continue;
      const slot = this.slot(id);
      if (slot !== undefined)
        this.say('pressure-fact-missing', path, `缺少事实“${slot.name}”`, `needs the fact "${slot.name}"`);
    }
    if (line.empathy === undefined)
      this.say('pressure-without-empathy', path, '施压话术必须配一句共情', 'is a pressure line: needs an empathy line');
  }
}
