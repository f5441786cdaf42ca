import {JURISDICTIONS} from '../contract/values.ts';
import type {HandlersOf} from './desk.ts';
import {rulesOf} from './judging.ts';

export const rulesHandlers: HandlersOf<'rules'> = {
  'rules.list': (desk, {jurisdiction}) =>
    (jurisdiction === undefined ? JURISDICTIONS : [jurisdiction]).flatMap((one) => rulesOf(desk, one)),
};
