import {expect, test} from '@playwright/test';
import {v7} from 'uuid';
import {expectAccessibleEverywhere, startDesk, type TestDesk} from './desk.ts';

const DAY = 86_400_000;
/** So many days before today in Shanghai, where desk and customer are. */
const daysAgo = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', {timeZone: 'Asia/Shanghai'}).format(Date.now() - days * DAY);

async function savedAccount(desk: TestDesk): Promise<string> {
  const id = v7();
  const debt = {currency: 'CNY', creditor: '示例银行'};
  await desk.call('account.save', {
    account: {
      id,
      reference: 'A-2',
      person: {id: v7(), name: '张伟明'},
      timeZones: {},
      jurisdiction: 'CN',
      language: 'zh-CN',
      numbers: [{id: v7(), label: '本人手机', value: '139 1234 5678'}],
      debts: [
        {...debt, id: v7(), product: '现金贷', amount: 500_000, dueDate: daysAgo(23)},
        {...debt, id: v7(), product: '信用卡', amount: 120_050, principal: 100_000, dueDate: daysAgo(175)},
        {...debt, id: v7(), product: '海外卡', amount: 9_900, currency: 'USD', dueDate: daysAgo(-9)},
      ],
    },
  });
  return id;
}

/** Four calls: three that reached nobody, and the newest with a promise. */
async function callsBefore(desk: TestDesk, accountId: string): Promise<void> {
  const nothing = {result: null, tags: [], reason: null, promise: null, nextAction: null, note: ''};
  for (const contact of ['NA', 'BZ', 'OFF', 'RPC'] as const) {
    const callId = v7();
    const opening = {direction: 'outbound', mode: 'collection', numberId: null, numberLabel: null} as const;
    await desk.call('call.open', {id: callId, accountId, ...opening});
    if (contact !== 'RPC') {
      await desk.call('call.saveOutcome', {id: v7(), callId, outcome: {...nothing, contact}});
      continue;
    }
    const record = (step: Parameters<typeof desk.call<'call.record'>>[1]['step']) =>
      desk.call('call.record', {id: v7(), callId, step});
    await record({type: 'call.connected', payload: {}});
    await record({type: 'party.confirmed', payload: {checks: ['idTail']}});
    const terms = {amount: 120_050, currency: 'CNY', day: daysAgo(-3), method: 'app'} as const;
    const promise = {...terms, reminderConsent: false, repeatedBack: true} as const;
    const agreed = {...nothing, contact, result: 'PTP', reason: 'forgot', promise, note: '下周发工资'} as const;
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: {...agreed, tags: []}});
  }
}

test('before a call the agent sees every debt, which one the script speaks about, and the last three calls', async ({
  page,
}) => {
  const desk = await startDesk();
  try {
    await callsBefore(desk, await savedAccount(desk));
    await page.goto(desk.url);
    await expect(page.locator('.search-box')).toBeFocused();
    await page.keyboard.press('F9');
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Enter');
    const card = page.locator('.preparation');
    await expect(card).toContainText('本人手机 *5678');

    const debts = card.locator('.preparation-debts li');
    await expect(debts).toHaveCount(3);
    await expect(debts.nth(0)).toContainText(/现金贷.*5,000元.*逾期 23 天 \(M1\)/);
    await expect(debts.nth(1)).toContainText(/信用卡.*1,200\.50元.*逾期 175 天 \(M3\+\)/);
    await expect(debts.nth(2)).toContainText(/海外卡.*未到期/);
    await expect(card.getByText('话术说的是这笔')).toHaveCount(1);
    await expect(debts.nth(1)).toContainText('话术说的是这笔');
    await expect(card.locator('.preparation-total')).toContainText(/6,200\.50元.*99/);

    const calls = card.locator('.preparation-history li');
    await expect(calls).toHaveCount(3);
    await expect(calls.nth(0)).toContainText(/本人接听 · 承诺还款.*承诺 1,200\.50元.*李敏.*下周发工资/);
    await expect(calls.nth(1)).toContainText('关机/停机/空号');
    await expect(calls.nth(2)).toContainText('占线');
    await page.setViewportSize({width: 360, height: 720});
    expect(await card.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
    await expectAccessibleEverywhere(page, desk);

    // What was agreed is account content, too: it leaves with the card.
    await page.keyboard.press('F9');
    await expect(card).toHaveCount(0);
    await expect(page.getByText('下周发工资')).toHaveCount(0);
  } finally {
    await desk.remove();
  }
});
