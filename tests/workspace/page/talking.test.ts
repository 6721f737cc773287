import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { AdjustableClock } from '../../../src/workspace/clock.ts';
import { describeInBrowser } from './support/browser.ts';

const field = (page: Page) => page.getByRole('textbox', { name: /^Message/ });
const article = (page: Page, text: string | RegExp) => page.getByRole('article', { name: text });

async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
}

describeInBrowser('writing', (visit) => {
  it('offers commands behind a slash, then what can follow them', async () => {
    const { page } = await visit();
    const list = page.getByRole('listbox');
    await field(page).pressSequentially('/');
    expect(await list.getByRole('option').allInnerTexts()).toEqual([
      expect.stringMatching(/\/tool \[NAME \| help\]\s*What Helper can do/),
    ]);
    await field(page).press('Enter');
    expect(await field(page).inputValue()).toBe('/tool ');
    await field(page).press('ArrowDown');
    await field(page).press('ArrowDown');
    expect(await list.getByRole('option', { selected: true }).innerText()).toContain('/tool card');
    await field(page).press('Tab');
    expect(await field(page).inputValue()).toBe('/tool card');
    await field(page).press('Enter');
    await article(page, /A card for card/).waitFor();
    expect(await field(page).inputValue()).toBe('');
  });

  it('narrows what it offers while one types, and Escape sends the list away', async () => {
    const { page } = await visit();
    await field(page).pressSequentially('/tool co');
    expect(await page.getByRole('option').allInnerTexts()).toEqual([
      expect.stringContaining('/tool controls'),
    ]);
    await field(page).press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await field(page).inputValue()).toBe('/tool co');
    await field(page).pressSequentially('n');
    await page.getByRole('listbox').waitFor();
  });

  it('completes names, channels and emoji in the middle of a text', async () => {
    const { page } = await visit();
    await field(page).pressSequentially('Ask @cy');
    await field(page).press('Tab');
    await field(page).pressSequentially('in #rel');
    await field(page).press('Enter');
    await field(page).pressSequentially(':tad');
    await field(page).press('Tab');
    expect(await field(page).inputValue()).toBe('Ask @cy in #releases :tada: ');
    await field(page).press('Enter');
    const sent = article(page, /Ask/);
    await sent.waitFor();
    expect(await sent.locator('.message-text').innerText()).toBe('Ask @Cy Okafor in #releases 🎉');
    await sent.getByRole('link', { name: '#releases' }).click();
    await page.getByRole('heading', { name: 'releases', level: 2 }).waitFor();
  });

  it('keeps a new line for Shift Enter', async () => {
    const { page } = await visit();
    await field(page).pressSequentially('one');
    await field(page).press('Shift+Enter');
    await field(page).pressSequentially('two');
    await field(page).press('Enter');
    expect(await article(page, /one/).locator('.message-text').innerText()).toBe('one\ntwo');
  });

  it('shows an answer that only oneself can see, and sends it away', async () => {
    const { page } = await visit();
    await write(page, '/tool payments-api');
    const card = article(page, /A card for payments-api/);
    await card.getByText('Only visible to you').waitFor();
    expect(await card.getByRole('heading', { name: '🥉 payments-api' }).count()).toBe(1);
    expect(await card.getByText('APP').count()).toBe(1);
    await card.getByRole('button', { name: 'Dismiss' }).click();
    await card.waitFor({ state: 'detached' });
  });

  it('says that the app is working, and then that it did not answer in time', async () => {
    const { page, workspace } = await visit();
    await write(page, '/tool hang');
    await page.getByText('Helper is working on it…').waitFor();
    (workspace.slack.clock as AdjustableClock).advance(3_000);
    await page.getByRole('alert').getByText('/tool failed with the error "operation_timeout"').waitFor();
    await page.getByText('Helper is working on it…').waitFor({ state: 'detached' });
  });

  it('refuses commands in threads, as Slack does', async () => {
    const { page, workspace } = await visit();
    await workspace.say('bo', 'general', 'Morning');
    await article(page, /Morning/).hover();
    await article(page, /Morning/)
      .getByRole('button', { name: 'Reply in thread' })
      .click();
    await page.getByRole('textbox', { name: 'Reply…' }).fill('/tool card');
    await page.getByRole('textbox', { name: 'Reply…' }).press('Enter');
    await page.getByRole('alert').getByText('Slash commands cannot be used in threads').waitFor();
  });
});

