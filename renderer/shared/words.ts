import {strings} from './strings.ts';

/** Words that more than one view says. */
export const words = strings({
  app: {'zh-CN': 'Callside', en: 'Callside'},
  save: {'zh-CN': '保存', en: 'Save'},
  cancel: {'zh-CN': '取消', en: 'Cancel'},
  close: {'zh-CN': '关闭', en: 'Close'},
  back: {'zh-CN': '返回', en: 'Back'},
  retry: {'zh-CN': '重试', en: 'Try again'},
  loading: {'zh-CN': '正在加载…', en: 'Loading…'},
  none: {'zh-CN': '无', en: 'None'},
  all: {'zh-CN': '全部', en: 'All'},
  yes: {'zh-CN': '是', en: 'Yes'},
  no: {'zh-CN': '否', en: 'No'},
  agent: {'zh-CN': '坐席', en: 'Agent'},
  nearest: {'zh-CN': '没有完全相符的，以下最接近：', en: 'No exact match. Nearest:'},
  problems: {'zh-CN': '问题', en: 'Problems'},
  lost: {
    'zh-CN': '与本机程序的连接已断开，正在重新连接。已保存的内容不受影响；请不要关闭此页面。',
    en: 'The connection to the program on this computer is lost; reconnecting. What was saved is safe. Keep this page open.',
  },
  gone: {
    'zh-CN': 'Callside 已停止运行。请重新启动它，并打开它给出的新链接。',
    en: 'Callside is not running. Start it again and open its new link.',
  },
  expired: {
    'zh-CN': '此页面的链接已失效：Callside 已重新启动。请打开它给出的新链接，或再次启动它。',
    en: 'The link of this page is no longer valid: Callside was started anew. Open its new link, or start it again.',
  },
  keepWords: {
    'zh-CN': '已保存的内容不受影响；本页的内容仍可复制。',
    en: 'What was saved is safe; what stands on this page can be copied.',
  },
  showTyped: {'zh-CN': '列出本页输入的内容', en: 'List what is typed on this page'},
  typedHere: {'zh-CN': '本页输入的内容', en: 'What is typed on this page'},
  nothingTyped: {'zh-CN': '本页没有输入内容。', en: 'Nothing is typed on this page.'},
  loadFailed: {'zh-CN': '页面出错了', en: 'This view has failed'},
  loadFailedDetail: {
    'zh-CN': '已保存的内容不受影响。重新载入后会回到原处。',
    en: 'What was saved is safe. Reload to come back to where you were.',
  },
  reload: {'zh-CN': '重新载入', en: 'Reload'},
});
