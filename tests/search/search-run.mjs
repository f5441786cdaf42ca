import {runWithNode} from './with-node.mjs';

// npm run -s search:run -- --corpus FILE --queries FILE [--limit 50] [--fuse]
await runWithNode('search:run', 'search-run.ts');