describeInBrowser('reading', (visit) => {
  it('draws a conversation with authors, days and what is new, and counts what is unread', async () => {
    const { page, workspace } = await visit({ goTo: 'UANA/CRELEASES' });
    await workspace.say('bo', 'general', 'Morning all');
    await workspace.say('bo', 'general', 'Deploys stop at noon');
    const general = page.getByRole('link', { name: /general/ });
    await general.getByText('2 unread').waitFor({ state: 'attached' });
    expect(await page.title()).toBe('(2) Acme');
    await general.click();
    await page.getByRole('separator').getByText('New').waitFor();
    expect(await page.getByRole('separator').allInnerTexts()).toEqual(['Today', 'New']);
    expect(await page.locator('.author-name').allInnerTexts()).toEqual(['Bo Lindqvist']);
    await general.getByText('2 unread').waitFor({ state: 'detached' });
    expect(workspace.slack.read.get('UANA')?.get('CGENERAL')).toBe(workspace.messages('general').at(-1)?.ts);
  });

  it('answers a mention in a thread beside the conversation', async () => {
    const { page } = await visit();
    await write(page, '@Helper what is this?');
    await page.getByRole('link', { name: /1 reply/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('article', { name: /You said: @Helper what is this/ }).waitFor();
    const reply = thread.getByRole('textbox', { name: 'Reply…' });
    await reply.fill('Thanks');
    await reply.press('Enter');
    await thread.getByRole('article', { name: /Thanks/ }).waitFor();
    await reply.pressSequentially('@an');
    await reply.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await thread.count()).toBe(1);
    await page
      .getByRole('main')
      .getByRole('link', { name: /2 replies/ })
      .waitFor();
    expect(await page.getByRole('main').getByRole('article').count()).toBe(1);
    await reply.press('Escape');
    await thread.waitFor({ state: 'detached' });
  });

  it('marks what was edited, and takes away what was deleted', async () => {
    const { page, app } = await visit();
    const { ts = '' } = await app.client.chat.postMessage({ channel: 'CGENERAL', text: 'Frist' });
    await article(page, /Frist/).waitFor();
    await app.client.chat.update({ channel: 'CGENERAL', ts, text: 'First' });
    await article(page, /First/).getByText('(edited)').waitFor();
    await app.client.chat.delete({ channel: 'CGENERAL', ts });
    await article(page, /First/).waitFor({ state: 'detached' });
  });

  it('reads private answers in the conversation with the app', async () => {
    const { page, app } = await visit();
    await app.client.chat.postMessage({ channel: 'UANA', text: 'For you alone' });
    await page.getByRole('link', { name: /Helper.*1 unread/ }).click();
    await article(page, /For you alone/).waitFor();
    await page.getByText('This is between you and Helper only.').waitFor();
    await write(page, 'Thank you');
    await article(page, /Thank you/).waitFor();
  });

  it('tells a screen reader of a new message by its text', async () => {
    const { page, app } = await visit();
    const blocks = [{ type: 'divider' as const }];
    await app.client.chat.postMessage({ channel: 'CGENERAL', text: 'A *summary* for <@UANA>', blocks });
    await page
      .locator('[aria-live]')
      .getByText('Helper: A summary for @Ana Diaz')
      .waitFor({ state: 'attached' });
    expect(await article(page, 'Helper, 12:00 PM: A summary for @Ana Diaz').count()).toBe(1);
  });

  it('follows Slack’s own links within the page', async () => {
    const { page, app } = await visit();
    const text =
      '<slack://app?team=T0LOCAL&amp;id=A0APP&amp;tab=home|Open Home> or <slack://channel?team=T0LOCAL&amp;id=CRELEASES|releases>';
    await app.client.chat.postMessage({ channel: 'CGENERAL', text });
    await page.getByRole('link', { name: 'Open Home' }).click();
    await page.getByRole('region', { name: 'Home of Helper' }).getByText('Home of @Ana Diaz').waitFor();
    await page.goBack();
    await article(page, /Open Home/)
      .getByRole('link', { name: 'releases' })
      .click();
    await page.getByRole('heading', { name: 'releases', level: 2 }).waitFor();
  });

  it('offers the app’s shortcuts from anywhere', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Start a form/ }).click();
    await page.getByRole('dialog', { name: 'A form' }).waitFor();
  });

  it('offers the app’s shortcuts for a message', async () => {
    const { page, workspace } = await visit();
    await workspace.say('bo', 'general', 'What about *this*?');
    await article(page, /What about/).hover();
    await article(page, /What about/)
      .getByRole('button', { name: 'More actions' })
      .click();
    await page.getByRole('menuitem', { name: /Ask about it/ }).click();
    await page.getByRole('dialog', { name: 'Notice' }).getByText('About “What about this?”').waitFor();
  });
});
