import { rmSync } from 'node:fs';
import type { Page, Route } from 'playwright-core';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { common as inHindi } from '$text/hi/common';
import { guest as hindi } from '$text/hi/guest';
import { seat as hindiSeat } from '$text/hi/seat';
import { BackOffice } from './harness/back-office';
import type { Device } from './harness/device';
import { Guest } from './harness/guest';
import { copyOfSite, deploy } from './harness/release';
import { Stack, type Table } from './harness/stack';
import { expect, test as base } from './harness/test';

/** With a site of its own for each test: what a new release took away does not come back. */
const test = base.extend('house', async ({ afterwards }) => {
  const folder = copyOfSite();
  const stack = await Stack.start(folder);
  afterwards(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, stack, office: await BackOffice.signIn(stack) };
});

const STILL = { reducedMotion: 'reduce' } as const;
/** What a browser says of an asset that is gone, whatever the page does about it. */
const GONE = [
  { at: '/assets/', says: '404' },
  { at: '', says: 'dynamically imported module' },
  { at: '', says: 'Unable to preload CSS' },
  { at: '', says: 'Refused to apply style' },
];

const pageOf = (origin: string, stack: Stack, table?: Table) => `${origin}/m/${stack.ready.branch}${table ? `#${table.code}` : ''}`;
/** The release that runs, by the asset with which it began. */
const running = (page: Page) => page.locator('#app').getAttribute('data-running');
const of = (asset: string, version: string) => asset.replace(/(\.\w+)$/, `_${version}$1`);
const attached = (page: Page) => page.waitForFunction(() => !document.getElementById('document') && !document.getElementById('app')?.hasAttribute('data-beside'));

/** The app of that release has taken the place of the menu that came with the page. */
async function runs(page: Page, asset: string): Promise<void> {
  await page.locator(`#app[data-running="${asset}"]`).waitFor();
  await attached(page);
}

/** What was asked for and is not there any more. */
function missed(page: Page): string[] {
  const paths: string[] = [];
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (answer.status() === 404 && pathname.startsWith('/assets/')) paths.push(pathname);
  });
  return paths;
}

async function sitDown(device: Device, origin: string, { stack, office }: { stack: Stack; office: BackOffice }): Promise<Guest> {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(device, origin, 'Asha');
  await guest.page.goto(pageOf(origin, stack, table));
  await attached(guest.page);
  await guest.tryPin(pin);
  await guest.seated();
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  return guest;
}

test('an open page of a menu goes on when its release is gone, and loads itself anew where it needs what is not there', async ({ house, device }) => {
  const phone = await device('phone', 'phone', STILL);
  phone.expects(...GONE);
  const { page } = phone;
  // What keeps the page comes last of all that it loads by itself.
  const last = page.waitForResponse(/\/assets\/shell-/);
  const guest = await sitDown(phone, house.stack.url, house);
  await (await last).finished();
  const [first, gone] = [(await running(page)) ?? '', missed(page)];
  deploy(house.folder, 'second', 'go');

  const dish = guest.button(new RegExp(`^${text.menu.chooseNamed('Masala Dosa')}`)).first();
  await dish.click();
  await guest.dialog('Masala Dosa').waitFor();
  await guest.closeSheet();
  await guest.openCalls();
  await guest.closeSheet();
  expect(await guest.orderNow(1)).toBeGreaterThan(0);
  await guest.openOrders();
  await guest.closeSheet();
  expect([await running(page), gone]).toEqual([first, []]);

  // The texts of another language are not there any more; those of the new release are.
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await page.getByLabel(common.language).selectOption({ label: 'हिन्दी' });
  await runs(page, of(first, 'second'));
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  expect(gone.length).toBeGreaterThan(0);
  await page.getByLabel(common.language).selectOption({ label: 'हिन्दी' });
  await guest.button(hindi.menu.addNamed('Vada Pav')).or(guest.button(inHindi.increase('Vada Pav'))).first().waitFor();
  await guest.button(new RegExp(hindi.bar.cart)).click();
  await guest.dialog().getByRole('button', { name: hindiSeat.cart.place(1) }).click();
  await guest.dialog().getByRole('button', { name: hindiSeat.placing.follow }).waitFor();
});

