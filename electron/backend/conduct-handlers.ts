import {checkText} from '../domain/conduct-check.ts';
import type {HandlersOf} from './desk.ts';

export const conductHandlers: HandlersOf<'conduct'> = {
  'conduct.lists': (desk) => desk.conduct.read(),
  'conduct.check': (desk, {texts}) => texts.map((text) => checkText(desk.conduct.read(), text)),
};
