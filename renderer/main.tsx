import './shared/schemas-without-eval.ts';
import '@mantine/core/styles.css';
import './shared/theme.css';
import './shared/plain-buttons.css';
import {MantineProvider} from '@mantine/core';
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {App} from './app.tsx';
import {cssVariables, memoryColorScheme, theme} from './shared/theme.ts';

// Read before React starts, and removed from the page: a nonce that can be read back protects less.
const meta = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');
const nonce = meta?.content ?? '';
meta?.remove();

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html holds no #root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={memoryColorScheme()}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <App />
    </MantineProvider>
  </StrictMode>,
);
