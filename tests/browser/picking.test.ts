import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { landing } from '$text/en/landing';
import type { Page } from 'playwright-core';
import { Guest } from './harness/guest';
import { expect, test } from './harness/test';

const link = (page: Page, table: { name: string }) =>
  page.getByRole('link', { name: landing.list.table(table.name), exact: true });

test('a guest without a camera picks the table from the list, and joins by PIN', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  const { page } = guest;
  await page.goto(`${stack.url}/#/${stack.ready.branch}`);
  await link(page, table).waitFor();
  const list = page.getByRole('main').getByRole('listitem');
  expect(await list.count()).toBe(stack.ready.tables.length);

  await page.getByRole('searchbox', { name: landing.list.search }).fill(table.name.toLowerCase());
  await expect.poll(() => list.count()).toBeLessThan(stack.ready.tables.length);
  await link(page, table).click();
  await page.getByText(text.table(table.name), { exact: true }).waitFor();
  expect(new URL(page.url()).hash).toBe(`#${table.code}`);
  await guest.tryPin(pin);
  await guest.seated();

  // Back leads to the list, and forward to the seat.
  await page.goBack();
  await link(page, table).waitFor();
  await page.goForward();
  await guest.seated();
  await page.getByRole('banner').getByRole('button', { name: seat.people.you('Asha') }).waitFor();
  expect(await office.guestCount(table)).toBe(1);
});

test('from the list one can go on to type a code, or paste the whole link', async ({ stack, device }) => {
  const table = stack.freeTable();
  const { page } = await device('phone', 'phone');
  await page.goto(`${stack.url}/#/${stack.ready.branch}`);
  await page.getByRole('link', { name: landing.list.other }).click();
  const field = page.getByLabel(landing.code.label);
  await field.fill('?');
  await page.getByRole('button', { name: landing.code.submit }).click();
  await page.getByText(landing.code.missing).waitFor();
  const code = table.code.toLowerCase();
  await field.fill(`${code.slice(0, 4)} - ${code.slice(4)}`);
  await page.getByRole('button', { name: landing.code.submit }).click();
  await page.getByText(text.table(table.name), { exact: true }).waitFor();

  await page.goto(`${stack.url}/#/`);
  await field.fill(` ${stack.url}/#${table.code} `);
  await page.getByRole('button', { name: landing.code.submit }).click();
  await page.getByText(text.table(table.name), { exact: true }).waitFor();
});

test('a restaurant that shows no list says so kindly, and takes the code', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/tables', says: '403' }, { at: '/tables', says: '404' });
  const { page } = phone;
  await office.settle({ table_list: false });
  try {
    for (const branch of [stack.ready.branch, 'no-such-branch']) {
      await page.goto(`${stack.url}/#/${branch}`);
      await page.getByRole('alert').filter({ hasText: landing.code.unlisted }).waitFor();
    }
    await page.getByLabel(landing.code.label).fill(table.code);
    await page.getByRole('button', { name: landing.code.submit }).click();
    await page.getByText(text.table(table.name), { exact: true }).waitFor();
  } finally {
    await office.settle({ table_list: true });
  }
});

test('a new code for the table: who sits there stays, also after a reload, and others need the new one', async ({
  stack,
  office,
  device,
}) => {
  const old = stack.freeTable();
  const { pin, session } = await office.open(old);
  const guest = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  guest.device.expects({ at: `/tables/${old.code}`, says: '404' });
  await guest.sitDown(old, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  const renewed = await office.reissue(old);
  expect(renewed.code).not.toBe(old.code);
  await guest.page.reload();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.page.getByRole('banner').getByRole('button', { name: seat.people.you('Asha') }).waitFor();

  const friend = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  friend.device.expects({ at: `/tables/${old.code}`, says: '404' });
  await friend.page.goto(`${stack.url}/#${old.code}`);
  await friend.page.getByRole('alert').filter({ hasText: landing.code.unknown }).waitFor();
  await friend.sitDown(renewed, pin);
  await friend.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  expect(await office.guestCount(old)).toBe(2);

  // When the party has left, the old code leads nowhere for Asha either. Her phone may ask once more before it hears.
  guest.device.expects({ at: '/api/v1/session', says: '401' });
  await office.close(session.id);
  await guest.dialog().waitFor();
  await guest.page.reload();
  await guest.page.getByRole('alert').filter({ hasText: landing.code.unknown }).waitFor();
});
