import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { AdjustableClock } from '../../../src/workspace/clock.ts';
import { startWorkspace } from '../../../src/workspace/workspace.ts';
import { become } from './support/become.ts';
import { describeInBrowser } from './support/browser.ts';
import { showcase } from './support/showcase-workspace.ts';

const field = (page: Page) => page.getByRole('textbox', { name: /^Message/ });
const background = (page: Page) =>
  page.getByRole('main').evaluate((element) => {
    const { backgroundColor } = element.ownerDocument.defaultView?.getComputedStyle(element) ?? {};
    return backgroundColor;
  });
const LIGHT = 'rgb(255, 255, 255)';
const DARK = 'rgb(26, 29, 33)';

describeInBrowser('somebody else', (visit) => {
  it('sees their own conversations, and none of another’s private answers', async () => {
    const { page } = await visit();
    await field(page).fill('/tool card');
    await field(page).press('Enter');
    await page.getByRole('article', { name: /A card/ }).waitFor();
    await become(page, 'Bo Lindqvist');
    expect(await page.getByRole('article').count()).toBe(0);
    await field(page).fill('Hello from Bo');
    await field(page).press('Enter');
    await page.getByRole('article', { name: /^Bo Lindqvist.*Hello from Bo/ }).waitFor();
    await become(page, 'Ana Diaz');
    expect(await page.getByRole('article').count()).toBe(2);
  });

  it('is named with their role, and in the address', async () => {
    const { page, workspace } = await visit({ goTo: 'UBO/CRELEASES' });
    await page.getByRole('button', { name: /^You act as Bo Lindqvist/ }).click();
    const rows = await page.getByRole('option').allInnerTexts();
    expect(rows.map((row) => row.replaceAll(/\s+/g, ' '))).toEqual([
      'AD Ana Diaz Engineering lead',
      'BL Bo Lindqvist Approver ✓',
      'CO Cy Okafor On call',
    ]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${workspace.origin}/#/UCY/CRELEASES`);
    await page.getByRole('button', { name: /^You act as Cy Okafor/ }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: /^You act as Bo Lindqvist/ }).waitFor();
  });

  it('is left behind when one turns back before they have come', async () => {
    const { page, workspace } = await visit({ goTo: 'UBO/CRELEASES' });
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const asked = page.waitForRequest(/state\?as=UCY/);
    await page.route(/state\?as=UCY/, (route) => held.then(() => route.continue()));
    const answered = page.waitForResponse(/state\?as=UCY/);
    await page.goto(`${workspace.origin}/#/UCY/CRELEASES`);
    await asked;
    await page.goto(`${workspace.origin}/#/UBO/CGENERAL`);
    await page.getByRole('heading', { name: 'general', level: 2 }).waitFor();
    release();
    await (await answered).finished();
    await workspace.say('bo', 'general', 'Still me');
    await page.getByRole('article', { name: /Still me/ }).waitFor();
    expect(page.url()).toBe(`${workspace.origin}/#/UBO/CGENERAL`);
    expect(await page.getByRole('button', { name: /^You act as Bo Lindqvist/ }).count()).toBe(1);
  });
});

describeInBrowser('Home', (visit) => {
  it('is what the app publishes when it is opened, for whoever acts', async () => {
    const { page } = await visit();
    await page.getByRole('link', { name: 'Helper' }).click();
    await page.getByRole('link', { name: 'Home' }).click();
    const home = page.getByRole('region', { name: 'Home of Helper' });
    await home.getByText('Home of @Ana Diaz').waitFor();
    await become(page, 'Cy Okafor');
    await home.getByText('Home of @Cy Okafor').waitFor();
    await home.getByRole('button', { name: 'Open form' }).click();
    await page.getByRole('dialog', { name: 'A form' }).waitFor();
  });
});

describeInBrowser('a keyboard', (visit) => {
  it('is enough: find a conversation, command, press, fill in, send, dismiss', async () => {
    const { page } = await visit();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rel');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'releases', level: 2 }).waitFor();
    await page.keyboard.type('/tool card');
    await page.keyboard.press('Enter');
    const card = page.getByRole('article', { name: /A card/ });
    await card.waitFor();
    for (let presses = 0; presses < 10; presses += 1) {
      if (await page.locator('button:focus', { hasText: 'Open form' }).count()) break;
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'A form' }).waitFor();
    await page.keyboard.type('payments');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    for (const key of ['ArrowDown', 'Enter', 'Escape', 'Tab']) await page.keyboard.press(key);
    for (let presses = 0; presses < 10; presses += 1) {
      if (await page.locator('button:focus', { hasText: 'Save' }).count()) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.locator('button:focus').innerText()).toBe('Open form');
    await page.getByRole('link', { name: /Helper.*1 unread/ }).waitFor();
  });

  it('walks through conversations and messages by arrow keys', async () => {
    const { page, workspace } = await visit();
    await workspace.say('bo', 'general', 'First');
    await workspace.say('bo', 'general', 'Second');
    await page.getByRole('article', { name: /Second/ }).waitFor();
    await page.getByRole('link', { name: 'general' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator(':focus').innerText()).toContain('releases');
    await page.getByRole('feed').focus();
    await page.keyboard.press('ArrowUp');
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/Second/);
    await page.keyboard.press('ArrowUp');
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/First/);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Reply in thread');
  });
});

describeInBrowser('the theme', (visit) => {
  it('is the system’s until one is chosen, which is remembered', async () => {
    const { page } = await visit({ window: { colorScheme: 'dark' } });
    expect(await background(page)).toBe(DARK);
    await page.getByRole('button', { name: 'Theme: system. Change to light' }).click();
    expect(await background(page)).toBe(LIGHT);
    await page.reload();
    await page.getByRole('button', { name: 'Theme: light. Change to dark' }).waitFor();
    expect(await background(page)).toBe(LIGHT);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('button', { name: 'Theme: light. Change to dark' }).click();
    expect(await background(page)).toBe(DARK);
  });
});

