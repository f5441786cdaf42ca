import {expect, type Page, test} from '@playwright/test';
import {v7} from 'uuid';
import type {Pack} from '../../electron/contract/pack.ts';
import {expectAccessibleEverywhere, startDesk, type TestDesk} from './desk.ts';

const NAME = 'cn-consumer-credit';
let desk: TestDesk;

/** The next version: one answer worded otherwise, nine lines new, a phrasing that no agent reads. */
function next(first: Pack): Pack {
  const pack = {...structuredClone(first), version: '1.1.0'};
  const [forgot] = pack.objections as [Pack['objections'][number]];
  const [answer] = forgot.answers.standard as [Pack['stages'][number]['lines'][number]];
  answer.text = answer.text.replace('谁都有忙漏的时候', '谁都有忘的时候');
  forgot.phrasings.push({id: 'forgot.new', text: '我把日子记岔了'});
  const [model] = (pack.stages[3] as Pack['stages'][number]).lines as [Pack['stages'][number]['lines'][number]];
  for (let i = 1; i <= 9; i += 1) {
    pack.stages[3]?.lines.push({...model, id: `news.${i}`, text: `请您说说第${i}件事。`});
  }
  return pack;
}

async function activate(version: string): Promise<void> {
  await desk.call('pack.activate', {id: NAME, version, eventId: v7()});
}

test.beforeEach(async ({page}) => {
  desk = await startDesk();
  await desk.call('session.enter', {role: 'lead'});
  const {pack} = await desk.call('pack.get', {id: NAME, version: '1.0.0'});
  await desk.call('pack.import', {id: v7(), text: JSON.stringify(next(pack))});
  await activate('1.1.0');
  await desk.call('session.enter', {role: 'agent'});
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
});

test.afterEach(() => desk.remove());

const card = (page: Page) => page.getByRole('article', {name: /话术已|The script was/});

test('the first start after an update shows what changed in one card, until a key says it was seen', async ({page}) => {
  // Four looks by axe, two reloads and three versions: much on a busy machine.
  test.slow();
  await expect(card(page)).toContainText('1.0.0 → 1.1.0');
  await expect(card(page).locator('del')).toContainText('忙漏');
  await expect(card(page).getByRole('listitem')).toHaveCount(5);
  await card(page).getByText('还有 5 处').click();
  await expect(card(page).getByRole('listitem')).toHaveCount(10);
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.press('Alt+c');
  await expect(card(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('combobox').or(page.getByRole('textbox')).first()).toBeVisible();
  await expect(card(page)).toHaveCount(0);

  // Another window of the lead takes it back.
  await desk.call('session.enter', {role: 'lead'});
  await activate('1.0.0');
  await desk.call('session.enter', {role: 'agent'});
  await page.reload();
  await expect(card(page)).toContainText('1.1.0 → 1.0.0');
  await expect(card(page)).toContainText(/撤回|taken back/);
});
