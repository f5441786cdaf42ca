import {join} from 'node:path';
import {writeLearnedConduct} from '../../backend/shipped-conduct.ts';

// `npm run conduct:learn`: after every change of the lists or of the labelled sentences.

const root = join(import.meta.dirname, '..', '..', '..');
writeLearnedConduct(join(root, 'scripts-library', 'conduct'), join(root, 'tests', 'conduct', 'training'));
