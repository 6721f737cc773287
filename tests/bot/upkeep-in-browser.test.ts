/** A catalog kept true, a release checked and a reminder read as people do it: in the playground's page. */
import type { Locator, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { startBot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { become } from '../workspace/page/support/become.ts';
import { describeInBrowser } from '../workspace/page/support/browser.ts';

/** A Wednesday. */
const NOW = '2026-03-11T10:00:00Z';
const HOME = {
  'ready.yml': `
organisation: Acme
timezone: Europe/London
admins: [root@acme.test]
rollout: {mode: on}
tiers:
  - {id: tier-1, name: Customers stop, jobs: [A shopper pays], approvers: [ana@acme.test], exception_max_days: 14, nudge_every_days: 2}
default_tier: tier-1
`,
  'catalog/all.yml': `
teams:
  - {id: payments, name: Payments, channel: "#payments", members: [lea@acme.test], stewards: [lea@acme.test]}
  - {id: search, name: Search, channel: "#search", members: [cy@acme.test], stewards: [cy@acme.test]}
services:
  - {id: payments-api, name: Payments API, tier: tier-1, owner: payments, type: service, lifecycle: production, system: shop}
`,
  'scorecards/readiness.yml': `
id: readiness
name: Readiness
levels: [bronze, silver]
rules:
  - {id: runbook, title: Runbook linked, level: bronze, required: true, expression: has(service.link.runbook), why: Somebody is awake at night., fix: Link it.}
`,
};

async function playground() {
  const folder = temporaryFolder(HOME);
  const environment = { PATH: process.env.PATH, PORT: '0', READY_HOME: folder, READY_NOW: NOW };
  const log = recordingLog();
  const bot = await startBot(await readConfig(environment, { cwd: folder }), 'test', log);
  onTestFinished(() => bot.stop());
  await bot.settled;
  return { url: bot.url, log };
}

async function ready(page: Page, words: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /^Message/ });
  await field.fill(`/ready ${words}`);
  await field.press('Enter');
}

/** Becomes somebody, and goes to where this link of the sidebar leads. */
async function at(page: Page, name: string, place: RegExp): Promise<void> {
  await become(page, name);
  await page.getByRole('link', { name: place }).click();
}

/** Chooses from the menu of a card. */
async function fromMenu(card: Locator, entry: string): Promise<void> {
  await card.getByRole('button', { name: 'More actions' }).first().click();
  await card.page().getByRole('menuitem', { name: entry }).click();
}

/** Presses what stands at the foot of a window. */
async function submit(dialog: Locator, label: string): Promise<void> {
  await dialog.locator('footer').getByRole('button', { name: label }).click();
}

async function close(dialog: Locator): Promise<void> {
  await dialog.locator('footer').getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describeInBrowser('a catalog in the playground', (_visit, look) => {
  it('grows by a service, whose team confirms and verifies it; a release is checked, and the steward of another reminded in the morning', async () => {
    const { url, log } = await playground();
    const page = await look(url);
    const dialog = page.getByRole('dialog');

    await at(page, 'Lea', /^general/);
    await ready(page, 'list');
    await page.getByRole('button', { name: 'Register a service' }).click();
    await dialog.getByLabel('Name').fill('Nightly index');
    await dialog.getByRole('button', { name: /^Team that answers/ }).click();
    await page.getByRole('option', { name: /Search/ }).click();
    await dialog.getByLabel('System').fill('shop');
    await submit(dialog, 'Register');
    await dialog.getByText('nightly-index is registered.').waitFor();
    await dialog.getByText('Search is asked whether it is theirs.').waitFor();
    await close(dialog);

    await at(page, 'Cy', /^search/);
    const claim = page.getByRole('article', { name: /Lea says that nightly-index is of Search/ });
    await claim.getByRole('button', { name: 'Confirm' }).click();
    await claim.getByText(/Accepted by Cy/).waitFor();
    expect(await claim.getByRole('button', { name: /Confirm|Not us/ }).count()).toBe(0);
    // Whoever pressed it in the channel reads it there, and no second time.
    expect(await claim.count()).toBe(1);

    await page.getByRole('link', { name: /^general/ }).click();
    await ready(page, 'nightly-index');
    const card = page.getByRole('article', { name: /nightly-index is Starting, minimum bar not met/ });
    await card.getByText('Runbook linked').waitFor();
    await fromMenu(card, 'Still true?');
    await submit(dialog, 'All still true');
    await dialog.getByText('nightly-index is verified.').waitFor();
    await close(dialog);

    await ready(page, 'report release shop');
    const release = page.getByRole('article', { name: /No-go/ });
    await release.getByText('Against it (2)').waitFor();

    await page.getByRole('button', { name: /^Wed/ }).click();
    await page.getByRole('menuitem', { name: 'To the next morning' }).click();
    await at(page, 'Lea', /^Ready/);
    const nudge = page.getByRole('article').filter({ hasText: '1 service needs you' });
    await nudge.getByText('You are Payments’ steward.').waitFor();
    await fromMenu(nudge, 'Snooze a week');
    await page.getByRole('article', { name: /No reminder of payments-api before/ }).waitFor();
    expect(await page.getByText('contract violation').count()).toBe(0);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
