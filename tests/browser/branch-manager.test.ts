import type { Page } from 'playwright-core';
import type { Draft } from '$api/types';
import { guest as guestText } from '$text/en/guest';
import { menuEditor as words } from '$text/en/menu-editor';
import { menuFile } from '$text/en/menu-file';
import { ownMenu as text } from '$text/en/own-menu';
import { prices } from '$text/en/prices';
import { stock as stockText } from '$text/en/stock';
import { BackOffice } from './harness/back-office';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const [PRICED, HIDDEN, GONE] = ['Vada Pav', 'Samosa Chaat', 'Jeera Rice'];

const row = (page: Page, name: string) => page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) });
const dialog = (page: Page) => page.getByRole('dialog');

/** Everything by which the brand's menu is edited. */
const EDITING = [
  ...[words.actions.publish, words.actions.versions, words.actions.addItem, words.actions.addCategory],
  ...[words.group.add, words.station.add, prices.add, menuFile.open],
];

test('who manages one branch of several has its own view alone: its prices, dishes and stock, by keyboard, and nothing of the brand’s menu', async ({
  stack,
  office,
  device,
}) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  await owner.addBranch('Harbour', 'INR', 'Asia/Kolkata');
  const editor = new MenuScreen(await device('manager', 'phone', STILL), stack.url);
  const { page } = editor;
  const writes: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' && request.url().includes('/menu/')) writes.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  await page.goto(`${stack.url}/menu`);
  await editor.fillIn(stack.staff('manager'));
  const title = page.getByRole('heading', { level: 2 });
  await title.waitFor();
  const inspected = new Inspection(page, 48);
  await row(page, PRICED).waitFor();
  await inspected.look('the branch’s own view');

  // Whatever the address says, there is no way to the brand's menu.
  for (const view of ['', '#top', '#file', '#branch']) {
    await page.goto(`${stack.url}/menu${view}`);
    await row(page, PRICED).waitFor();
    for (const name of EDITING) expect(await page.getByRole('button', { name, exact: true }).count(), `${name} at ${view}`).toBe(0);
    expect(await page.getByRole('link', { name: text.back }).count()).toBe(0);
  }

  // A price of its own.
  await row(page, PRICED).focus();
  await page.keyboard.press('Enter');
  const price = dialog(page).getByLabel(text.sheet.price(PRICED, 'INR'));
  await price.focus();
  await page.keyboard.type('120');
  await inspected.look('a dish at the branch');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  await row(page, PRICED).getByText(text.price.own('₹120', '₹95')).waitFor();
  // A dish that is not offered here.
  await row(page, HIDDEN).focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('switch', { name: text.sheet.offered }).focus();
  await page.keyboard.press('Space');
  await dialog(page).getByRole('button', { name: text.sheet.save }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  await row(page, HIDDEN).getByText(text.hidden).waitFor();
  // What is sold out.
  await page.getByRole('button', { name: new RegExp(`^${stockText.title}`) }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('searchbox').fill(GONE);
  await dialog(page).getByRole('button', { name: stockText.markNamed(GONE) }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: stockText.backNamed(GONE) }).waitFor();
  await inspected.look('what is sold out');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  expect(inspected.problems).toEqual([]);

  // Guests of this branch see all three; nothing was written but what the branch says of its own.
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  await guest.page.getByText('₹120').first().waitFor();
  expect(await guest.page.getByText(HIDDEN).count()).toBe(0);
  const gone = guest.page.getByRole('listitem').filter({ hasText: GONE });
  await gone.getByText(guestText.menu.soldOut, { exact: true }).first().waitFor({ state: 'attached' });
  expect(new Set(writes.map((one) => one.replace(/branches\/[^/]+/u, 'branches/…')))).toEqual(new Set(['PATCH /api/v1/branches/…/menu/own']));
  expect((await office.read<Draft>('menu/draft')).version).toBe(0);
});
