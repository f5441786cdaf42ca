import type {ZodType} from 'zod';
import {AppError, type Reply} from '../contract/errors.ts';
import {type MethodName, methods, type MethodSpec} from '../contract/methods.ts';
import {parseInWords} from '../domain/schema-problems.ts';
import {storageFailure} from '../store/database.ts';
import type {Desk} from './desk.ts';
import {handlers} from './handlers.ts';

export interface DispatchOptions {
  /** Bugs only; never an input or a reply. */
  log: (line: string) => void;
  /** Tests check that replies are what the contract says; in use it would only cost time. */
  checkReplies?: boolean;
}

/**
 * The one door. Known? Allowed? Valid? Then the handler, then one reply shape. Never rejects: an unexpected failure is
 * logged and its text stays here.
 */
export async function dispatch(
  desk: Desk,
  method: unknown,
  input: unknown,
  {log, checkReplies = false}: DispatchOptions,
): Promise<Reply<unknown>> {
  try {
    const name = knownMethod(method);
    const spec: MethodSpec = methods[name];
    if (!spec.roles.includes(desk.role)) throw notForRole(desk, spec);
    const value: unknown = await run(desk, name, parseInput(spec.input, input));
    if (checkReplies) spec.output.parse(value);
    return {ok: true, value};
  } catch (error) {
    if (error instanceof AppError) return {ok: false, error: error.toReplyError()};
    const stored = storageFailure(error);
    log(`${typeof method === 'string' ? method.slice(0, 40) : typeof method}: ${describe(error)}`);
    return {ok: false, error: (stored ?? new AppError('internal')).toReplyError()};
  }
}

// The table's types are per method; at this one place the method is only known at run time.
const run = (desk: Desk, name: MethodName, input: unknown): unknown =>
  (handlers[name] as (desk: Desk, input: unknown) => unknown)(desk, input);

function knownMethod(method: unknown): MethodName {
  // Own properties only: `constructor` and its like are no methods.
  if (typeof method === 'string' && Object.hasOwn(methods, method)) return method as MethodName;
  throw new AppError('not_found', {'zh-CN': '没有这个方法。', en: 'There is no such method.'});
}

function notForRole(desk: Desk, spec: MethodSpec): AppError {
  const needed = spec.roles.join(', ');
  return new AppError('forbidden', {
    'zh-CN': `当前角色（${desk.role}）无权执行此操作，需要：${needed}。`,
    en: `The role ${desk.role} may not do this; it takes: ${needed}.`,
  });
}

function parseInput(schema: ZodType, input: unknown): unknown {
  const parsed = parseInWords(schema, input);
  if (parsed.problems === null) return parsed.value;
  throw new AppError('invalid_input', undefined, parsed.problems.slice(0, 50));
}

/** What went wrong and where. A syntax error quotes what was parsed, which may be customers' data: not its message. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  const what = error instanceof SyntaxError ? error.name : `${error.name}: ${error.message.slice(0, 300)}`;
  return [what, ...frames.slice(0, 4).map((line) => line.trim())].join(' | ');
}
