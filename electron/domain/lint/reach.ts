import {BRANCH_LABELS, TONE_LABELS} from '../../contract/labels.ts';
import {
  BRANCH_KINDS,
  type Bucket,
  type BucketSpan,
  type Line,
  type Pack,
  type Stage,
  TONES,
} from '../../contract/pack.ts';
import type {Day, LocalText} from '../../contract/values.ts';
import {DEFAULT_BUCKETS} from '../days.ts';
import {CALM_BRANCHES, DANGER} from '../gate.ts';
import {linesOf} from './lines.ts';
import {type Noted, text} from './noted.ts';

/** The stages in which somebody is on the line who may not be the customer. */
const BEFORE_VERIFICATION = new Set<Stage['kind']>(['opening', 'verification']);

/** Parts that nobody ever gets to see: stages without a sayable line, lines whose condition never holds, shadowed answers. */
export function reachFindings(pack: Pack, today: Day): Noted[] {
  return [
    ...stageFindings(pack, today),
    ...lineFindings(pack),
    ...answerFindings(pack),
    ...nextFindings(pack),
    ...missingParts(pack),
  ];
}

function stageFindings(pack: Pack, today: Day): Noted[] {
  return pack.stages.flatMap((stage, i) => {
    const sayable = stage.lines.some(
      (line) =>
        (line.validUntil === undefined || line.validUntil >= today) &&
        neverHolds(line, pack, stage) === null &&
        (line.beforeVerification || !BEFORE_VERIFICATION.has(stage.kind)),
    );
    if (sayable) return [];
    const message = text(
      `阶段“${stage.title}”里没有一句话能显示出来`,
      `nothing in the stage "${stage.title}" can ever be shown`,
    );
    return [{rule: 'stage-dead' as const, path: `stages[${i}]`, message}];
  });
}

/** Why a condition never holds where the line stands; null where it may. */
function neverHolds({when}: Line, pack: Pack, stage: Stage | null): LocalText | null {
  if (when === undefined) return null;
  const {min = 0, max = Infinity} = when.daysOverdue ?? {};
  if (stage?.modes?.every((mode) => mode === 'dueReminder') === true && (when.bucket !== undefined || min > 0)) {
    return text('只用于到期前提醒的阶段里还没有逾期', 'in a stage that is only for reminders nothing is overdue yet');
  }
  if (when.bucket === undefined) return null;
  const spans = spansOf(when.bucket, pack.buckets ?? DEFAULT_BUCKETS);
  if (spans.length === 0) {
    return text('本包没有划分这些账龄段', 'the pack has no such buckets');
  }
  if (when.daysOverdue === undefined) return null;
  if (spans.some(({fromDay, toDay = Infinity}) => fromDay <= max && toDay >= min)) return null;
  return text('账龄段与逾期天数对不上', 'the buckets and the days overdue exclude each other');
}

const spansOf = (asked: readonly Bucket[], spans: readonly BucketSpan[]) =>
  spans.filter(({bucket}) => asked.includes(bucket));

function lineFindings(pack: Pack): Noted[] {
  return linesOf(pack).flatMap(({line, path, in: where}): Noted[] => {
    const stage = 'stage' in where ? where.stage : null;
    const noted: Noted[] = [];
    const reason = neverHolds(line, pack, stage);
    if (reason !== null) {
      const message = text(`这句永远不会显示：${reason['zh-CN']}`, `this line will never show: ${reason.en}`);
      noted.push({rule: 'line-never-shown', path: `${path}.when`, message});
    }
    if (stage !== null && BEFORE_VERIFICATION.has(stage.kind) && !line.beforeVerification) {
      const message = text(
        `“${stage.title}”时还没核实本人，这句没有标明核实前可说，到时候看不到`,
        `in "${stage.title}" nobody is confirmed yet, and the line is not marked as sayable before verification: it will not show`,
      );
      noted.push({rule: 'line-never-shown', path: `${path}.beforeVerification`, message});
    }
    if ('branch' in where && line.pressure && CALM_BRANCHES.has(where.branch.kind)) {
      const message = text(
        `“${where.branch.title}”里不再施压，这句永远不会显示`,
        `in "${where.branch.title}" nobody is pressed any more: this line will never show`,
      );
      noted.push({rule: 'line-never-shown', path: `${path}.pressure`, message});
    }
    if (stage !== null && (stage.kind === 'reminder' || stage.kind === 'preparation') && line.pressure) {
      const message = text(
        `“${stage.title}”里不应有施压话术`,
        `the stage "${stage.title}" is no place for a pressure line`,
      );
      noted.push({rule: 'pressure-out-of-place', path: `${path}.pressure`, message});
    }
    return noted;
  });
}

