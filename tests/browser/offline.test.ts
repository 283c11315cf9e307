import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { BackOffice } from './harness/back-office';
import type { Device } from './harness/device';
import { Guest, SEND } from './harness/guest';
import { Publisher } from './harness/publisher';
import { copyOfSite, deploy } from './harness/release';
import { Stack } from './harness/stack';
import { expect, test as base } from './harness/test';

/** With a copy of the site, so that a test can bring a new version of it. */
const test = base
  .extend('folder', { scope: 'file' }, ({}, { onCleanup }) => {
    const folder = copyOfSite();
    onCleanup(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  })
  .extend('house', { scope: 'file' }, async ({ folder }, { onCleanup }) => {
    const stack = await Stack.start(folder);
    onCleanup(() => stack.stop());
    return { stack, office: await BackOffice.signIn(stack) };
  });

const withWorker = { serviceWorkers: 'allow' } as const;
const NO_NETWORK = [
  { at: '', says: 'ERR_INTERNET_DISCONNECTED' },
  { at: '', says: 'ERR_FAILED' },
];

/** Waits for what a promise says; `waitForFunction` takes the promise itself for a yes. */
const comesTrue = <T>(page: Page, ask: (given: T) => Promise<boolean>, given: T) => expect.poll(() => page.evaluate(ask as never, given)).toBe(true);

/** The page has everything that it needs for a start without network. */
async function isKept(page: Page, path = '/'): Promise<void> {
  const ask = async (path: string) => {
    for (const name of await caches.keys()) {
      if (name.startsWith('shell ') && (await (await caches.open(name)).match(path))) return true;
    }
    return false;
  };
  await comesTrue(page, ask, path);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** What the worker and the caches of this device hold, by path. */
function keptPaths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    }
    return paths;
  });
}

const versionOf = (page: Page) => page.locator('html').getAttribute('data-version');
const lookForUpdate = (page: Page) =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));

/** A guest with two dishes in the cart, on a page that is kept. */
async function seatedGuest(house: { stack: Stack; office: BackOffice }, phone: Device): Promise<Guest> {
  const { stack, office } = house;
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  // The menu is kept when the worker sees it asked for.
  await isKept(guest.page);
  await guest.page.reload();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await comesTrue(guest.page, async () => (await (await caches.open('menus')).keys()).length > 0, null);
  return guest;
}

test('a reload without network shows the menu and the cart, and what is added then is sent later', async ({ house, device }) => {
  const phone = await device('phone', 'phone', withWorker);
  phone.expects(...NO_NETWORK);
  const guest = await seatedGuest(house, phone);

  await phone.context.setOffline(true);
  await guest.page.reload();
  await guest.page.getByRole('heading', { level: 2 }).first().waitFor();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await guest.page.getByText(common.link.lost).waitFor();

  // Added and reloaded again, still without network.
  await guest.button(common.increase('Vada Pav')).click();
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await guest.page.reload();
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();

  await phone.context.setOffline(false);
  await guest.page.getByText(common.link.lost).waitFor({ state: 'hidden' });
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  expect(await guest.orderNow(2)).toBeGreaterThan(0);
});

test('the page of a menu opens without network after one visit, and with one it is never an old one', async ({ house, device }) => {
  const { stack, office } = house;
  const phone = await device('phone', 'phone', withWorker);
  phone.expects(...NO_NETWORK);
  const { page } = phone;
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(phone, stack.url, 'Asha');
  const address = `/m/${stack.ready.branch}`;
  await page.goto(`${stack.url}${address}#${table.code}`);
  await guest.tryPin(pin);
  await guest.seated();
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await isKept(page);
  await comesTrue(page, async (path) => (await (await caches.open('menus')).match(path)) !== undefined, address);

  await phone.context.setOffline(true);
  await page.reload();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  expect(await page.locator('#document').count()).toBe(0);

  // Meanwhile the menu becomes another one.
  await Publisher.of(stack).raise('Vada Pav', 100);
  await phone.context.setOffline(false);
  const priced = async () => (await page.locator('.menu li').filter({ hasText: 'Vada Pav' }).first().locator('b').textContent()) ?? '';
  const before = await priced();
  await page.reload();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await expect.poll(priced).not.toBe(before);
});

test('the worker keeps pages and menus, and nothing that belongs to somebody', async ({ house, device }) => {
  const phone = await device('phone', 'phone', withWorker);
  const guest = await seatedGuest(house, phone);
  await guest.orderNow(1);
  await guest.openOrders();
  const api = (await keptPaths(guest.page)).filter((path) => path.startsWith('/api/'));
  expect(api.length).toBeGreaterThan(0);
  for (const path of api) expect(path).toMatch(/^\/api\/v1\/tables\/\w+\/menu$/);
});

test('a new version asks first, and the cart outlives it', async ({ house, folder, device }) => {
  const phone = await device('phone', 'phone', withWorker);
  const guest = await seatedGuest(house, phone);
  const before = await versionOf(guest.page);
  // A second tab, of the version before.
  const other = await phone.context.newPage();
  await other.goto(guest.page.url());
  await other.getByRole('heading', { level: 2 }).first().waitFor();
  await isKept(other);

  deploy(folder, 'second');
  await lookForUpdate(guest.page);
  const offer = guest.page.getByRole('status').filter({ hasText: common.version.ready });
  await offer.getByText(common.version.ready).waitFor();
  expect(await versionOf(guest.page)).toBe(before);
  await offer.getByRole('button', { name: common.version.load }).click();
  await guest.page.locator('html[data-version="second"]').waitFor();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  // The other tab was left alone, and what it may still load is there.
  expect(await versionOf(other)).toBe(before);
  const shells = () => guest.page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('shell ')).length);
  expect(await shells()).toBe(2);
  await other.close();
  await guest.page.reload();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await expect.poll(shells, { timeout: 30_000 }).toBe(1);
  await guest.openCart();
  await guest.cart.getByRole('button', { name: SEND }).waitFor();
});
