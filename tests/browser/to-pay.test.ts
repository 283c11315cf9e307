import type { Locator } from 'playwright-core';
import type { Cart } from '$api/types';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { Inspection } from './harness/inspection';
import { expect, test } from './harness/test';

const [VADA, SALAD] = ['Vada Pav', 'Kachumber Salad'];
const STILL = { reducedMotion: 'reduce' } as const;
const inr = (minor: number) => ({ minor, currency: 'INR' });
const gst = (rate_bp: number) => [{ name: 'CGST', rate_bp }, { name: 'SGST', rate_bp }];

/** GST on everything, and bills of whole rupees. */
const taxed = (prices_include_tax: boolean, rate_bp = 250) => ({
  prices_include_tax,
  classes: [{ class: 'standard', taxes: gst(rate_bp) }],
  round_to: inr(100),
});

/** A row below the dishes, as it is read: its name and its amount. */
const row = (sheet: Locator, name: string) => sheet.locator('dl > div').filter({ hasText: name });
const rows = async (sheet: Locator) =>
  (await sheet.locator('dl > div').allTextContents()).map((words) => words.replace(/\s+/g, ' ').trim());

/** The cart as the server answers to the next edit of this phone. */
async function answered(guest: Guest, edit: () => Promise<void>): Promise<Cart> {
  const isEdit = (url: string) => url.includes('/api/v1/cart/lines/');
  const answer = guest.page.waitForResponse((response) => isEdit(response.url()) && response.request().method() === 'PUT');
  await edit();
  return (await (await answer).json()) as Cart;
}

test('taxes that come on top stand below the dishes by name, and the button says what is to be paid', async ({ stack, office, device }) => {
  await office.tax(taxed(false));
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  const friend = new Guest(await device('friend', 'phone'), stack.url, 'Bela');
  await guest.sitDown(table, pin);
  await friend.sitDown(table, pin);
  const first = await answered(guest, () => guest.add(VADA));
  // 95.00 with 2.38 twice is 99.76.
  expect([first.total, first.taxes?.map(({ amount }) => amount.minor), first.round_off, first.to_pay]).toEqual([
    inr(9_500),
    [238, 238],
    inr(24),
    inr(10_000),
  ]);
  await guest.cartButton.filter({ hasText: '₹100' }).waitFor();

  // What a companion adds is taxed on both screens.
  const both = await answered(friend, () => friend.add(SALAD));
  expect([both.total, both.to_pay]).toEqual([inr(21_500), inr(22_600)]);
  for (const phone of [guest, friend]) await phone.cartButton.filter({ hasText: '₹226' }).waitFor();
  const cart = await guest.openCart();
  const below = [
    `${seat.cart.subtotal} ₹215.00`,
    'CGST 2.5% ₹5.38',
    'SGST 2.5% ₹5.38',
    `${seat.cart.rounding} ₹0.24`,
    `${seat.cart.toPay} ₹226.00`,
  ];
  await row(cart, seat.cart.toPay).getByText('₹226.00').waitFor();
  expect(await rows(cart)).toEqual(below);
  await cart.getByRole('button', { name: SEND }).filter({ hasText: '₹226' }).click();
  const number = await guest.confirmed();
  expect(await rows(guest.cart)).toEqual(below);
  await guest.followOrder();
  expect(await rows(guest.orderCard(number))).toEqual(below);
  await guest.orders.getByRole('button', { name: seat.orders.bill }).click();
  await guest.bill.locator('strong[aria-busy="false"]').getByText('₹226').waitFor();
  expect(await rows(guest.bill)).toEqual(below);
  const { check } = await office.party(session.id);
  expect([check.total, check.to_pay]).toEqual([both.total, both.to_pay]);
});

test('taxes within the prices are said with their amounts, and the sum is the menu’s', async ({ stack, office, device }) => {
  await office.tax(taxed(true));
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: '₹95' }).waitFor();
  const cart = await guest.openCart();
  const said = seat.cart.included('CGST 2.5% ₹2.26 + SGST 2.5% ₹2.26');
  await cart.getByText(said).waitFor();
  expect(await rows(cart)).toEqual([`${seat.cart.total} ₹95.00`]);
  await cart.getByRole('button', { name: SEND }).filter({ hasText: '₹95' }).click();
  await guest.confirmed();
  await guest.cart.getByText(said).waitFor();
});

test('taxes that have moved since are asked about before anything is sent', async ({ stack, office, device }) => {
  await office.tax(taxed(false));
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: '₹100' }).waitFor();
  guest.device.expects({ at: '/api/v1/orders', says: '409' });
  await guest.openCart();
  await office.tax(taxed(false, 900));
  await guest.cart.getByRole('button', { name: SEND }).click();
  await guest.cart.getByText(seat.placing.pricesChanged).waitFor();
  // 95.00 with 8.55 twice is 112.10.
  await guest.cart.getByText(seat.placing.pricesChangedText('₹112')).waitFor();
  await row(guest.cart, 'CGST 9%').getByText('₹8.55').waitFor();
  expect(await office.orderCount(table)).toBe(0);
  await guest.cart.getByRole('button', { name: SEND }).filter({ hasText: '₹112' }).click();
  await guest.confirmed();
  expect(await office.orderCount(table)).toBe(1);
});

test('no amount of tax is shown that the server has not said', async ({ stack, office, device }) => {
  await office.tax(taxed(false));
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add(VADA);
  await guest.cartButton.filter({ hasText: '₹100' }).waitFor();
  guest.device.expects({ at: '', says: 'ERR_INTERNET_DISCONNECTED' });
  await guest.page.context().setOffline(true);
  await guest.add(SALAD);
  await guest.cartButton.filter({ hasText: `₹215 ${seat.cart.plusTax}` }).waitFor();
  const cart = await guest.openCart();
  await row(cart, seat.cart.toPay).getByText('…').waitFor();
  expect((await rows(cart))[0]).toBe(`${seat.cart.subtotal} ₹215.00`);
  await guest.page.context().setOffline(false);
  await row(cart, seat.cart.toPay).getByText('₹226.00').waitFor();
  await guest.closeSheet();
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).filter({ hasText: '₹226' }).waitFor();
});

test('the sums can be read by everybody', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  const inspected = new Inspection(guest.page, 48);
  await guest.sitDown(table, pin);
  for (const [how, include] of [['on top', false], ['within', true]] as const) {
    await office.tax(taxed(include));
    await guest.add(VADA);
    await guest.add(SALAD);
    await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
    await guest.openCart();
    await inspected.look(`cart, ${how}`);
    await guest.cart.getByRole('button', { name: SEND }).click();
    await guest.confirmed();
    await inspected.look(`sent, ${how}`);
    await guest.followOrder();
    // Two orders are more than a screen, and nothing in them can be tapped.
    if (!include) await inspected.look(`orders, ${how}`);
    await guest.orders.getByRole('button', { name: seat.orders.bill }).click();
    await inspected.look(`bill, ${how}`);
    await guest.closeSheet();
  }
  expect(inspected.problems).toEqual([]);
});