test('what a page loads a moment after it was shown may be gone: it loads itself anew, once', async ({ house, device }) => {
  const { stack, office, folder } = house;
  const phone = await device('phone', 'phone', STILL);
  phone.expects(...GONE);
  const guest = new Guest(phone, stack.url, 'Asha');
  const { page } = guest;
  const gone = missed(page);
  const held: (() => void)[] = [];
  await page.route(/\/assets\/(seated|Field|later|terms|shell)-[\w-]+\.js$/, async (route: Route) => {
    if (!route.request().url().includes('_second')) await new Promise<void>((resolve) => held.push(resolve));
    await route.continue().catch(() => {});
  });
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  await page.goto(pageOf(stack.url, stack, table), { waitUntil: 'commit' });
  await expect.poll(() => held.length).toBeGreaterThan(0);
  const first = (await running(page)) ?? '';
  const starts: string[] = [];
  page.on('request', (request) => request.isNavigationRequest() && starts.push(request.url()));
  deploy(folder, 'second', 'go');
  // All that comes later as well.
  await page.unroute(/\/assets\/(seated|Field|later|terms|shell)-[\w-]+\.js$/);
  for (const go of held) go();
  await runs(page, of(first, 'second'));
  expect(gone.length).toBeGreaterThan(0);
  await guest.tryPin(pin);
  await guest.seated();
  await guest.add('Vada Pav');
  expect(await guest.orderNow(1)).toBeGreaterThan(0);
  expect(starts.length).toBe(1);
});

test('a page whose app is still on its way when its release is gone begins with the one that is there', async ({ house, device }) => {
  const { stack, office, folder } = house;
  const phone = await device('phone', 'phone', STILL);
  phone.expects(...GONE);
  const guest = new Guest(phone, stack.url, 'Asha');
  const { page } = guest;
  const gone = missed(page);
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  let go: (() => void) | undefined;
  await page.route(
    '**/assets/app-*.js',
    async (route: Route) => {
      await new Promise<void>((resolve) => (go = resolve));
      await route.continue();
    },
    { times: 1 },
  );
  await page.goto(pageOf(stack.url, stack, table), { waitUntil: 'commit' });
  await expect.poll(() => go !== undefined).toBe(true);
  const first = (await running(page)) ?? '';
  deploy(folder, 'second', 'go');
  go?.();
  await runs(page, of(first, 'second'));
  expect(gone.length).toBeGreaterThan(0);
  await guest.tryPin(pin);
  await guest.seated();
  await guest.add('Vada Pav');
  expect(await guest.orderNow(1)).toBeGreaterThan(0);
});

test('a menu that is read without a table learns of one after its release is gone', async ({ house, device }) => {
  const { stack, folder } = house;
  const phone = await device('phone', 'phone', STILL);
  phone.expects(...GONE);
  const { page } = phone;
  await page.goto(pageOf(stack.url, stack));
  await page.waitForLoadState('networkidle');
  const first = (await running(page)) ?? '';
  deploy(folder, 'second', 'go');
  await page.evaluate((code) => void (location.hash = code), stack.freeTable().code);
  await runs(page, of(first, 'second'));
  await page.getByRole('button', { name: text.bar.join }).waitFor();
});

test('a page that the browser has kept, and that has not changed, runs the release that is there', async ({ house, device }) => {
  const { stack, folder } = house;
  const { page } = await device('phone', 'phone', STILL);
  const table = stack.freeTable();
  await page.goto(pageOf(stack.url, stack, table));
  await attached(page);
  const first = (await running(page)) ?? '';
  const before = await fetch(pageOf(stack.url, stack));
  deploy(folder, 'second', 'go');
  const etag = before.headers.get('etag') ?? '';
  // The menu is the same, so its page is.
  expect((await fetch(pageOf(stack.url, stack), { headers: { 'if-none-match': etag } })).status).toBe(304);
  const gone = missed(page);
  // Out of the browser's own cache, and asked for again with what it has.
  for (const again of [() => page.goto('about:blank').then(() => page.goto(pageOf(stack.url, stack, table))), () => page.reload()]) {
    await again();
    await attached(page);
    await page.getByRole('button', { name: text.bar.join }).waitFor();
    expect(await running(page)).toBe(of(first, 'second'));
  }
  expect(gone).toEqual([]);
});

test('a page that is kept for a time without network needs nothing of the new release, and takes it with the next start', async ({ house, device }) => {
  const phone = await device('phone', 'phone', { ...STILL, serviceWorkers: 'allow' });
  phone.expects({ at: '', says: 'ERR_' });
  const guest = await sitDown(phone, house.stack.proxy.url, house);
  const { page } = guest;
  const first = (await running(page)) ?? '';
  await expect.poll(() => page.evaluate(async (entry) => (await caches.match(entry)) !== undefined && (await caches.match('/')) !== undefined, first)).toBe(true);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  deploy(house.folder, 'second', 'go');
  const gone = missed(page);

  // What it loads only now is kept too.
  await guest.button(new RegExp(`^${text.menu.chooseNamed('Masala Dosa')}`)).first().click();
  await guest.dialog('Masala Dosa').waitFor();
  await guest.closeSheet();
  await guest.openCalls();
  await guest.closeSheet();
  expect(await running(page)).toBe(first);

  // No phone's own switch: what a worker asks for goes past that.
  house.stack.proxy.stop();
  await page.reload();
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  expect(await running(page)).toBe(first);

  house.stack.proxy.forwardTo(house.stack.url);
  await page.reload();
  await runs(page, of(first, 'second'));
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  expect(await guest.orderNow(1)).toBeGreaterThan(0);
  expect(gone).toEqual([]);
});
