import type {CallRecord} from '../../electron/contract/call.ts';

type Opened = CallRecord['opened'];

export function opened(more: Partial<Opened> = {}): Opened {
  return {
    direction: 'outbound',
    mode: 'collection',
    numberId: null,
    numberLabel: '本人手机',
    accountId: null,
    reference: 'A-2026-00817',
    customerName: '张伟明',
    jurisdiction: 'CN',
    timeZone: 'Asia/Shanghai',
    language: 'zh-CN',
    product: '消费贷',
    daysOverdue: 32,
    bucket: 'M2',
    firstCall: true,
    pack: {id: 'small', version: '1.0.0', sha256: 'a'.repeat(64)},
    agentName: '小周',
    institution: '示例消费金融',
    team: '一组',
    ...more,
  };
}

export function aRecord(more: Partial<CallRecord> = {}): CallRecord {
  return {
    id: '01935a00-0000-7000-8000-000000000001',
    device: '01935a00-0000-7000-8000-0000000000d1',
    agent: 'A-17',
    opened: opened(),
    openedAt: '2026-11-21T04:00:00.000Z',
    connectedAt: '2026-11-21T04:01:00.000Z',
    endedAt: '2026-11-21T04:03:30.000Z',
    party: 'right',
    confirmedAt: '2026-11-21T04:01:30.000Z',
    checks: ['idTail'],
    stages: [],
    objections: [],
    linesUsed: [],
    branches: [],
    slots: {},
    customerTypes: [],
    emotions: [],
    outcome: null,
    corrections: 0,
    lastSeq: 7,
    ...more,
  };
}
