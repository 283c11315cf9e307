import type { Page, Response } from 'playwright-core';
import type { CardSheet } from '$api/types';
import { admin as adminText } from '$text/en/admin';
import { common } from '$text/en/common';
import { menuEditor as menuText } from '$text/en/menu-editor';
import { setUp as text } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { team as teamText } from '$text/en/team';
import { OWNER } from './harness/first-owner';
import { field, Hand } from './harness/hand';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { Stack } from './harness/stack';
import { test as base, expect } from './harness/test';

/** Touch targets, in CSS pixels. */
const TARGET = 48;

const test = base.extend('empty', async ({ afterwards }) => {
  const stack = await Stack.startEmpty();
  afterwards(() => stack.stop());
  return stack;
});

async function fillIn(page: Page, hand = new Hand()): Promise<void> {
  await hand.type(field(page, text.form.brand), 'The Lanes');
  await hand.type(field(page, text.form.branch), 'Lake Road');
  await hand.type(field(page, text.form.name), 'Vera');
  await hand.type(field(page, text.form.login), 'vera@lane.example');
  await hand.type(field(page, text.form.password), 'four plain words');
}

const submit = (page: Page) => page.getByRole('button', { name: text.form.submit });

test('the printed link makes the restaurant, and leads the owner on', async ({ empty, device }) => {
  const { page } = await device('owner', 'phone');
  const hand = new Hand();
  await page.goto(`${empty.url}/set-up#${empty.ready.set_up_code}`);
  await submit(page).waitFor();
  // Out of the address bar at once, and not asked for again.
  expect(page.url()).toBe(`${empty.url}/set-up`);
  expect(await field(page, text.form.code).count()).toBe(0);
  // The device says where it is.
  expect(await field(page, text.form.currency).inputValue()).toBe('INR');
  expect(await field(page, text.form.zone).inputValue()).toMatch(/^Asia\/(Kolkata|Calcutta)$/);
  expect(await field(page, text.form.closing).inputValue()).toBe('04:00');
  await fillIn(page, hand);
  await hand.tap(submit(page));
  await page.getByRole('heading', { name: staffText.signIn.welcome('Vera') }).waitFor();
  console.log(`set-up: ${hand.fields} fields and ${hand.taps} tap from the link to the restaurant`);
  expect(hand).toMatchObject({ fields: 5, taps: 1 });
  await page.getByRole('link', { name: staffText.page['/admin'] }).click();
  await page.getByText('Lake Road').first().waitFor();
  await page.getByRole('region', { name: adminText.steps.title }).waitFor();
});

test('what the device guesses of the place is put right before the restaurant is made', async ({ empty, device }) => {
  const { page } = await device('owner', 'phone');
  const hand = new Hand();
  await page.goto(`${empty.url}/set-up#${empty.ready.set_up_code}`);
  await submit(page).waitFor();
  await fillIn(page, hand);
  const { currency, zone, closing } = text.form;
  const chosen = () => Promise.all([currency, zone, closing].map((name) => field(page, name).inputValue()));
  expect(await chosen()).toEqual(['INR', expect.stringMatching(/^Asia\/(Kolkata|Calcutta)$/), '04:00']);
  // The last of them first: none takes another along.
  await hand.type(field(page, closing), '2 am');
  await field(page, closing).blur();
  await hand.choose(field(page, currency), 'EUR, Euro');
  await hand.choose(field(page, zone), 'America/New York');
  expect(await chosen()).toEqual(['EUR', 'America/New_York', '02:00']);
  await hand.tap(submit(page));
  await page.getByText(text.next).waitFor();
  expect(hand).toMatchObject({ fields: 6, taps: 5 });

  const isSheet = (answer: Response) => new URL(answer.url()).pathname.endsWith('/cards') && answer.ok();
  const [answer] = await Promise.all([page.waitForResponse(isSheet), page.getByRole('link', { name: text.goOn }).click()]);
  const { branch } = (await answer.json()) as CardSheet;
  expect(branch).toMatchObject({ name: 'Lake Road', currency: 'EUR', time_zone: 'America/New_York', closing_hour: 2 });
  // The settings show it too; what it is paid in stays.
  const settings = page.getByRole('form', { name: adminText.settings.title });
  await expect.poll(() => field(settings, zone).inputValue()).toBe('America/New_York');
  expect(await field(settings, closing).inputValue()).toBe('02:00');
  expect(await field(settings, currency).count()).toBe(0);
});

