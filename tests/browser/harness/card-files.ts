import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { CardSheet } from '$api/types';
import type { FormatName, PaperName } from '$card/formats';
import { admin as text } from '$text/en/admin';
import type { BackOffice } from './back-office';
import type { AdminScreen } from './office-pages';
import { expect } from './test';

/** The page of the cards, of this format on this paper. */
export async function show(admin: AdminScreen, format: FormatName, paper: PaperName): Promise<void> {
  await admin.showCards();
  await pick(admin, text.print.formats[format].name);
  await pick(admin, text.print.papers[paper]);
}

/** Of several that exclude each other, also when it is chosen already. */
export async function pick({ page }: AdminScreen, name: string): Promise<void> {
  const button = page.getByRole('button', { name: new RegExp(`^${name}`) });
  await button.click();
  expect(await button.getAttribute('aria-pressed')).toBe('true');
}

/** The file that a button of the page makes. */
export async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** What the page makes cards of. */
export async function cardsOf({ stack, token }: BackOffice): Promise<CardSheet> {
  const response = await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}/cards`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as CardSheet;
}
