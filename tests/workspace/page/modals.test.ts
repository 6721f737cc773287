import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/browser.ts';

async function open(page: Page, kind = '') {
  await page.getByRole('textbox', { name: /^Message/ }).fill(`/tool form ${kind}`);
  await page.getByRole('textbox', { name: /^Message/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'A form' });
  await dialog.waitFor();
  return dialog;
}

/** Chooses in a list of several, which stays open until Escape. */
async function choose(page: Page, label: string, ...options: string[]): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  for (const option of options) await page.getByRole('option', { name: option }).click();
  await page.keyboard.press('Escape');
}

/** `block action` of the field that has the focus. */
const focused = async (page: Page) =>
  (await page.locator(':focus').getAttribute('id'))?.split('--').slice(1).join(' ');
const said = (page: Page, text: string) => page.getByRole('article', { name: text }).waitFor();

describeInBrowser('a modal', (visit) => {
  it('sends what was filled in', async () => {
    const { page } = await visit({ goTo: 'UANA/DUANA' });
    const dialog = await open(page);
    expect(await focused(page)).toBe('name it');
    await page.keyboard.type('payments');
    await choose(page, 'Fruit', 'Apple', 'Banana');
    await page.getByRole('button', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Bo Lindqvist' }).click();
    await dialog.getByRole('radio', { name: 'Weekly' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: /Helper/ }).click();
    const saved = await page.getByRole('article', { name: /Saved/ }).locator('.message-text').innerText();
    expect(JSON.parse(saved.replace('Saved ', ''))).toMatchObject({
      name: { it: { value: 'payments' } },
      mail: { it: { value: null } },
      fruit: { it: { selected_options: [{ value: 'Apple' }, { value: 'Banana' }] } },
      who: { it: { selected_user: 'UBO' } },
      often: { it: { selected_option: { value: 'Weekly' } } },
    });
  });

  it('says at each field what is missing before the app hears of it', async () => {
    const { page, workspace } = await visit();
    const dialog = await open(page);
    await page.keyboard.type('ab');
    await dialog.getByLabel('E-mail').fill('nobody');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Please enter at least 3 characters.').waitFor();
    await dialog.getByText('Please enter a valid email address.').waitFor();
    await dialog.getByText('Please complete this required field.').waitFor();
    expect(await focused(page)).toBe('name it');
    expect(await dialog.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
    const described = (await dialog.getByLabel('Name').getAttribute('aria-describedby'))?.split(' ') ?? [];
    expect(described).toHaveLength(2);
    expect(workspace.deliveries.filter(({ type }) => type === 'view_submission')).toEqual([]);
  });

  it('keeps what was typed when the app finds it wrong', async () => {
    const { page } = await visit();
    const dialog = await open(page);
    await page.keyboard.type('taken');
    await choose(page, 'Fruit', 'Cherry');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('This name is taken.').waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('taken');
    await dialog.getByLabel('Name').fill('free');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('keeps what was typed when the app draws it anew', async () => {
    const { page } = await visit();
    const dialog = await open(page);
    await page.keyboard.type('payments');
    await dialog.getByRole('button', { name: 'grow' }).click();
    const grown = page.getByRole('dialog', { name: 'Grown form' });
    await grown.waitFor();
    expect(await grown.getByLabel('Name').inputValue()).toBe('payments');
  });

  it('may lie on another, to which Back and Escape return', async () => {
    const { page } = await visit();
    const dialog = await open(page);
    await page.keyboard.type('payments');
    const second = page.getByRole('dialog', { name: 'Second page' });
    await dialog.getByRole('button', { name: 'push' }).click();
    await second.getByText('Deeper').waitFor();
    await second.locator('footer').getByRole('button', { name: 'Back' }).click();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('payments');
    await dialog.getByRole('button', { name: 'push' }).click();
    await second.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'push' }).click();
    await second.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('tells the app that it was closed, and gives the focus back', async () => {
    const { page } = await visit({ goTo: 'UANA/DUANA' });
    await open(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').getAttribute('id')).toBe('composer');
    await page.getByRole('link', { name: /Helper/ }).click();
    await said(page, 'Closed the form');
  });

  it('keeps Tab inside it', async () => {
    const { page } = await visit();
    await open(page);
    for (let presses = 0; presses < 25; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus:not(dialog *)').count()).toBe(0);
    }
  });

  it('cannot be sent twice', async () => {
    const { page, workspace } = await visit();
    const dialog = await open(page);
    await page.keyboard.type('payments');
    await choose(page, 'Fruit', 'Apple');
    await dialog.locator('form').evaluate((element) => {
      Object(element).requestSubmit();
      Object(element).requestSubmit();
    });
    await dialog.waitFor({ state: 'hidden' });
    expect(workspace.deliveries.filter(({ type }) => type === 'view_submission')).toHaveLength(1);
  });

  it('lets no more be chosen than it allows', async () => {
    const { page } = await visit();
    await open(page);
    await page.getByRole('button', { name: 'Fruit' }).click();
    await page.getByRole('option', { name: 'Apple' }).click();
    await page.getByRole('option', { name: 'Banana' }).click();
    const third = page.getByRole('option', { name: 'Cherry' });
    expect(await third.getAttribute('aria-disabled')).toBe('true');
    await third.click({ force: true });
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(2);
  });
});
