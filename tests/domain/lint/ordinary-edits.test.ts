import {expect, test} from 'vitest';
import type {Pack} from '../../../electron/contract/pack.ts';
import {lineOf, linted, objectionOf} from './linted.ts';

/** What leads change from one week to the next; nobody would call any of it a fault. */
const EDITS: Record<Pack['language'], {lines: Record<string, string>; phrasings: Record<string, string>}> = {
  'zh-CN': {
    lines: {
      'forgot.soft': '没关系，事情一多谁都会漏。您看这两天哪个时间方便处理？',
      'forgot.standard': '理解。这笔的还款日是{dueDate}，您先看一下账单，打算哪天处理？',
      'no-money-now.soft': '手头紧的时候确实难。您先跟我说说，是这个月紧，还是会紧一阵子？',
      'no-money-now.standard': '明白。留出生活开销之后，您这边近期能先安排多少？',
      'fees-too-high.soft': '您想弄清楚费用，这很应该。我陪您一项一项对，先看哪一项？',
      'cannot-pay.standard': '我如实记下来，帮您登记困难申请，结果要等审核。您现在最难的是哪一块？',
      'waiting-salary.soft': '好，有发薪日就好安排。您工资一般几号到？',
      'lost-job.soft': '工作没了，谁心里都慌。您先顾好自己，愿意说说是什么时候的事吗？',
      'opening.convenient': '您现在说话方便吗？不方便的话，您说个时间，我再联系您。',
      'commitment.date': '您看放在哪一天合适？定在收入到账以后，会稳一些。',
      'closing.thanks': '谢谢您今天跟我说这么多，您先忙。',
      'hardship.care': '您的情况我听明白了，今天不急着定什么。',
    },
    phrasings: {
      forgot: '这事儿我压根没往心里记',
      'no-money-now': '兜比脸还干净',
      busy: '我这会儿在开车呢',
      refuse: '爱咋咋地',
    },
  },
  en: {
    lines: {
      'forgot.soft': 'No problem, it happens to everyone. When in the next few days could you take care of it?',
      'forgot.standard': 'I understand. It was due on {dueDate}. What day would work for you?',
      'no-money-now.soft': "That's hard, and I hear you. Is it just this month, or has it been going on for a while?",
      'fees-too-high.soft': "It makes sense to ask. Let's go through it together. Which part looks wrong to you?",
      'lost-job.soft': "I'm sorry, that's a lot to deal with. When did it happen?",
      'opening.reason': 'I can tell you more once I know I have the right person. Is that all right?',
      'commitment.date': 'Thank you. Which day should I put down, so that you have some room?',
      'closing.thanks': 'Thanks for talking this through with me today.',
      'hardship.care': "I'm sorry you're dealing with this. Nothing has to be settled on this call.",
    },
    phrasings: {
      forgot: 'it went clean out of my head',
      'no-money-now': 'my wallet is empty',
      busy: "I'm driving right now",
      refuse: 'not a dime from me',
    },
  },
};

test.for(['zh-CN', 'en'] as const)('a week of ordinary edits in %s raises no flood', {timeout: 120_000}, (language) => {
  const {lines, phrasings} = EDITS[language];
  const found = linted(language, (pack) => {
    for (const [id, text] of Object.entries(lines)) lineOf(pack, id).text = text;
    for (const [id, text] of Object.entries(phrasings)) {
      objectionOf(pack, id).phrasings.push({id: `${id}.ordinary`, text});
    }
  });
  expect(found.filter(({severity}) => severity === 'error')).toEqual([]);
  // What was learned from sentences may doubt one of them.
  expect(found.map(({rule, path, message}) => `${rule} ${path} ${message.en}`).length).toBeLessThanOrEqual(1);
});
