import type {z} from 'zod';
import type {Pack} from '../electron/contract/pack.ts';

/** A pack as its file gives it, before defaults are filled in. */
export type PackDocument = z.input<typeof Pack>;

/** The smallest pack that has one of everything; a new copy each time, to be bent by tests. */
export function smallPack(): PackDocument {
  return {
    formatVersion: 1,
    id: 'small',
    version: '1.0.0',
    title: '小话术',
    language: 'zh-CN',
    jurisdiction: 'CN',
    slots: [
      {id: 'agentName', name: '坐席称呼', type: 'text', source: 'agent.spokenName'},
      {id: 'amount', name: '应还金额', type: 'money', source: 'debt.amount'},
      {id: 'days', name: '逾期天数', type: 'number', source: 'debt.daysOverdue'},
      {id: 'payDate', name: '日期', type: 'date', source: 'ask'},
    ],
    stages: [
      stage('preparation', '准备', '先看账再拨。'),
      stage('opening', '开场', '您好，我是{agentName}。', true),
      stage('verification', '核实', '请问您是本人吗？', true),
      stage('understanding', '了解', '方便说说情况吗？'),
      stage('pressure', '施压', '目前应还{amount}。'),
      stage('commitment', '承诺', '您说{payDate}可以处理，对吗？'),
      stage('closing', '结束', '感谢接听。', true),
    ],
    objections: [
      {
        id: 'forgot',
        title: '我忘了还款',
        category: '遗忘',
        reason: 'forgot',
        phrasings: [
          {id: 'forgot.p1', text: '我忘了'},
          {id: 'forgot.p2', text: '忘记还了'},
        ],
        answers: {
          soft: [{id: 'forgot.soft', text: '没关系，现在处理也来得及。'}],
          standard: [
            {id: 'forgot.standard', text: '那我们约个时间处理。'},
            {id: 'forgot.stranger', text: '有些事情要和本人说。', beforeVerification: true},
          ],
          firm: [
            {
              id: 'forgot.firm',
              text: '已经逾期{days}天，应还{amount}。',
              pressure: true,
              facts: ['days', 'amount'],
              empathy: '我理解事情多容易忘。',
            },
          ],
        },
        empathy: '事情一多是容易忘。',
        followUps: [{id: 'forgot.q1', kind: 'closed', text: '今天能处理吗？'}],
        avoid: ['不要指责'],
        nextStage: 'commitment',
      },
      {
        id: 'no-money-now',
        title: '现在没钱',
        category: '资金',
        reason: 'cashFlow',
        phrasings: [
          {id: 'no-money-now.p1', text: '现在没钱'},
          {id: 'no-money-now.p2', text: '手头紧'},
          {id: 'no-money-now.p3', text: 'no money', language: 'en'},
        ],
        answers: {
          soft: [{id: 'no-money-now.soft', text: '能说说是什么情况吗？'}],
          standard: [{id: 'no-money-now.standard', text: '我们看看能不能分步处理。'}],
          firm: [{id: 'no-money-now.firm', text: '请给一个明确的时间。'}],
        },
        empathy: '手头紧确实不好受。',
        nextStage: 'understanding',
        branch: 'hardship',
      },
    ],
    customerTypes: [{id: 'busy', title: '忙碌型', cues: ['说话快'], advice: ['说重点']}],
    emotions: [{id: 'anxious', title: '焦虑', cues: ['反复问'], advice: ['放慢']}],
    branches: [
      {
        id: 'third-party',
        kind: 'thirdParty',
        title: '第三方接听',
        lines: [{id: 'third-party.l1', text: '请转告本人回电。', beforeVerification: true}],
        results: ['CB', 'LC'],
        nextStage: 'closing',
      },
      {
        id: 'hardship',
        kind: 'hardship',
        title: '确有困难',
        lines: [{id: 'hardship.l1', text: '我把情况记下来。'}],
        results: ['HARD'],
        nextStage: 'understanding',
      },
    ],
  };

  function stage(
    kind: PackDocument['stages'][number]['kind'],
    title: string,
    text: string,
    beforeVerification = false,
  ): PackDocument['stages'][number] {
    return {id: kind, kind, title, goal: `${title}的目标`, lines: [{id: `${kind}.l1`, text, beforeVerification}]};
  }
}
