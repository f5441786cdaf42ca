import type {HandlersOf} from './desk.ts';

export const searchHandlers: HandlersOf<'search'> = {
  'search.lexicon': (desk) => desk.packs.lexicon.read(),
};
