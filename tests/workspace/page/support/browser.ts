import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WorkspaceOptions } from '../../../../src/workspace/workspace.ts';
import { type Stage, stage } from '../../support/bolt-app.ts';
import { listen } from './showcase-app.ts';
import { showcase } from './showcase-workspace.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Milliseconds that a test may take on a busy machine; a single wait has a third of them. */
const PATIENCE = 45_000;
/** Nothing but the page under test may talk to anybody. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A window on a fresh workspace; `goTo` is the address behind `#/`. */
export type Visit = Stage & { page: Page };
/** A window on whatever answers at this address, watched like every other. */
export type Look = (origin: string, window?: BrowserContextOptions) => Promise<Page>;
export type VisitOptions = { goTo?: string; workspace?: WorkspaceOptions; window?: BrowserContextOptions };

/**
 * Tests that drive the real page, on the real server, with a real Bolt app behind it. After each of them the page
 * must have stayed within this machine and without complaints. Skipped where there is no browser, but not under CI.
 */
export function describeInBrowser(
  title: string,
  tests: (visit: (options?: VisitOptions) => Promise<Visit>, look: Look) => void,
): void {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (executablePath) describe(title, { timeout: PATIENCE }, () => tests(...visiting(executablePath)));
  else if (process.env.CI) it(`${title}: finds a browser`, () => expect.fail(`none of ${PLACES.join(', ')}`));
  else skip(title, tests);
}

function skip(title: string, tests: Parameters<typeof describeInBrowser>[1]): void {
  console.warn(`skipped: ${title}: no browser at ${PLACES.join(', ')}; set CHROMIUM to one`);
  const never = () => Promise.reject(new Error('skipped'));
  describe.skip(title, () => tests(never, never));
}

function visiting(executablePath: string): Parameters<Parameters<typeof describeInBrowser>[1]> {
  const open: { close: () => Promise<void> }[] = [];
  const troubles: string[] = [];
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: QUIET });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const thing of open.splice(0).reverse()) await thing.close();
    expect(troubles.splice(0)).toEqual([]);
  });

  const openAt = async (origin: string, goTo: string, window: BrowserContextOptions) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...window });
    open.push(context);
    const page = await context.newPage();
    watch(page, origin, troubles);
    await page.goto(`${origin}/#/${goTo}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const visit = async ({ goTo = '', workspace = {}, window = {} }: VisitOptions = {}) => {
    const scene = await stage('socket', listen, { ...showcase(), ...workspace });
    open.push(scene);
    return { ...scene, page: await openAt(scene.workspace.origin, goTo, window) };
  };
  return [visit, (origin, window = {}) => openAt(origin, '', window)];
}

/** Complaints on the console, errors, and requests to anybody but the workspace. */
function watch(page: Page, origin: string, troubles: string[]): void {
  page.setDefaultTimeout(PATIENCE / 3);
  page.on('console', (message) => {
    const expected = message.text().includes('net::ERR_') || message.type() === 'debug';
    if (!expected && ['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.stack ?? error.message));
  page.on('request', (request) => {
    const isHere = request.url().startsWith(origin) || request.url().startsWith('data:');
    if (!isHere) troubles.push(`asked ${request.url()}`);
  });
}
