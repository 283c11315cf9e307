import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page, Route } from 'playwright-core';
import type { Menu } from '$api/types';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { search } from '$text/en/search';
import type { Device } from './harness/device';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { Publisher } from './harness/publisher';
import type { Stack, Table } from './harness/stack';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

const pageOf = (stack: Stack, table?: Table, query = '') => `${stack.url}/m/${stack.ready.branch}${query}${table ? `#${table.code}` : ''}`;
/** How many rows its page has: what is popular stands in its category as well. */
const rowsOf = async (stack: Stack): Promise<number> => {
  const menu = (await (await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}/menu`)).json()) as Menu;
  return (menu.popular ?? []).length + menu.categories.reduce((sum, { items }) => sum + items.length, 0);
};
const attached = (page: Page) => page.waitForFunction(() => !document.getElementById('document') && !document.getElementById('app')?.hasAttribute('data-beside'));

/** The page as it comes, without anything that runs in it. */
async function bare(device: Device): Promise<void> {
  device.expects({ at: '', says: 'ERR_FAILED' });
  for (const script of ['guest', 'watch']) await device.page.route(`**/${script}.js`, (route) => route.abort());
}

/** Where all that is drawn of the menu stands, in whole CSS pixels; by rows. */
const boxes = (page: Page, root: string) =>
  page.locator(root).evaluate((root) => {
    // All of it, as it is once somebody has come near.
    for (const section of root.querySelectorAll<HTMLElement>('.menu section')) section.style.contentVisibility = 'visible';
    const named = [...root.querySelectorAll('.bar h1, .tools, .search, .search input, nav, nav li, h2, section > p, address')];
    const rows = [...root.querySelectorAll('.menu li')];
    // The name of a table may take a line more, which the page does not know.
    const top = root.querySelector('main')?.getBoundingClientRect().top ?? 0;
    const at = (one: Element | null) => {
      const { x = 0, y = 0, width = 0, height = 0 } = one?.getBoundingClientRect() ?? {};
      return one ? [x + scrollX, one.tagName === 'H1' ? y : y - top, width, height].map(Math.round).join(' ') : '';
    };
    return [
      ...named.map((one) => `${one.tagName} ${one.className.split(' ')[0]}: ${at(one)}`),
      ...rows.map((row) => {
        const parts = ['.mark', '.name', '.description', '.facts', '.facts b', 'img, .tile', '.more'];
        return `${row.querySelector('.name')?.textContent}: ${[at(row), ...parts.map((part) => at(row.querySelector(part)))].join(' | ')}`;
      }),
    ].map((line) => line.replace(/^(\w+) (?:s-\w{4}|d[a-z])(?=:)/, '$1'));
  });

/** The same text, in which each number may be another by so much: halves of pixels are rounded up or down. */
function sameBut(one: string, other: string, by: number): boolean {
  const number = /\d+/g;
  const [mine, theirs] = [one, other].map((text) => (text.match(number) ?? []).map(Number)) as [number[], number[]];
  return one.replace(number, '#') === other.replace(number, '#') && mine.every((value, at) => Math.abs(value - (theirs[at] ?? Number.NaN)) <= by);
}

test('the page and the app have the same geometry, at every width and in both directions', async ({ stack, device }) => {
  const [early, late] = [await device('early', 'desk', STILL), await device('late', 'desk', STILL)];
  await bare(early);
  const table = stack.freeTable();
  for (const [width, dir] of [[320, 'ltr'], [390, 'ltr'], [390, 'rtl'], [768, 'ltr'], [1280, 'ltr']] as const) {
    for (const { page } of [early, late]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto('about:blank');
      await page.goto(pageOf(stack, table));
    }
    await attached(late.page);
    for (const { page } of [early, late]) await page.evaluate((dir) => void (document.documentElement.dir = dir), dir);
    await late.page.getByRole('group', { name: search.chips.label }).waitFor();
    const [before, after] = [await boxes(early.page, '#document'), await boxes(late.page, '#app')];
    expect(before.length).toBeGreaterThan(150);
    const others = after.map((line, at) => [before[at] ?? '', line] as const).filter(([one, other]) => !sameBut(one, other, 1));
    expect(others.slice(0, 3), `${others.length} at ${width} ${dir}`).toEqual([]);
  }
});

test('while the app takes its place nothing moves, wherever somebody reads', async ({ stack, device }) => {
  const { page } = await device('phone', 'phone', STILL);
  let go: (() => void) | undefined;
  await page.route('**/guest.js', async (route: Route) => {
    await new Promise<void>((resolve) => (go = resolve));
    await route.continue();
  });
  await page.addInitScript(() => {
    interface Shift extends PerformanceEntry {
      value: number;
      sources: { node: Element | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
    }
    const moved: string[] = [];
    Object.assign(window, { moved });
    const told = ({ node, previousRect: from, currentRect: to }: Shift['sources'][number]) =>
      `${node?.nodeName} ${node?.textContent?.slice(0, 20)}: ${from.y} ${from.height} -> ${to.y} ${to.height}`;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as Shift[]) if (shift.value > 0.002) moved.push(`${Math.round(shift.startTime)} ${shift.value.toFixed(3)} ${shift.sources.map(told).join(' | ')}`);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(pageOf(stack, stack.freeTable()), { waitUntil: 'commit' });
  const middle = page.locator('#document .menu li').nth(80);
  // What lies between gets its height while it comes by.
  for (let turn = 0; turn < 4; turn += 1) {
    await middle.evaluate((row) => scrollBy(0, row.getBoundingClientRect().top - 300));
    await page.waitForTimeout(100);
  }
  const name = await middle.locator('.name').textContent();
  const stood = await middle.evaluate((row) => row.getBoundingClientRect().top);
  expect(stood).toBeCloseTo(300, -1);
  await expect.poll(() => go !== undefined).toBe(true);
  go?.();
  await attached(page);
  const now = page.locator('#app .menu li').nth(80);
  expect(await now.locator('.name').textContent()).toBe(name);
  expect(Math.abs((await now.evaluate((row) => row.getBoundingClientRect().top)) - stood)).toBeLessThan(2);
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
});

test('without a script the menu is read, in words that the app has too', async ({ stack, device }) => {
  const { page } = await device('reader', 'phone', { ...STILL, javaScriptEnabled: false });
  await page.goto(pageOf(stack));
  await page.getByRole('heading', { level: 2, name: 'Hot Drinks' }).waitFor();
  expect(await page.getByRole('heading', { level: 3 }).count()).toBe(await rowsOf(stack));
  // The way to order (`noscript`), and that what would do nothing is not shown (`scripting: none`), the browser does not
  // show in a context whose scripts are off by the debugger.
  const html = await (await fetch(pageOf(stack))).text();
  expect(html).toContain('<noscript><p>To order, tell our staff what you would like.</p></noscript>');

  const words = readFileSync(join(import.meta.dirname, '../../functions/serve-menu/src/page/words.rs'), 'utf8');
  const { menu } = text;
  const { now, until, menu: still } = search.paused;
  for (const word of [
    ...[menu.categories, menu.popular.name, menu.popular.description, menu.all, menu.search, menu.soldOut, menu.from, now, still],
    ...[menu.left(0), menu.prep(2), until('{when}'), search.terms.market, search.terms.from('{when}'), search.terms.until('{list}', '{when}')],
    ...[search.terms.otherwise('{said}', '{price}'), search.closed.now, search.closed.today('{time}'), search.closed.tomorrow('{time}')],
    ...Object.values(search.terms.per).map(search.terms.weighed),
    ...[...Object.values(common.allergen), ...Object.values(common.diet)],
  ]) {
    expect(words).toContain(word.replace('Only 0', 'Only {count}').replace('2 minutes', '{minutes} minutes'));
  }
});

test('the page passes for what it is before any script runs', async ({ stack, device }) => {
  const phone = await device('phone', 'phone', STILL);
  await bare(phone);
  await phone.page.goto(pageOf(stack));
  const look = new Inspection(phone.page, 44);
  await look.look('the page of a menu');
  expect(look.problems).toEqual([]);
});

test('a link with parameters leads to the table, and to an order', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone', STILL);
  const guest = new Guest(phone, stack.url, 'Asha');
  const asked: string[] = [];
  phone.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await phone.page.goto(pageOf(stack, table, '?utm_source=card&fbclid=1'));
  await attached(phone.page);
  // The menu came with the page: what is asked is only whether it still stands.
  expect(asked.filter((path) => path.endsWith('/menu'))).toEqual([`/api/v1/branches/${stack.ready.branch}/menu`]);
  expect(asked.filter((path) => path === `/api/v1/tables/${table.code}`).length).toBe(1);
  await guest.tryPin(pin);
  await guest.seated();
  await guest.add('Vada Pav');
  expect(await guest.orderNow(1)).toBeGreaterThan(0);
});

test('what copying and printing make of a link leads to the table too', async ({ stack, device }) => {
  const { page } = await device('phone', 'phone', STILL);
  const { branch } = stack.ready;
  const { code, name } = stack.freeTable();
  for (const path of [`/m/${branch.toUpperCase()}#${code}`, `/M/${branch}/#${code}`, `/m/${branch}%23${code.toLowerCase()}`, `/m/${branch}#${code}&utm_source=card`]) {
    await page.goto('about:blank');
    await page.goto(stack.url + path);
    await attached(page);
    await page.locator('#app header').getByText(name).first().waitFor();
  }
});

