/** Takes the README's picture from the playground: the demo's card, as a person sees it. Needs Debian's chromium. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startBot } from '../src/bot.ts';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';

const CHROMIUM = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const folder = mkdtempSync(join(tmpdir(), 'ready-picture-'));
const config = await readConfig({ PORT: '0' }, { cwd: folder });
const bot = await startBot(config, 'picture', createLogger({ level: 'warn', secrets: [] }));
await bot.settled;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM });
const page = await browser.newPage({
  viewport: { width: 1120, height: 760 },
  deviceScaleFactor: 2,
  colorScheme: 'light',
});
await page.goto(bot.url);
await page.getByText('payments-api', { exact: true }).first().click();
const composer = page.getByPlaceholder(/^Message/).first();
await composer.fill('/ready payments-api');
await composer.press('Enter');
await page.getByText('Minimum bar met').first().waitFor();
await page.screenshot({ path: new URL('../docs/card.png', import.meta.url).pathname });
await browser.close();
await bot.stop();
rmSync(folder, { recursive: true, force: true });