describeInBrowser('a narrow window', (visit) => {
  it('has its conversations in a drawer, and nothing wider than itself', async () => {
    const { page, workspace } = await visit({ window: { viewport: { width: 390, height: 844 } } });
    await workspace.say('bo', 'general', 'w'.repeat(300));
    await page.getByRole('article').waitFor();
    const widths = () =>
      page.locator('html').evaluate((element) => [element.scrollWidth, element.clientWidth]);
    expect(await widths()).toEqual([390, 390]);
    const releases = page.getByRole('link', { name: 'releases' });
    expect(await releases.count()).toBe(0);
    await page.getByRole('button', { name: 'Conversations' }).click();
    await releases.click();
    await page.getByRole('heading', { name: 'releases', level: 2 }).waitFor();
    await releases.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.keyboard.press('Escape');
    await releases.waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Conversations');
  });
});

describeInBrowser('a long conversation', (visit) => {
  it('is at its end again once somebody says something in it, wherever they were reading', async () => {
    const { page, workspace } = await visit();
    for (let nth = 0; nth < 40; nth += 1) await workspace.say('bo', 'general', `Line ${nth}`);
    await page.getByRole('article', { name: /Line 39/ }).waitFor();
    const scroller = page.locator('main .scroller');
    await scroller.evaluate((element) => element.scrollTo({ top: -element.scrollHeight }));
    const toEnd = page.getByRole('button', { name: 'Latest messages' });
    await toEnd.waitFor();
    await field(page).fill('Here I am');
    await field(page).press('Enter');
    await page.getByRole('article', { name: /Here I am/ }).waitFor();
    await toEnd.waitFor({ state: 'hidden' });
    expect(await scroller.evaluate((element) => element.scrollTop)).toBe(0);
  });
});

describeInBrowser('the strip below', (visit) => {
  it('tells the workspace’s time, also when that is moved on', async () => {
    const { page, workspace } = await visit();
    const strip = page.getByRole('navigation', { name: 'Conversations' });
    await strip.getByText('Tue, Mar 10, 12:00 PM').waitFor();
    (workspace.slack.clock as AdjustableClock).advance(20 * 60 * 60_000);
    await workspace.say('bo', 'general', 'Morning');
    await page.getByRole('article', { name: 'Bo Lindqvist, 8:00 AM: Morning' }).waitFor();
    await strip.getByRole('button', { name: /8:00 AM/ }).click();
    await page.getByRole('menuitem', { name: 'An hour' }).click();
    await strip.getByText('Wed, Mar 11, 9:00 AM').waitFor();
    expect(workspace.slack.clock.now()).toBe(Date.parse('2026-03-11T09:00:00Z'));
    await strip.getByRole('button', { name: /9:00 AM/ }).click();
    await page.getByRole('menuitem', { name: 'To the next morning' }).click();
    await strip.getByText('Thu, Mar 12, 9:00 AM').waitFor();
    await strip.getByRole('button', { name: /9:00 AM/ }).click();
    await page.getByRole('menuitem', { name: 'To the next Monday morning' }).click();
    await strip.getByText('Mon, Mar 16, 9:00 AM').waitFor();
  });

  it('counts what Slack would not have taken, and says what it was', async () => {
    const { page } = await visit();
    await field(page).fill('/tool broken');
    await field(page).press('Enter');
    await page.getByRole('button', { name: '1 contract violation' }).click();
    const list = page.getByRole('region', { name: 'Contract violations' });
    await list.getByText('invalid_blocks').waitFor();
    await list.getByText(/json-pointer:\/blocks\/0/).waitFor();
    await list.getByRole('button', { name: 'Close' }).click();
    await list.waitFor({ state: 'detached' });
  });

  it('says that the connection is lost, and finds it again', async () => {
    const { page, workspace } = await visit();
    const port = Number(new URL(workspace.origin).port);
    await workspace.close();
    await page.getByText('Reconnecting…').waitFor();
    const again = await startWorkspace({ ...showcase(), port });
    try {
      await again.say('bo', 'general', 'Back again');
      await page.getByRole('article', { name: /Back again/ }).waitFor({ timeout: 15_000 });
      await page.getByText('Connected').waitFor();
    } finally {
      await page.close();
      await again.close();
    }
  });
});

describeInBrowser('a big workspace', (visit) => {
  it('opens with 200 conversations and 500 messages, none of which is drawn anew while one types', async () => {
    const channels = Array.from({ length: 200 }, (_, index) => ({ name: `channel-${index}` }));
    const { page, workspace } = await visit({
      workspace: { channels: [{ name: 'general' }, ...channels] },
      goTo: 'UANA/CCHANNEL1',
    });
    for (let index = 0; index < 500; index += 1)
      await workspace.say('bo', 'general', `Message ${index} to @ana`);
    await page.getByRole('textbox', { name: 'Find a conversation' }).fill('general');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: /Message 499/ }).waitFor();
    expect(await page.getByRole('article').count()).toBe(500);
    await page.getByRole('link', { name: /unread/ }).waitFor({ state: 'detached' });
    const feed = page.getByRole('feed');
    await feed.evaluate((element) => {
      const { MutationObserver } = Object(element.ownerDocument.defaultView);
      const count = () => element.setAttribute('data-drawn', 'yes');
      new MutationObserver(count).observe(element, { subtree: true, childList: true, characterData: true });
    });
    await field(page).pressSequentially('twenty letters typed');
    expect(await field(page).inputValue()).toBe('twenty letters typed');
    expect(await feed.getAttribute('data-drawn')).toBeNull();
  });
});
