/** Asking, deciding, revoking and attesting as people do it: in the playground's page, each as themselves. */
import type { Locator, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { startBot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { become } from '../workspace/page/support/become.ts';
import { describeInBrowser } from '../workspace/page/support/browser.ts';

const HOME = {
  'ready.yml': `
organisation: Acme
timezone: Europe/London
admins: [root@acme.test]
exceptions: {channel: "#exceptions"}
tiers:
  - {id: tier-1, name: Customers stop, jobs: [A shopper pays], approvers: [ana@acme.test], exception_max_days: 14}
default_tier: tier-1
collectors:
  file: {files: [facts.yml], fills: [coverage]}
`,
  'catalog/all.yml': `
teams:
  - {id: payments, name: Payments, channel: "#payments", members: [omar@acme.test, lea@acme.test], stewards: [lea@acme.test]}
services:
  - {id: payments-api, name: Payments API, tier: tier-1, owner: payments, type: service, lifecycle: production,
     links: [{type: runbook, title: Runbook, url: "https://wiki.acme.test/p"}]}
`,
  'scorecards/readiness.yml': `
id: readiness
name: Readiness
levels: [bronze, silver, gold]
rules:
  - {id: runbook, title: Runbook linked, level: bronze, required: true, expression: has(service.link.runbook), why: Somebody is awake at night., fix: Link it.}
  - {id: coverage, title: Coverage over 80 %, level: silver, expression: coverage.percent > 80.0, why: Bugs., fix: Test more.}
  - {id: drill, title: Restore drill, level: gold, exceptions: never, attest: {valid_for: 90d, evidence: required}, why: Backups., fix: Restore it.}
`,
  'facts.yml': `
collected: 1h ago
services:
  payments-api:
    facts:
      coverage: {percent: 61}
`,
};

async function playground() {
  const folder = temporaryFolder(HOME);
  const environment = { PATH: process.env.PATH, PORT: '0', READY_HOME: folder };
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

async function submit(
  dialog: Locator,
  label: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await dialog.getByLabel(name).fill(value);
  await dialog.locator('footer').getByRole('button', { name: label }).click();
}

/** Closes the window, and those below it. */
async function close(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await dialog.waitFor({ state: 'hidden' });
}

describeInBrowser('an exception in the playground', (_visit, look) => {
  it('is asked by a developer, approved by an approver, seen by the owner and revoked; what fails is attested', async () => {
    const { url, log } = await playground();
    const page = await look(url);

    await at(page, 'Lea', /^general/);
    await ready(page, 'payments-api');
    const card = page.getByRole('article', { name: /payments-api is/ }).last();
    await card.getByRole('heading', { name: /payments-api · Bronze/ }).waitFor();

    await at(page, 'Omar', /^general/);
    await ready(page, 'exceptions new payments-api');
    const form = page.getByRole('dialog', { name: 'Request exception' });
    await form.getByText('Silver instead of Bronze').waitFor();
    await form.getByText(/Not to be chosen: Restore drill/).waitFor();
    await submit(form, 'Send request', {
      'Why it cannot pass now': 'The new module lands this week.',
      'What could hurt customers meanwhile': 'A refund may fail; a flag limits it.',
    });
    await form.getByText('Ana is asked').waitFor();
    await close(form);

    await at(page, 'Ana', /^Ready/);
    const request = page.getByRole('article', { name: /Coverage over 80 % at payments-api/ });
    await request.getByText('The new module lands this week.').waitFor();
    await request.getByRole('button', { name: 'Approve' }).click();
    await request.getByText(/Approved by Ana until/).waitFor();
    expect(await request.getByRole('button', { name: /Approve|Deny/ }).count()).toBe(0);

    await at(page, 'Lea', /^general/);
    await card.getByRole('button', { name: 'Check again' }).click();
    await card.getByRole('heading', { name: /payments-api · Silver, 1 by exception/ }).waitFor();

    await at(page, 'Ana', /^exceptions/);
    const outcome = page.getByRole('article', { name: /Approved by Ana until/ });
    await outcome.getByRole('button', { name: 'Show it' }).click();
    await page.getByRole('dialog', { name: 'Exception' }).getByRole('button', { name: 'Revoke' }).click();
    await submit(page.getByRole('dialog', { name: 'Revoke the exception' }), 'Revoke', {
      'Why it ends now': 'The flag went to all.',
    });
    await page.getByRole('dialog').getByText('Revoked by Ana: The flag went to all.').first().waitFor();
    await close(page.getByRole('dialog'));
    await page.getByRole('article', { name: /Revoked by Ana: The flag went to all/ }).waitFor();

    await at(page, 'Lea', /^general/);
    await card.getByRole('button', { name: 'Check again' }).click();
    await card.getByRole('heading', { name: /payments-api · Bronze/ }).waitFor();
    await card.getByRole('button', { name: 'More actions' }).first().click();
    await page.getByRole('menuitem', { name: /Attest/ }).click();
    await submit(page.getByRole('dialog', { name: 'Attest' }), 'Attest', {
      'What did you check': 'Restored last night’s backup in 40 minutes.',
      'Link to the evidence': 'https://wiki.acme.test/drill',
    });
    await page
      .getByRole('dialog')
      .getByText(/Restore drill.* is attested until/)
      .waitFor();
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
