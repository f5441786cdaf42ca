import type {Language, LocalText} from '../../contract/values.ts';

/** What this host says itself, outside the page. */
export const words = {
  alreadyOpen: {
    'zh-CN': 'Callside 已在使用这个数据文件夹，已切换到它的窗口。',
    en: 'Callside is already open on this data folder. Its window was brought to the front.',
  },
  handedOver: {
    'zh-CN': 'Callside 已在使用这个数据文件夹，弹屏已交给它的窗口。',
    en: 'Callside is already open on this data folder. The screen-pop was handed to its window.',
  },
  cannotStart: {'zh-CN': 'Callside 无法启动', en: 'Callside cannot start'},
  bug: {
    'zh-CN': '程序出错，未能启动。数据没有改动。',
    en: 'Something went wrong while starting. The data was not changed.',
  },
} satisfies Record<string, LocalText>;

/** The language for what is said before a session is known. */
export function spokenLanguage(asked: Language | undefined, system: readonly string[]): Language {
  return asked ?? (system[0]?.toLowerCase().startsWith('zh') === true ? 'zh-CN' : 'en');
}
