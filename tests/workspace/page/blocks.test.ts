import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { become } from './support/become.ts';
import { describeInBrowser } from './support/browser.ts';
import { HOSTILE } from './support/every-block.ts';

async function everyBlock(page: Page) {
  await page.getByRole('textbox', { name: /^Message/ }).fill('/tool blocks');
  await page.getByRole('textbox', { name: /^Message/ }).press('Enter');
  const message = page.getByRole('article', { name: /Every block/ });
  await message.waitFor();
  return message;
}

describeInBrowser('blocks', (visit) => {
  it('are drawn as Slack draws them', async () => {
    const { page } = await visit();
    const message = await everyBlock(page);
    await message.getByRole('heading', { name: /A header/ }).waitFor();
    const text = message.locator('.section-text').first();
    expect(await text.locator('strong, em, s, code, blockquote, pre').allInnerTexts()).toEqual([
      'bold',
      'italic',
      'gone',
      'code',
      'quoted',
      'let x = 1;',
    ]);
    expect(await text.locator('.mention').allInnerTexts()).toEqual(['@Bo Lindqvist', '#releases', '@sre']);
    expect(await message.locator('.section-field').allInnerTexts()).toEqual([
      'Owner\nPayments',
      'Tier\ntier-1',
    ]);
    expect(await message.locator('.block-rich-text li').allInnerTexts()).toEqual(['one', 'two']);
    expect(await message.getByRole('cell').allInnerTexts()).toEqual(['payments-api']);
    expect(await message.getByRole('columnheader').allInnerTexts()).toEqual(['Service']);
    await message.getByText('Marked down').waitFor();
  });

  it('tell dates by the workspace’s clock, in the zone of whoever acts', async () => {
    const { page } = await visit();
    await (await everyBlock(page)).getByText('Since 3 minutes ago, at Today 12:00 PM').waitFor();
    await become(page, 'Cy Okafor');
    await (await everyBlock(page)).getByText('at Today 8:00 AM').waitFor();
  });

  it('never turn text into HTML', async () => {
    const { page } = await visit();
    const message = await everyBlock(page);
    await message.getByText(HOSTILE).waitFor();
    expect(await message.locator('script, img').count()).toBe(0);
    expect(await page.evaluate(() => 'harmed' in globalThis)).toBe(false);
  });

  it('fold long text away unless they say expand', async () => {
    const { page } = await visit();
    const message = await everyBlock(page);
    const heightOf = (text: string) =>
      message.locator('.section-text', { hasText: text }).evaluate((element) => element.clientHeight);
    const folded = await heightOf('line');
    expect(folded).toBeLessThan(await heightOf('whole'));
    await message.getByRole('button', { name: 'Show more' }).click();
    expect(await heightOf('line')).toBeGreaterThan(folded * 2);
    await message.getByRole('button', { name: 'Show less' }).click();
    expect(await heightOf('line')).toBe(folded);
  });

  it('name other machines’ pictures instead of asking for them', async () => {
    const { page } = await visit();
    const message = await everyBlock(page);
    expect(await message.getByRole('link', { name: 'A heat map' }).getAttribute('href')).toBe(
      'https://elsewhere.test/map.png',
    );
    await message.getByText('This week').waitFor();
  });

  it('show the pictures that this workspace holds', async () => {
    const { page, app } = await visit({ workspace: { fileProcessing: 0 } });
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const file = Buffer.from(pixel, 'base64');
    await app.client.filesUploadV2({ channel_id: 'CGENERAL', file, filename: 'dot.png', title: 'A dot' });
    const image = page.getByRole('img', { name: /dot/ });
    await image.waitFor();
    expect(await image.evaluate((element) => Object(element).naturalWidth)).toBe(1);
  });

  it('that are not drawn here say what they are', async () => {
    const { page } = await visit();
    const message = await everyBlock(page);
    await message.locator('.fallback', { hasText: 'A film' }).getByText('video', { exact: true }).waitFor();
  });
});
