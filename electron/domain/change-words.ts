import type {PackChange} from '../contract/methods.ts';
import type {LocalText} from '../contract/values.ts';

/** The words in which changes are told, wherever they are: lists, pages, cards and terminals. */
export const KIND_WORDS: Record<PackChange['kind'], LocalText> = {
  changed: {'zh-CN': '修改', en: 'Changed'},
  added: {'zh-CN': '新增', en: 'Added'},
  removed: {'zh-CN': '删除', en: 'Removed'},
  moved: {'zh-CN': '移动', en: 'Moved'},
};

export const CHANGE_WORDS = {
  from: {'zh-CN': '原位置', en: 'from'},
  to: {'zh-CN': '新位置', en: 'to'},
  empty: {'zh-CN': '（空）', en: '(empty)'},
  same: {'zh-CN': '内容相同，没有变化。', en: 'Same content: nothing changes.'},
} satisfies Record<string, LocalText>;

/** How many parts came or went with a whole. */
export const insideWords = (count: number): LocalText => ({
  'zh-CN': `（连同其中 ${count} 项）`,
  en: `(with ${count} ${count === 1 ? 'part' : 'parts'} in it)`,
});