/** Of several lines of a tone with the same condition only the first is ever picked. */
function answerFindings(pack: Pack): Noted[] {
  return pack.objections.flatMap((objection, i) =>
    TONES.flatMap((tone) => {
      const seen: {line: Line; key: string; path: string}[] = [];
      return objection.answers[tone].flatMap((line, j): Noted[] => {
        const path = `objections[${i}].answers.${tone}[${j}]`;
        const key = conditionKey(line);
        const first = seen.find(
          (other) =>
            other.key === key &&
            other.line.validUntil === undefined &&
            other.line.facts.every((fact) => line.facts.includes(fact)),
        );
        seen.push({line, key, path});
        if (first === undefined) return [];
        const message = text(
          `“${TONE_LABELS[tone]['zh-CN']}”语气里前面已有条件相同的一句（${first.path}），这句永远选不到`,
          `an earlier line of the tone "${TONE_LABELS[tone].en}" has the same condition (${first.path}): this one is never picked`,
        );
        return [{rule: 'answer-shadowed', path, message}];
      });
    }),
  );
}

function conditionKey({when = {}, beforeVerification}: Line): string {
  const parts = Object.entries(when)
    .filter(([, part]) => part !== undefined)
    .map(([key, part]) => `${key} ${JSON.stringify(Array.isArray(part) ? [...part].toSorted() : part)}`);
  return [beforeVerification, ...parts.toSorted((a, b) => a.localeCompare(b))].join('\n');
}

/** Nobody goes back to where the call has not begun. */
function nextFindings(pack: Pack): Noted[] {
  const preparation = new Set(pack.stages.filter(({kind}) => kind === 'preparation').map(({id}) => id));
  const of = (parts: readonly {title: string; nextStage: string}[], list: string) =>
    parts.flatMap(({title, nextStage}, i): Noted[] => {
      if (!preparation.has(nextStage)) return [];
      const message = text(
        `“${title}”之后回到拨号前的准备阶段，通话中走不到`,
        `"${title}" leads back to the stage before dialing, where no running call can go`,
      );
      return [{rule: 'next-stage-behind', path: `${list}[${i}].nextStage`, message}];
    });
  return [...of(pack.objections, 'objections'), ...of(pack.branches, 'branches')];
}

function missingParts(pack: Pack): Noted[] {
  const noted: Noted[] = [];
  const missing = BRANCH_KINDS.filter((kind) => !pack.branches.some((branch) => branch.kind === kind));
  if (missing.length > 0) {
    const message = text(
      `缺少分支：${missing.map((kind) => BRANCH_LABELS[kind]['zh-CN']).join('、')}；坐席按下对应的键时没有话可说`,
      `has no branch for: ${missing.map((kind) => BRANCH_LABELS[kind].en).join(', ')}; the agent who presses its key has nothing to say`,
    );
    noted.push({rule: 'branch-missing', path: 'branches', message});
  }
  if (!pack.objections.some(({id}) => DANGER.has(id))) {
    const message = text(
      `没有编号为“${[...DANGER].join('”“')}”的异议：客户说不想活了时，没有话可说，也不会停止施压`,
      `has no objection with the id "${[...DANGER].join('", "')}": when a customer speaks of ending it all there is nothing to say, and pressure does not stop`,
    );
    noted.push({rule: 'danger-unanswered', path: 'objections', message});
  }
  return noted;
}
