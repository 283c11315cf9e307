import type { Locator, Page } from 'playwright-core';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { expect, test } from './harness/test';

/** There is no such language yet: the page is turned round as one would turn it. */
const turn = (page: Page) => page.evaluate(() => void (document.documentElement.dir = 'rtl'));

test('the guest page from right to left: it fits 320 px, and everything can be read and tapped', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone', { reducedMotion: 'reduce' });
  const guest = new Guest(phone, stack.url, 'آشا');
  const page = new Inspection(guest.page, 48);
  await guest.scan(table);
  await turn(guest.page);
  await page.look('menu');
  await guest.page.getByRole('searchbox').fill('vada');
  const add = guest.button(new RegExp(`^${text.menu.addNamed('Vada Pav')}`)).first();
  const name = guest.page.getByRole('heading', { name: 'Vada Pav' }).first();
  // The results are drawn anew while the words are typed: a box that is gone is not measured.
  const left = async (one: Locator) => (await one.boundingBox())?.x ?? Number.NaN;
  await expect.poll(async () => (await left(name)) - (await left(add))).toBeGreaterThan(0);
  await guest.button(text.menu.clear).first().click();
  await guest.button(text.menu.chooseNamed('Paneer Tikka')).first().click();
  await guest.dialog().waitFor();
  await page.look('dish');
  await guest.closeSheet();
  await guest.tryPin(pin);
  await guest.seated();
  await guest.page.getByRole('searchbox').fill('vada');
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  await page.look('seated');
  await guest.openCart();
  await page.look('cart');
  await guest.closeSheet();
  const number = await guest.orderNow(1);
  await guest.openOrders();
  await guest.step(number).waitFor();
  await page.look('orders');
  await guest.orders.getByRole('button', { name: seat.orders.bill }).click();
  await guest.bill.waitFor();
  await page.look('bill');
  await guest.closeSheet();
  await guest.openCalls();
  await guest.call('waiter');
  await guest.callRow('waiter').getByText(seat.calls.state['sent'] ?? '').waitFor();
  await page.look('calls');
  expect(await guest.page.evaluate(() => document.documentElement.dir)).toBe('rtl');
  expect(page.problems).toEqual([]);
}, 300_000);
