import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorScheme,
  type MantineColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core';

const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** The one accent: a quiet blue. Shade 9 carries white text at 7:1. */
const calm: MantineColorsTuple = [
  '#eef5f9',
  '#dceaf2',
  '#b8d5e5',
  '#92bfd8',
  '#73adcc',
  '#5c9fc2',
  '#458bb0',
  '#32789d',
  '#256788',
  '#1a5675',
];
// The library's own reds, greens and oranges are too pale for text; shade 9 of each passes 4.5:1 on shade 1 and on white.
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe6e6',
  '#ffcaca',
  '#ffabab',
  '#ff8f8f',
  '#f57373',
  '#e04f4f',
  '#cc3838',
  '#b52828',
  '#9f1f1f',
];
const teal: MantineColorsTuple = [
  '#e9f9f3',
  '#d3f2e6',
  '#a8e4cf',
  '#79d4b5',
  '#52c69f',
  '#35b48b',
  '#1f9a75',
  '#138060',
  '#0b6b50',
  '#075841',
];
const orange: MantineColorsTuple = [
  '#fff5e8',
  '#ffeace',
  '#ffd39d',
  '#ffba68',
  '#fba544',
  '#ec8f28',
  '#cc7112',
  '#ab5a08',
  '#8f4904',
  '#783c02',
];

/** The theme's one file of tokens: compact everywhere; spoken text has its own class in `theme.css`. */
export const theme = createTheme({
  primaryColor: 'calm',
  // White text passes 4.5:1 on both; a fill also stands out from its page by 3:1 (WCAG 1.4.11).
  primaryShade: {light: 9, dark: 7},
  colors: {calm, red, teal, orange},
  white: '#ffffff',
  black: '#16191d',
  fontFamily: FONTS,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace',
  headings: {
    fontFamily: FONTS,
    fontWeight: '600',
    sizes: {
      h1: {fontSize: '1.25rem', lineHeight: '1.4'},
      h2: {fontSize: '1.0625rem', lineHeight: '1.4'},
      h3: {fontSize: '0.9375rem', lineHeight: '1.4'},
      h4: {fontSize: '0.875rem', lineHeight: '1.4'},
    },
  },
  fontSizes: {xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.125rem', xl: '1.25rem'},
  spacing: {xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '2rem'},
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: {defaultProps: {size: 'xs'}},
    TextInput: {defaultProps: {size: 'xs'}},
    PasswordInput: {defaultProps: {size: 'xs'}},
    NumberInput: {defaultProps: {size: 'xs'}},
    Textarea: {defaultProps: {size: 'xs'}},
    // A list that scrolls is a tab stop of its own, which closes under the focus and leaves it nowhere.
    Select: {
      defaultProps: {
        size: 'xs',
        comboboxProps: {withinPortal: false},
        scrollAreaProps: {viewportProps: {tabIndex: -1}},
      },
    },
    NativeSelect: {defaultProps: {size: 'xs'}},
    Checkbox: {defaultProps: {size: 'xs'}},
    SegmentedControl: {defaultProps: {size: 'xs'}},
    Tooltip: {
      defaultProps: {events: {hover: true, focus: true, touch: false}, withArrow: true, maw: 320, multiline: true},
    },
    Badge: {defaultProps: {radius: 'sm', variant: 'light', tt: 'none'}},
    // Inside the landmark it belongs to, and without the empty stop that a screen reader would read first.
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: {duration: 0},
        withinPortal: false,
        floatingStrategy: 'fixed',
        withInitialFocusPlaceholder: false,
      },
    },
    // A dialog's head is no second banner of the page. Locking the scroll would write a style that the page's own policy
    // refuses; the page behind does not scroll, only its parts do.
    Modal: {
      defaultProps: {
        transitionProps: {duration: 0},
        lockScroll: false,
        attributes: {header: {role: 'presentation'}},
      },
    },
  },
});

/** Where the library's defaults miss WCAG AA (dimmed, placeholder, error, borders of fields), ours do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#545b64',
    '--mantine-color-placeholder': '#646b75',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-default-border': '#868d96',
    '--mantine-color-disabled-color': '#626973',
    '--callside-line': '#d5d9de',
    '--callside-raised': '#f5f7f9',
    '--callside-mark': '#ffe9a8',
    '--callside-added': '#d3f2e6',
    '--callside-removed': '#ffe0e0',
  },
  dark: {
    '--mantine-color-body': '#1a1c1f',
    '--mantine-color-text': '#e4e6e9',
    '--mantine-color-dimmed': '#a9b0b8',
    '--mantine-color-placeholder': '#9aa1a9',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-default-border': '#767d86',
    '--mantine-color-disabled-color': '#9aa1a9',
    '--callside-line': '#3a3e44',
    '--callside-raised': '#22252a',
    '--callside-mark': '#5c4a12',
    '--callside-added': '#0f4435',
    '--callside-removed': '#612727',
  },
});

/** The colour scheme is a setting of the desk (`settings.save`), so the library may keep it in memory only. */
export function memoryColorScheme(): MantineColorSchemeManager {
  let scheme: MantineColorScheme = 'auto';
  return {
    get: () => scheme,
    set: (value) => {
      scheme = value;
    },
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => {
      scheme = 'auto';
    },
  };
}
