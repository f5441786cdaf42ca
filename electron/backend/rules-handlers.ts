import {AppError} from '../contract/errors.ts';
import type {HandlersOf} from './desk.ts';

const notYet = () => {
  throw new AppError('unavailable');
};

export const rulesHandlers: HandlersOf<'rules'> = {'rules.list': notYet};

export const accountNoteHandlers: Pick<
  HandlersOf<'account'>,
  | 'account.judge'
  | 'account.flags'
  | 'account.flag'
  | 'account.liftFlag'
  | 'account.consent'
  | 'account.revokeConsent'
  | 'account.noteContacts'
> = {
  'account.judge': notYet,
  'account.flags': notYet,
  'account.flag': notYet,
  'account.liftFlag': notYet,
  'account.consent': notYet,
  'account.revokeConsent': notYet,
  'account.noteContacts': notYet,
};
