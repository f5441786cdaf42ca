import {AppError} from '../../contract/errors.ts';
import type {LocalText} from '../../contract/values.ts';

/** What one of many is called by: its id; without one its place, as `#3`. */
export function nameOf(one: unknown, place: number): string {
  const id: unknown = typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : `#${place}`;
}

/** Why one of many was refused, in one line: its first problems, each with its field. Anything but a refusal is thrown on. */
export function reasonOf(error: unknown): LocalText {
  if (!(error instanceof AppError)) throw error;
  const {message, problems = []} = error.toReplyError();
  const told = problems.slice(0, 5);
  if (told.length === 0) return message;
  const of = (language: keyof LocalText) => told.map(({path, message: why}) => `${path}: ${why[language]}`).join('; ');
  return {'zh-CN': of('zh-CN'), en: of('en')};
}
