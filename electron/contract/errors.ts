import {z} from 'zod';
import {LocalText} from './values.ts';

export const ERROR_CODES = [
  'invalid_input',
  'forbidden',
  'not_found',
  'conflict',
  'unavailable',
  'untrusted',
  'internal',
] as const;
export const ErrorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** One thing that is wrong with an input: where (`objections[12].answers.firm[0]`), and why in words. */
export const Problem = z.strictObject({path: z.string(), message: LocalText});
export type Problem = z.infer<typeof Problem>;

export const ReplyError = z.strictObject({
  code: ErrorCode,
  message: LocalText,
  problems: z.array(Problem).optional(),
});
export type ReplyError = z.infer<typeof ReplyError>;

/** The one shape of every answer, over every host. */
export type Reply<Value> = {ok: true; value: Value} | {ok: false; error: ReplyError};

/** The sentence of each code when nothing more exact is known. */
export const ERROR_SENTENCES: Record<ErrorCode, LocalText> = {
  invalid_input: {'zh-CN': '输入有误，请检查后再试。', en: 'The input is not valid. Check it and try again.'},
  forbidden: {'zh-CN': '当前角色无权执行此操作。', en: 'The current role may not do this.'},
  not_found: {'zh-CN': '没有找到。', en: 'Not found.'},
  conflict: {'zh-CN': '与已保存的内容冲突，未作更改。', en: 'This conflicts with what is saved. Nothing was changed.'},
  unavailable: {'zh-CN': '暂时无法完成，请稍后再试。', en: 'Not available right now. Try again in a moment.'},
  untrusted: {'zh-CN': '来源未通过验证，已拒绝。', en: 'The source could not be verified, so it was refused.'},
  internal: {
    'zh-CN': '程序出错，已记录；已保存的内容不受影响。',
    en: 'Something went wrong and was logged. What was saved is safe.',
  },
};

/** An expected failure. Anything else that is thrown is a bug, and its text never leaves the backend. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly sentence: LocalText;
  readonly problems: Problem[] | undefined;

  constructor(code: ErrorCode, sentence: LocalText = ERROR_SENTENCES[code], problems?: Problem[]) {
    super(`${code}: ${sentence.en}`);
    this.name = 'AppError';
    this.code = code;
    this.sentence = sentence;
    this.problems = problems;
  }

  toReplyError(): ReplyError {
    const {code, sentence, problems} = this;
    return problems === undefined ? {code, message: sentence} : {code, message: sentence, problems};
  }
}