test('what is tapped and typed before the app is here is done once it is', async ({ stack, device }) => {
  const { page } = await device('phone', 'phone', STILL);
  let go: (() => void) | undefined;
  await page.route('**/assets/app-*.js', async (route: Route) => {
    await new Promise<void>((resolve) => (go = resolve));
    await route.continue();
  });
  await page.goto(pageOf(stack, stack.freeTable()), { waitUntil: 'commit' });
  await expect.poll(() => go !== undefined).toBe(true);
  // With both hands, as people tap on what does not answer at once.
  await page.locator('#document .more:visible').first().waitFor();
  await page.locator('#document').getByText('Vada Pav', { exact: true }).first().dblclick();
  await page.getByRole('searchbox').fill('pav');
  go?.();
  await page.getByRole('dialog', { name: 'Vada Pav' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(1);
  expect(await page.locator('#app input[type=search]').inputValue()).toBe('pav');
});

test('a preview asks the service for nothing, and its reader finds dishes and the tables', async ({ stack, device }) => {
  const { page } = await device('reader', 'phone', STILL);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(pageOf(stack));
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
  expect(await page.locator('.more:visible').count()).toBe(0);
  await page.getByRole('searchbox').fill('vada');
  await expect.poll(() => page.getByRole('heading', { level: 3 }).filter({ visible: true }).allTextContents()).toContain('Vada Pav');
  expect(await page.getByRole('heading', { level: 3 }).filter({ visible: true }).count()).toBeLessThan(10);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('navigation').getByRole('button', { name: 'Hot Drinks' }).click();
  await expect.poll(() => page.getByRole('heading', { level: 2, name: 'Hot Drinks' }).evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(300);
  await page.getByRole('link', { name: 'Order at your table' }).click();
  await page.waitForURL(`${stack.url}/#/${stack.ready.branch}`);
});

test('a code that comes later starts the app, and one that leads nowhere says so', async ({ stack, device }) => {
  const phone = await device('phone', 'phone', STILL);
  phone.expects({ at: '/api/v1/tables/', says: '404' });
  const { page } = phone;
  await page.goto(pageOf(stack));
  await page.evaluate((code) => void (location.hash = code), stack.freeTable().code);
  await attached(page);
  await page.getByRole('button', { name: text.bar.join }).waitFor();
  await page.goto('about:blank');
  await page.goto(`${pageOf(stack)}#ZZZZZZZZ`);
  await attached(page);
  await page.getByRole('textbox').first().waitFor();
});

test('when the app does not start the menu stays, below a sentence', async ({ stack, device }) => {
  const phone = await device('phone', 'phone', STILL);
  phone.expects({ at: '', says: '404' }, { at: '', says: 'dynamically imported module' });
  const { page } = phone;
  await page.route('**/assets/start-*.js', (route) => route.fulfill({ status: 404, body: 'Not Found' }));
  await page.goto(pageOf(stack, stack.freeTable()));
  await page.getByText('Ordering on this phone did not start.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  // One reload may still be under way.
  const rows = await rowsOf(stack);
  await expect.poll(() => page.locator('#document .menu li').count()).toBe(rows);
  await page.getByRole('heading', { level: 2, name: 'Hot Drinks' }).waitFor();
  // Nothing stands there that a tap would not do.
  await expect.poll(() => page.locator('#document .more:visible').count()).toBe(0);
});

test('a branch that there is not has a page that leads on', async ({ stack, device }) => {
  const phone = await device('phone', 'phone', STILL);
  phone.expects({ at: '/m/nowhere', says: '404' });
  await phone.page.goto(`${stack.url}/m/nowhere#K7Q4M2XH`);
  await phone.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await phone.page.getByRole('link', { name: 'To the menu' }).waitFor();
});

// The last one: it changes the menu of the others.
test('a menu of some 150 dishes with a photo each is a page of no more than 25 KB on its way', async ({ stack }) => {
  await Publisher.of(stack).photographAll();
  const html = async () => (await fetch(`${stack.url}/m/${stack.ready.branch}`)).text();
  await expect.poll(async () => (await html()).match(/\/photos\//g)?.length ?? 0).toBeGreaterThan(150);
  expect(await rowsOf(stack)).toBeGreaterThanOrEqual(145);
  expect(gzipSync(await html(), { level: 6 }).length).toBeLessThanOrEqual(25 * 1024);
});
