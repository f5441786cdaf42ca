import type {ConductCategory} from '../contract/conduct.ts';
import {CONDUCT_LABELS} from '../contract/labels.ts';
import type {LocalText} from '../contract/values.ts';

/** A category in words; a pack's own lists name theirs themselves. */
export function labelOf(category: string): LocalText {
  if (Object.hasOwn(CONDUCT_LABELS, category)) return CONDUCT_LABELS[category as ConductCategory];
  return {'zh-CN': category, en: category};
}
