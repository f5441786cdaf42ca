import {AppError} from '../contract/errors.ts';
import type {HandlersOf} from './desk.ts';

const notYet = () => {
  throw new AppError('unavailable');
};

export const accountImportHandlers: Pick<HandlersOf<'account'>, 'account.previewCsv' | 'account.importCsv'> = {
  'account.previewCsv': notYet,
  'account.importCsv': notYet,
};
