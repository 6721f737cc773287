import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { AdjustableClock } from '../../../src/workspace/clock.ts';
import { describeInBrowser } from './support/browser.ts';

async function ask(page: Page, command: string, answer: RegExp): Promise<Locator> {
  await page.getByRole('textbox', { name: /^Message/ }).fill(command);
  await page.getByRole('textbox', { name: /^Message/ }).press('Enter');
  const message = page.getByRole('article', { name: answer });
  await message.waitFor();
  return message;
}

const controls = (page: Page) => ask(page, '/tool controls', /Every control/);
/** What the app says that it was sent. */
const told = (page: Page, text: string) => page.getByRole('article', { name: `You used ${text}` }).waitFor();

describeInBrowser('a button', (visit) => {
  it('tells the app, which changes the message in its place', async () => {
    const { page } = await visit();
    const message = await ask(page, '/tool card', /A card/);
    await message.getByRole('button', { name: 'Count' }).click();
    const counted = page.getByRole('article', { name: /Counted to 1/ });
    await counted.getByRole('button', { name: 'Count' }).click();
    await page.getByRole('article', { name: /Counted to 2/ }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
  });

  it('asks before it does what cannot be undone', async () => {
    const { page, workspace } = await visit();
    const message = await controls(page);
    const button = message.getByRole('button', { name: 'Delete' });
    await button.click();
    const question = page.getByRole('alertdialog', { name: 'Really?' });
    expect(await question.locator('.modal-body').innerHTML()).toContain('<strong>');
    await question.getByRole('button', { name: 'Leave it' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(workspace.deliveries.filter(({ type }) => type === 'block_actions')).toEqual([]);
    expect(await button.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await button.click();
    await question.getByRole('button', { name: 'Do it' }).click();
    await told(page, 'button: gone');
  });

  it('with a URL opens it, and still tells the app', async () => {
    const { page } = await visit();
    await page.context().route('https://acme.test/**', (route) => route.fulfill({ body: 'a page' }));
    const message = await controls(page);
    const opened = page.context().waitForEvent('page');
    await message.getByRole('link', { name: 'Open page' }).click();
    expect((await opened).url()).toContain('https://acme.test/page');
    await told(page, 'button:');
  });

  it('says below it that the app did not answer', async () => {
    const { page, workspace } = await visit();
    const message = await ask(page, '/tool card', /A card/);
    await message.getByRole('button', { name: 'Say nothing' }).click();
    await message.locator('[aria-busy]').waitFor();
    (workspace.slack.clock as AdjustableClock).advance(3_000);
    await message.getByRole('alert').waitFor();
    expect(await message.locator('[aria-busy]').count()).toBe(0);
  });
});

describeInBrowser('a list', (visit) => {
  it('offers static options, chosen by arrow keys', async () => {
    const { page } = await visit();
    const message = await controls(page);
    await message.getByRole('button', { name: 'Choose a fruit' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('listbox', { name: 'Choose a fruit' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await told(page, 'static_select: Banana');
    const trigger = message.getByRole('button', { name: 'Banana' });
    expect(await trigger.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  });

  it('offers what the app finds while one types', async () => {
    const { page } = await visit();
    const message = await controls(page);
    await message.getByRole('button', { name: 'Find a fruit' }).click();
    const search = page.getByRole('combobox', { name: 'Find a fruit' });
    await page.getByText('Type at least 1 character').waitFor();
    await search.pressSequentially('ap');
    await page.getByRole('option', { name: 'Apricot' }).waitFor();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['Apple', 'Apricot']);
    await search.press('ArrowDown');
    await search.press('Enter');
    await told(page, 'external_select: Apricot');
    await message.getByRole('button', { name: 'Find a fruit' }).waitFor({ state: 'detached' });
    await message.getByRole('button', { name: 'Apricot' }).waitFor();
  });

  it('says so when the app finds nothing', async () => {
    const { page } = await visit();
    await (await controls(page)).getByRole('button', { name: 'Find a fruit' }).click();
    await page.getByRole('combobox', { name: 'Find a fruit' }).pressSequentially('zzz');
    await page.getByText('No results').waitFor();
  });

  it('offers people, and several channels at once', async () => {
    const { page } = await visit();
    const message = await controls(page);
    await message.getByRole('button', { name: 'Choose somebody' }).click();
    await page.getByRole('option', { name: /Bo Lindqvist/ }).click();
    await told(page, 'users_select: UBO');
    await message.getByRole('button', { name: 'Choose channels' }).click();
    await page.getByRole('option', { name: /general/ }).click();
    await page.getByRole('option', { name: /releases/ }).click();
    await told(page, 'multi_channels_select: CGENERAL, CRELEASES');
    await page.keyboard.press('Escape');
    await message.getByRole('button', { name: 'Remove general' }).click();
    await told(page, 'multi_channels_select: CRELEASES');
  });

  it('behind ⋯ is closed by Escape, which gives the focus back', async () => {
    const { page } = await visit();
    const menu = (await controls(page)).getByRole('button', { name: 'More actions' }).first();
    await menu.click();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await menu.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await menu.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await told(page, 'overflow: Second');
  });

  it('is closed by a press elsewhere, and by another press on its button', async () => {
    const { page } = await visit();
    const trigger = (await controls(page)).getByRole('button', { name: 'Choose a fruit' });
    const list = page.getByRole('listbox', { name: 'Choose a fruit' });
    await trigger.click();
    await list.waitFor();
    await trigger.click();
    await list.waitFor({ state: 'detached' });
    await trigger.click();
    await list.waitFor();
    await page.getByRole('heading', { name: 'general', level: 2 }).click();
    await list.waitFor({ state: 'detached' });
  });
});

describeInBrowser('a choice', (visit) => {
  it('of a day, a radio button or checkboxes tells the app', async () => {
    const { page } = await visit();
    const message = await controls(page);
    await message.getByLabel('Choose a day').fill('2026-04-01');
    await told(page, 'datepicker: 2026-04-01');
    await message.getByRole('radio', { name: 'Weekly' }).check();
    await told(page, 'radio_buttons: Weekly');
    await message.getByRole('checkbox', { name: 'There' }).check();
    await message.getByRole('checkbox', { name: 'Here', exact: true }).check();
    await told(page, 'checkboxes: Here, There');
    expect(await message.getByRole('checkbox', { name: 'There' }).isChecked()).toBe(true);
  });
});
