import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {writeLearnedConduct} from '../../backend/shipped-conduct.ts';

// `npm run conduct:learn`: after every change of the lists or of the labelled sentences. With `-- zh-CN` or `-- en` one of the
// two, so that both can learn side by side.

const root = join(import.meta.dirname, '..', '..', '..');
const library = join(root, 'scripts-library');
const packs = readdirSync(library).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
writeLearnedConduct(
  join(library, 'conduct'),
  join(root, 'tests', 'conduct', 'training'),
  packs.map((name) => join(library, name)),
  process.argv.slice(2),
);
