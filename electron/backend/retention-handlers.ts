import {AppError} from '../contract/errors.ts';
import type {HandlersOf} from './desk.ts';

const notYet = () => {
  throw new AppError('unavailable');
};

export const retentionHandlers: HandlersOf<'retention'> &
  Pick<HandlersOf<'account'>, 'account.kept' | 'account.erase'> = {
  'account.kept': notYet,
  'account.erase': notYet,
  'retention.list': notYet,
};
