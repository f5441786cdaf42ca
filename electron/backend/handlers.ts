import type {MethodName} from '../contract/methods.ts';
import {accountHandlers} from './account-handlers.ts';
import {accountImportHandlers} from './account-import-handlers.ts';
import {accountNoteHandlers} from './account-note-handlers.ts';
import {callHandlers} from './call-handlers.ts';
import {conductHandlers} from './conduct-handlers.ts';
import type {Handler} from './desk.ts';
import {draftHandlers} from './draft-handlers.ts';
import {notesHandlers} from './notes-handlers.ts';
import {packHandlers} from './pack-handlers.ts';
import {promiseHandlers} from './promise-handlers.ts';
import {dialerHandlers} from './dialer-handlers.ts';
import {popHandlers} from './pop-handlers.ts';
import {proofHandlers} from './proof-handlers.ts';
import {repositoryHandlers} from './repository-handlers.ts';
import {retentionHandlers} from './retention-handlers.ts';
import {rulesHandlers} from './rules-handlers.ts';
import {searchHandlers} from './search-handlers.ts';
import {sessionHandlers} from './session-handlers.ts';
import {syncHandlers} from './sync-handlers.ts';

/** Every method of the contract has its handler here, or this does not compile. */
export const handlers: {readonly [Name in MethodName]: Handler<Name>} = {
  ...sessionHandlers,
  ...accountHandlers,
  ...accountImportHandlers,
  ...retentionHandlers,
  ...repositoryHandlers,
  ...accountNoteHandlers,
  ...rulesHandlers,
  ...callHandlers,
  ...promiseHandlers,
  ...packHandlers,
  ...draftHandlers,
  ...syncHandlers,
  ...searchHandlers,
  ...conductHandlers,
  ...popHandlers,
  ...dialerHandlers,
  ...notesHandlers,
  ...proofHandlers,
};
