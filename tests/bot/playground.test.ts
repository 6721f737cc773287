import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { startBot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { become } from '../workspace/page/support/become.ts';
import { describeInBrowser } from '../workspace/page/support/browser.ts';

/** What `npm start` shows in an empty folder: the made-up company. */
async function demo() {
  const folder = temporaryFolder();
  const config = await readConfig({ PATH: process.env.PATH, PORT: '0' }, { cwd: folder });
  const log = recordingLog();
  const bot = await startBot(config, 'test', log);
  onTestFinished(() => bot.stop());
  await bot.settled;
  return { url: bot.url, log };
}

async function ask(page: Page, words: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /^Message/ });
  await field.fill(`/ready ${words}`);
  await field.press('Enter');
}

describeInBrowser('the playground', (_visit, look) => {
  it('is the bot in a browser: a card, its buttons, another person, and Home', async () => {
    const { url, log } = await demo();
    const page = await look(url);
    await ask(page, 'payments-api');
    const card = page.getByRole('article', { name: /payments-api is Bronze, minimum bar met/ });
    await card.getByRole('heading', { name: '🥉 payments-api · Bronze' }).waitFor();

    await card.getByRole('button', { name: 'Check again' }).click();
    await card.getByText('Checked again just now').waitFor();

    await card.getByRole('button', { name: 'Details' }).click();
    const details = page.getByRole('dialog', { name: 'payments-api' });
    await details.getByText('Approval required to merge').waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });

    await card.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('article', { name: /Ana Bell shares: payments-api is Bronze/ }).waitFor();

    await become(page, 'Gil Guest');
    await ask(page, 'payments-api');
    await page.getByRole('article', { name: /Nothing is called “payments-api”/ }).waitFor();
    await ask(page, '');
    await page.getByRole('article', { name: /Your services: \d+ in 1 team/ }).waitFor();
    await become(page, 'Ana Bell');
    await page.getByRole('link', { name: /^Ready/ }).click();
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    const home = page.getByRole('region', { name: 'Home of Ready' });
    await home.getByText('Your services').waitFor();
    await home.getByRole('button', { name: 'Change' }).click();
    const reminders = page.getByRole('dialog', { name: 'Your reminders' });
    await reminders.getByRole('radio', { name: /^Once a week/ }).check();
    await reminders.getByRole('button', { name: 'Save' }).click();
    await reminders.getByText(/Saved. You are reminded on Mondays/).waitFor();
    await page.keyboard.press('Escape');
    await home.getByText('on Mondays').waitFor();
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
