import type { Page } from 'playwright-core';

/** Acts as somebody else from now on. */
export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^You act as/ }).click();
  await page.getByRole('option', { name }).click();
  await page.getByRole('button', { name: `You act as ${name}. Act as somebody else` }).waitFor();
}
