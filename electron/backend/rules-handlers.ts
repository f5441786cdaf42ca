import {AppError} from '../contract/errors.ts';
import {JURISDICTIONS} from '../contract/values.ts';
import {judgeContact} from '../domain/contact-rules/judge-contact.ts';
import type {HandlersOf} from './desk.ts';
import {rulesOf} from './judging.ts';

const unreadable = () =>
  new AppError('unavailable', {
    'zh-CN': '联系规则文件无法读取，无法判断能否联系。请重新安装。',
    en: 'The contact rules cannot be read, so nobody can say whether contact is allowed. Install the app again.',
  });

export const rulesHandlers: HandlersOf<'rules'> = {
  'rules.list': (desk, {jurisdiction}) =>
    (jurisdiction === undefined ? JURISDICTIONS : [jurisdiction]).flatMap((one) => rulesOf(desk, one)),
  'rules.judge': (desk, {facts, history, plan, at}) => {
    // Facts from outside are judged by the law alone; what this app does beyond it is no answer to "is it allowed".
    const rules = desk.rules.read().filter(({house}) => !house);
    if (desk.rules.missing.includes(facts.jurisdiction)) throw unreadable();
    return judgeContact(rules, facts, history, plan, at);
  },
};
