import type { Locator, Page } from 'playwright-core';
import type { Day } from '$api/types';
import { counter as counterText } from '$text/en/counter';
import { till as text } from '$text/en/till';
import type { BackOffice } from './back-office';
import type { CounterScreen } from './counter';

/** A figure of the day that is shown; below its name may stand more. */
export const figureOf = (page: Page, name: string): Locator => page.locator('dl > div').filter({ hasText: new RegExp(`^${name}`) });

export async function openDay(counter: CounterScreen): Promise<void> {
  await counter.button(counterText.day).click();
  await counter.page.getByRole('heading', { name: text.cash.title }).waitFor();
}

/** Opens a sheet of the till and fills it in; what saves it. */
export async function entering(counter: CounterScreen, button: string, rupees: string, reason?: string): Promise<Locator> {
  await counter.button(button).click();
  const sheet = counter.dialog();
  await sheet.getByLabel(text.moves.amount).fill(rupees);
  if (reason) await sheet.getByRole('button', { name: reason }).click();
  return sheet.getByRole('button', { name: text.moves.save });
}

/** Carries over what is open, and counts the drawer; what closes the day. */
export async function counting(counter: CounterScreen, rupees: string): Promise<Locator> {
  await counter.button(text.close.button).click();
  const sheet = counter.dialog();
  const next = sheet.getByRole('button', { name: text.close.next, exact: true });
  await next.waitFor();
  for (const open of await sheet.getByRole('checkbox').all()) await open.check();
  await next.click();
  await sheet.getByLabel(text.close.count).fill(rupees);
  await next.click();
  return sheet.getByRole('button', { name: text.close.submit });
}

/** The cash of no bill that is entered, with minor units. */
export async function movesOf(office: BackOffice): Promise<[string, number][]> {
  const { noted } = await office.read<Day>('day');
  return noted.filter(({ kind }) => kind === 'cash_in' || kind === 'cash_out').map(({ kind, amount }) => [kind, amount.minor]);
}
