import type { CardSheet } from '$api/types';
import { address as text } from '$text/en/address';
import { admin as adminText } from '$text/en/admin';
import { setUp as setUpText } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { BackOffice } from './harness/back-office';
import { field } from './harness/hand';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { scan } from './harness/scan';
import { Stack } from './harness/stack';
import { expect, test } from './harness/test';

/** Touch targets, in CSS pixels. */
const TARGET = 48;
const NEW = 'https://order.lanes.example';
const STILL = { reducedMotion: 'reduce' } as const;

test('an address is confirmed with the house: wrong ones are told apart, the right one is on the cards', async ({ device }) => {
  const stack = await Stack.startEmpty();
  try {
    const { page } = await device('owner', 'phone', STILL);
    await page.goto(`${stack.url}/set-up#${stack.ready.set_up_code}`);
    const address = field(page, text.field.label);
    // The page says where it is, and what that means for phones.
    await page.getByText(text.reach.device).waitFor();
    expect(await address.inputValue()).toBe(stack.url);
    await field(page, setUpText.form.brand).fill('The Lanes');
    await field(page, setUpText.form.branch).fill('Lake Road');
    await field(page, setUpText.form.name).fill('Vera');
    await field(page, setUpText.form.login).fill('vera@lane.example');
    await field(page, setUpText.form.password).fill('four plain words');
    const submit = page.getByRole('button', { name: setUpText.form.submit });
    for (const [typed, said] of [
      ['', text.field.missing],
      ['javascript:alert(1)', text.field.wrong],
      ['order.lanes.example/admin', text.field.longer(NEW)],
      ['https://vera@order.lanes.example', text.field.person],
    ] as const) {
      await address.fill(typed);
      await submit.click();
      await page.getByText(said, { exact: true }).waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('site-address');
    }
    await address.fill('Order.Lanes.Example/');
    await page.getByText(text.elsewhere(stack.url)).waitFor();
    await submit.click();
    await page.getByRole('heading', { name: staffText.signIn.welcome('Vera') }).waitFor();
    await page.getByRole('link', { name: staffText.page['/admin'] }).click();
    const card = page.getByRole('region', { name: adminText.address.title });
    await card.getByText(NEW, { exact: true }).waitFor();
    await card.getByRole('button', { name: adminText.address.change }).waitFor();
    await page.getByText(adminText.steps.hint.cards(NEW)).waitFor();
  } finally {
    await stack.stop();
  }
});

