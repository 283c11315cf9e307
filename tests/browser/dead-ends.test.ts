import type { Page } from 'playwright-core';
import { guest as text } from '$text/en/guest';
import { landing } from '$text/en/landing';
import { staff } from '$text/en/staff';
import { WORDS } from '../../static-site/build/plain';
import { Guest } from './harness/guest';
import { expect, test } from './harness/test';

const html = { contentType: 'text/html', body: '<!doctype html><title>Hotel Wi-Fi</title><h1>Log in</h1>' };
const MIME = { at: '', says: 'MIME type' };

/** The sentence, and how many dishes stand below it with a price. */
async function plainPage(page: Page): Promise<{ way: string | null; dishes: number }> {
  await page.getByRole('heading', { name: WORDS.guest.title, level: 1 }).waitFor();
  const rows = page.getByRole('listitem').filter({ hasText: /INR\s\d+\.\d\d/ });
  await rows.first().waitFor();
  return { way: await page.locator('strong').first().textContent(), dishes: await rows.count() };
}

test('scripts that come as HTML leave a sentence, the menu as text and the way to order', async ({ stack, device }) => {
  const phone = await device('phone', 'phone');
  phone.expects(MIME);
  await phone.page.route('**/assets/*.js', (route) => route.fulfill(html));
  await phone.page.goto(`${stack.url}/#${stack.freeTable().code}`);
  const shown = await plainPage(phone.page);
  expect(shown.way).toBe(WORDS.guest.way);
  expect(shown.dishes).toBeGreaterThan(10);

  // Logged in to the Wi-Fi: the button is enough.
  await phone.page.unroute('**/assets/*.js');
  await phone.page.getByRole('button', { name: WORDS.again }).click();
  await phone.page.getByRole('heading', { level: 2 }).first().waitFor();
  await phone.page.getByRole('button', { name: text.bar.join }).waitFor();
});

test('an engine that does not understand the script gets the same', async ({ stack, device }) => {
  const phone = await device('phone', 'phone');
  phone.expects({ at: '', says: 'SyntaxError' });
  // As an engine sees it that does not know a word of today's language.
  const future = { contentType: 'text/javascript', body: 'let a = 1 |> b;' };
  await phone.page.route('**/assets/index-*.js', (route) => route.fulfill(future));
  await phone.page.goto(`${stack.url}/#${stack.freeTable().code}`);
  expect((await plainPage(phone.page)).way).toBe(WORDS.guest.way);
});

test('what the small first script brings may be broken as well', async ({ stack, device }) => {
  const phone = await device('phone', 'phone');
  phone.expects(MIME, { at: '', says: 'dynamically imported module' });
  await phone.page.route('**/assets/start-*.js', (route) => route.fulfill(html));
  await phone.page.goto(`${stack.url}/#${stack.freeTable().code}`);
  expect((await plainPage(phone.page)).way).toBe(WORDS.guest.way);
});

test('the staff are told of another device', async ({ stack, device }) => {
  const tablet = await device('tablet', 'tablet');
  tablet.expects({ at: '', says: '404' });
  await tablet.page.route('**/assets/kitchen-*.js', (route) => route.fulfill({ status: 404, body: 'Not Found' }));
  await tablet.page.goto(`${stack.url}/kitchen`);
  await tablet.page.getByText(WORDS.staff.way).waitFor();
});

test('an asset that is missing once, as during a deployment, is fetched again by itself', async ({ stack, device }) => {
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/assets/', says: '404' });
  let asked = 0;
  await phone.page.route('**/assets/index-*.js', (route) => {
    asked += 1;
    return asked === 1 ? route.fulfill({ status: 404, body: 'Not Found' }) : route.continue();
  });
  await phone.page.goto(`${stack.url}/#${stack.freeTable().code}`);
  await phone.page.getByRole('button', { name: text.bar.join }).waitFor();
  expect(asked).toBeGreaterThan(1);
});

test('a piece that is missing later is fetched again with the page, once', async ({ stack, device }) => {
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/assets/', says: '404' }, { at: '', says: 'dynamically imported module' });
  let documents = 0;
  phone.page.on('request', (request) => {
    if (request.isNavigationRequest()) documents += 1;
  });
  await phone.page.route('**/assets/seated-*.js', (route) => route.fulfill({ status: 404, body: 'Not Found' }));
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  await expect.poll(() => documents).toBe(2);
  // It is still missing: the menu stays, and the page is not loaded for ever.
  await guest.button(text.bar.join).waitFor();
  await guest.button(text.bar.join).click();
  await phone.page.getByRole('heading', { level: 2 }).first().waitFor();
  expect(documents).toBe(2);
});

test('what people make of a link leads to the table', async ({ stack, device }) => {
  const { code, name } = stack.freeTable();
  const half = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
  const phone = await device('phone', 'phone');
  for (const path of [`/${code}`, `/${half}`, `/%23${code}`, `//#${code}`, `/#%23${code}`, `/#${half}`, `/#%20${code}`]) {
    await phone.page.goto('about:blank');
    await phone.page.goto(`${stack.url}${path}`);
    await phone.page.getByText(text.table(name), { exact: true }).waitFor();
  }
});

test('a pasted address is understood, and the field shows as what', async ({ stack, device }) => {
  const { code, name } = stack.freeTable();
  const { page } = await device('phone', 'phone');
  await page.goto(stack.url);
  const field = page.getByLabel(landing.code.label);
  await field.fill(`Our table: ${stack.url}/#${code.toLowerCase()}`);
  await field.blur();
  expect(await field.inputValue()).toBe(code);
  await page.getByRole('button', { name: landing.code.submit }).click();
  await page.getByText(text.table(name), { exact: true }).waitFor();
});

test('an unknown code stands in the field, to be compared with the card', async ({ stack, device }) => {
  const phone = await device('phone', 'phone');
  phone.expects({ at: '/api/v1/tables/', says: '404' });
  await phone.page.goto(`${stack.url}/#zzzz-zzzz`);
  await phone.page.getByRole('alert').filter({ hasText: landing.code.unknown }).waitFor();
  expect(await phone.page.getByLabel(landing.code.label).inputValue()).toBe('ZZZZZZZZ');
});

test.for(['light', 'dark'] as const)('an address that leads nowhere names the way on (%s)', async (colorScheme, { stack, device }) => {
  const phone = await device('phone', 'phone', { colorScheme });
  phone.expects({ at: '/kitchn', says: '404' });
  const { page } = phone;
  const answer = await page.goto(`${stack.url}/kitchn`);
  expect(answer?.status()).toBe(404);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe(colorScheme === 'dark' ? 'rgb(22, 19, 15)' : 'rgb(251, 248, 243)');
  await page.getByRole('link', { name: 'sign in' }).waitFor();
  await page.getByRole('link', { name: 'To the menu' }).click();
  await page.getByLabel(landing.code.label).waitFor();
});

test('a staff page by a name in capitals, or with a slash behind it, is that page', async ({ stack, device }) => {
  const { page } = await device('desk', 'desk');
  await page.goto(`${stack.url}/Sign-In/`);
  await page.getByRole('heading', { name: staff.signIn.title }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});
