import {fileURLToPath} from 'node:url';
import react from '@vitejs/plugin-react';
import {defineConfig} from 'electron-vite';
import mantine from 'postcss-preset-mantine';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Everything is bundled, so that the packaged app carries one runtime dependency: the one with native code. Electron and
 * the node built-ins are external by electron-vite's own rule.
 */
const nativeModules = ['better-sqlite3'];

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      emptyOutDir: true,
      externalizeDeps: false,
      // The browser and terminal hosts also run under a system Node from 22.12.
      target: 'node22.12',
      rolldownOptions: {
        external: nativeModules,
        input: {
          desktop: at('electron/hosts/desktop/main.ts'),
          browser: at('electron/hosts/browser/main.ts'),
          cli: at('electron/hosts/cli/main.ts'),
        },
        output: {format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js'},
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      emptyOutDir: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: {preload: at('electron/hosts/desktop/preload.ts')},
        // A sandboxed preload script is loaded as CommonJS.
        output: {format: 'cjs', entryFileNames: '[name].cjs'},
      },
    },
  },
  renderer: {
    root: at('renderer'),
    // Relative, so that the same files work at http://127.0.0.1:PORT/ and at app://callside/.
    base: './',
    plugins: [react()],
    worker: {format: 'es'},
    css: {
      postcss: {
        plugins: [mantine()],
      },
    },
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      target: 'chrome120',
      minify: true,
      modulePreload: {polyfill: false},
      // Read from the disk beside it, not over a network.
      chunkSizeWarningLimit: 2000,
      // No data: addresses, which the page's content security policy would have to allow.
      assetsInlineLimit: 0,
      rolldownOptions: {input: {index: at('renderer/index.html')}},
    },
  },
});
