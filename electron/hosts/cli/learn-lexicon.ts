import {join} from 'node:path';
import {learnLexicon} from '../../backend/shipped-lexicon.ts';

// `npm run lexicon:learn`: after every change of the lexicon, so that no window has to learn it when it starts.

learnLexicon(join(import.meta.dirname, '..', '..', '..', 'scripts-library', 'lexicon'));