test('a later change names the tables to print anew, prints only them, and every device knows it', async ({ stack, office, device }) => {
  const desk = await device('owner', 'desk', STILL);
  const admin = new AdminScreen(desk, stack.url);
  const { page } = admin;
  await admin.signIn(stack.staff('owner'));
  const { cards, site } = await office.read<CardSheet>('cards');
  const [first, second, third] = cards;
  if (!first || !second || !third) throw new Error('three tables');
  const names = (some: readonly { name: string }[]) => some.map(({ name }) => name).join(', ');

  // Two cards are printed, and lie on their tables.
  await admin.showCards();
  await page.getByText(adminText.print.choose).click();
  const all = page.getByRole('checkbox', { name: adminText.print.all, exact: true });
  await all.uncheck();
  for (const { name } of [first, second]) await page.getByRole('checkbox', { name, exact: true }).check();
  await page.getByRole('button', { name: adminText.print.button, exact: true }).click();
  await page.getByRole('button', { name: adminText.print.made.yes }).click();
  await page.getByText(adminText.stale.noted).waitFor();
  await page.getByRole('link', { name: adminText.print.back }).click();

  // The owner confirms another address than the one that the stack was started with.
  const region = page.getByRole('region', { name: adminText.address.title });
  await region.getByText(adminText.address.unconfirmed).waitFor();
  await region.getByRole('button', { name: adminText.address.confirm }).click();
  const sheet = admin.dialog();
  const look = new Inspection(page, TARGET);
  await look.look('the address');
  await field(sheet, text.field.label).fill('nowhere at all');
  await sheet.getByRole('button', { name: adminText.address.submitFirst }).click();
  await sheet.getByText(text.field.wrong).waitFor();
  await field(sheet, text.field.label).fill(NEW);
  await sheet.getByRole('button', { name: adminText.address.submitFirst }).click();
  await sheet.waitFor({ state: 'hidden' });
  await region.getByText(NEW, { exact: true }).waitFor();
  await page.getByText(adminText.stale.elsewhere(names([first, second]), site.origin)).waitFor();
  await look.look('tables to print anew');
  expect(look.problems).toEqual([]);

  // A manager on another device sees the same, and says that all others carry it already.
  const other = new AdminScreen(await device('manager', 'phone', STILL), stack.url);
  await other.signIn(stack.staff('manager'));
  await other.page.getByText(adminText.stale.title(2)).waitFor();
  const theirs = other.page.getByRole('region', { name: adminText.address.title });
  expect(await theirs.getByRole('button').count()).toBe(0);

  const back = await BackOffice.signIn(stack);
  const now = await back.read<CardSheet>('cards');
  await page.getByRole('button', { name: adminText.stale.print(cards.length) }).click();
  await page.getByRole('heading', { name: adminText.print.title }).waitFor();
  // A tent has its code twice, which the reader does not take.
  await page.getByRole('button', { name: adminText.print.formats.a7.name }).click();
  expect(await scan(page, await admin.card(first).screenshot())).toBe(now.cards[0]?.url);
  await all.waitFor();
  await page.getByText(adminText.print.outdated(names([first, second]), 2).trim()).waitFor();
  await page.getByRole('button', { name: adminText.print.chooseOutdated }).click();
  await page.getByRole('button', { name: adminText.print.button, exact: true }).click();
  await page.getByRole('button', { name: adminText.print.made.yes }).click();
  await page.getByText(adminText.stale.noted).waitFor();

  // What is left is what nobody knows of; it survives a reload, and ends with a tap.
  await other.page.reload();
  await other.page.getByText(adminText.stale.check(cards.length - 2)).waitFor();
  await other.page.getByRole('button', { name: adminText.stale.done }).click();
  await other.page.getByText(adminText.stale.noted).waitFor();
  await other.page.getByRole('button', { name: adminText.stale.done }).waitFor({ state: 'detached' });
  await other.page.reload();
  await other.live();
  expect(await other.page.getByRole('button', { name: adminText.stale.done }).count()).toBe(0);

  // A new code makes one card wrong again.
  await office.reissue(third);
  await other.page.reload();
  await other.page.getByText(adminText.stale.otherwise(third.name)).waitFor();
});

test('of two owners who change the address the second is told, and nothing of theirs is lost', async ({ stack, device }) => {
  const owner = await device('owner', 'desk', STILL);
  owner.expects({ at: '/site', says: '409' });
  const admin = new AdminScreen(owner, stack.url);
  const { page } = admin;
  await admin.signIn(stack.staff('owner'));
  const region = page.getByRole('region', { name: adminText.address.title });
  await region.getByRole('button').first().click();
  const sheet = admin.dialog();
  const typed = field(sheet, text.field.label);
  await typed.fill('https://mine.example');
  const other = await BackOffice.signIn(stack, 'owner');
  await other.found('https://theirs.example');
  const submit = sheet.getByRole('button', { name: new RegExp(`^(${adminText.address.submit}|${adminText.address.submitFirst})$`) });
  await submit.click();
  await sheet.getByText(adminText.address.conflict.text('https://theirs.example')).waitFor();
  expect(await typed.inputValue()).toBe('https://mine.example');
  await submit.click();
  await sheet.waitFor({ state: 'hidden' });
  await region.getByText('https://mine.example', { exact: true }).waitFor();
});
