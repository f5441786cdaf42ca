import {runWithNode} from './with-node.mjs';

// npm run bench:search [-- --quick] [--corpus-100k FILE]
await runWithNode('bench:search', 'bench-search.ts');