test('what is wrong stands at its field, and the code is asked for when it is not right', async ({ empty, device }) => {
  const phone = await device('owner', 'phone');
  phone.expects({ at: '/api/v1/set-up', says: '422' }, { at: '/api/v1/set-up', says: '403' });
  const { page } = phone;
  await page.goto(`${empty.url}/set-up#not-the-code`);
  await submit(page).click();
  await expect.poll(() => page.getByText(text.error.missing).count()).toBe(5);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('organization');
  await fillIn(page);
  await field(page, text.form.closing).fill('half past four');
  await field(page, text.form.password).fill('password123');
  // Told as soon as somebody goes on, and sent nowhere.
  await page.getByText(text.error.fields['branch.closing_hour']).waitFor();
  await submit(page).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  await field(page, text.form.closing).fill('4.00');
  await submit(page).click();
  await page.getByText(text.error.fields['account.password']).waitFor();
  await field(page, text.form.password).fill('four plain words');
  await submit(page).click();
  await page.getByText(text.error.code).first().waitFor();
  await field(page, text.form.code).fill(empty.ready.set_up_code ?? '');
  await submit(page).click();
  await page.getByRole('heading', { name: staffText.signIn.welcome('Vera') }).waitFor();
});

test('when the answer of the set-up is lost the page says what happened and leads on to signing in', async ({ empty, device }) => {
  const phone = await device('owner', 'phone', { reducedMotion: 'reduce' });
  phone.expects({ at: '/api/v1/set-up', says: 'ERR_' });
  const { page } = phone;
  await page.goto(`${empty.url}/set-up#${empty.ready.set_up_code}`);
  await submit(page).waitFor();
  await fillIn(page);
  const isSetUp = (url: URL) => url.pathname === '/api/v1/set-up';
  // It does not arrive: nothing was done, and another try may follow.
  await page.route(isSetUp, (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
  await submit(page).click();
  await page.getByRole('alert').getByText(common.error.network).waitFor();
  expect(await page.getByRole('link', { name: text.signIn, exact: true }).count()).toBe(0);
  await page.unroute(isSetUp);
  // It arrives, and nobody hears of it.
  let times = 0;
  await page.route(isSetUp, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    times += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await submit(page).click();
  const told = page.getByRole('alert').getByText(text.error.lost);
  await told.waitFor();
  expect(times).toBe(1);
  await page.unroute(isSetUp);
  // The cookie was lost with the answer.
  await page.context().clearCookies();
  // In sight of whoever pressed the button at the end of the form.
  await expect.poll(() => told.evaluate((own) => own.getBoundingClientRect().top >= 0 && own.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
  const look = new Inspection(page, TARGET);
  await look.look('no answer');
  expect(look.problems).toEqual([]);
  await page.getByRole('link', { name: text.signIn, exact: true }).click();
  await page.waitForURL(({ pathname }) => pathname === '/sign-in');
  const owner = new AdminScreen(phone, empty.url);
  await owner.signIn(OWNER);
  await page.getByRole('region', { name: adminText.steps.title }).waitFor();
});

test('a step is skipped and taken up again, and the steps are hidden and come back', async ({ empty, device }) => {
  const phone = await device('owner', 'phone', { reducedMotion: 'reduce' });
  const { page } = phone;
  const hand = new Hand();
  await page.goto(`${empty.url}/set-up#${empty.ready.set_up_code}`);
  await submit(page).waitFor();
  await fillIn(page, hand);
  await hand.tap(submit(page));
  await page.getByText(text.next).waitFor();
  await hand.tap(page.getByRole('link', { name: text.goOn }));
  const { steps } = adminText;
  const region = page.getByRole('region', { name: steps.title });
  const step = (name: keyof typeof steps.name) => region.getByRole('listitem').filter({ hasText: steps.name[name] });
  const turn = (word: string, name: keyof typeof steps.name) => region.getByRole('button', { name: `${word}: ${steps.name[name]}`, exact: true });
  const inspected = new Inspection(page, TARGET);

  await page.getByText(steps.lead(0, 8)).waitFor();
  await hand.tap(turn(steps.skip, 'hours'));
  await step('hours').getByText(steps.skipped, { exact: true }).waitFor();
  await page.getByText(steps.lead(0, 8, 1)).waitFor();
  await inspected.look('a step is skipped');
  await page.reload();
  await step('hours').getByText(steps.skipped, { exact: true }).waitFor();
  await hand.tap(turn(steps.takeUp, 'hours'));
  await step('hours').getByText(steps.hint.hours).waitFor();

  // Two taps of a hand that does not wait are one.
  await turn(steps.skip, 'looks').dblclick();
  await step('looks').getByText(steps.skipped, { exact: true }).waitFor();
  await turn(steps.skip, 'menu').click();
  await turn(steps.skip, 'cards').click();
  await page.getByText(steps.lead(0, 8, 3)).waitFor();
  for (const name of ['looks', 'menu', 'cards'] as const) {
    await turn(steps.takeUp, name).dblclick();
    await turn(steps.skip, name).waitFor();
  }
  await page.getByText(steps.lead(0, 8)).waitFor();

  // So are the stations: left, come back to, and done by the first of them, whatever is published.
  const stations = page.getByRole('region', { name: menuText.station.title });
  await hand.tap(step('stations').getByRole('link'));
  await page.waitForURL(({ pathname, hash }) => pathname === '/menu' && hash === '#stations');
  await expect.poll(() => stations.evaluate((own) => own.contains(document.activeElement))).toBe(true);
  await page.goBack();
  await hand.tap(turn(steps.skip, 'stations'));
  await step('stations').getByText(steps.skipped, { exact: true }).waitFor();
  await hand.tap(step('stations').getByRole('link'));
  await hand.tap(stations.getByRole('button', { name: menuText.station.add }));
  await hand.type(field(page.getByRole('dialog'), menuText.station.name), 'Kitchen');
  await hand.tap(page.getByRole('dialog').getByRole('button', { name: menuText.form.add, exact: true }));
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await hand.tap(page.getByRole('button', { name: staffText.account.open }));
  await hand.tap(page.getByRole('dialog').getByRole('link', { name: staffText.page['/admin'] }));
  await step('stations').getByText(steps.done, { exact: true }).waitFor();
  await page.getByText(steps.lead(1, 8)).waitFor();

  // Colleagues are a step that an open invitation does.
  await hand.tap(step('colleagues').getByRole('link'));
  await page.waitForURL(({ pathname }) => pathname === '/team');
  await hand.tap(page.getByRole('button', { name: teamText.invite.button }));
  const invite = page.getByRole('dialog');
  await hand.type(field(invite, teamText.invite.name), 'Omar');
  await hand.tap(invite.getByRole('button', { name: teamText.invite.submit }));
  await hand.tap(invite.getByRole('button', { name: teamText.link.done }));
  await page.getByText(teamText.open.withdraw).waitFor();
  await hand.tap(page.getByRole('button', { name: staffText.account.open }));
  await hand.tap(page.getByRole('dialog').getByRole('link', { name: staffText.page['/admin'] }));
  await step('colleagues').getByText(steps.done, { exact: true }).waitFor();
  await page.getByText(steps.lead(2, 8)).waitFor();
  expect(await turn(steps.skip, 'colleagues').count()).toBe(0);

  // Hidden, also after a reload; with keys the focus goes along.
  const show = page.getByRole('button', { name: steps.show });
  await region.getByRole('button', { name: steps.hide }).press('Enter');
  await expect.poll(() => show.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await region.count()).toBe(0);
  await inspected.look('hidden');
  await page.reload();
  await show.press('Enter');
  await region.waitFor();
  await expect.poll(() => region.evaluate((own) => own.contains(document.activeElement))).toBe(true);
  expect(await show.count()).toBe(0);
  expect(inspected.problems).toEqual([]);
});

test('an empty house leads to its set-up, from wherever somebody comes', async ({ empty, device }) => {
  const { page } = await device('owner', 'phone');
  for (const path of ['/', '/sign-in', '/floor', '/set-up']) {
    await page.goto(`${empty.url}${path}`);
    await page.waitForURL(`${empty.url}/set-up`);
    await submit(page).waitFor();
    // Without the link's code it is asked for.
    await field(page, text.form.code).waitFor();
  }
});

test('a restaurant that is set up leads to signing in', async ({ stack, device }) => {
  const { page } = await device('somebody', 'phone');
  await page.goto(`${stack.url}/set-up#any-code`);
  await page.waitForURL(({ pathname }) => pathname === '/sign-in');
  await page.goto(`${stack.url}/`);
  await page.getByRole('textbox').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
});

test('the set-up, in each of its states', async ({ empty, device }) => {
  const phone = await device('owner', 'phone', { reducedMotion: 'reduce' });
  phone.expects({ at: '/api/v1/set-up', says: '403' });
  const { page } = phone;
  const inspected = new Inspection(page, TARGET);
  await page.goto(`${empty.url}/set-up`);
  await submit(page).waitFor();
  await inspected.look('form');
  await submit(page).click();
  await inspected.look('fields missing');
  await fillIn(page);
  await field(page, text.form.code).fill('wrong');
  await submit(page).click();
  await page.getByText(text.error.code).first().waitFor();
  await inspected.look('wrong code');
  expect(inspected.problems).toEqual([]);
});
