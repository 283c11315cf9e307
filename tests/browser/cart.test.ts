import type { Menu } from '$api/types';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import type { Device } from './harness/device';
import { Guest, SEND } from './harness/guest';
import { expect, test } from './harness/test';

test('what one guest takes out of the cart can be undone, is told to its owner, and can be put back', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await asha.add('Vada Pav');
  await bela.add('Jeera Rice');
  await bela.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  const cart = await bela.openCart();

  // Each person's dishes stand together, with what they come to.
  await cart.getByRole('region', { name: seat.cart.you }).getByText('Jeera Rice').waitFor();
  const hers = cart.getByRole('region', { name: 'Asha' });
  await hers.getByText('Vada Pav').waitFor();
  expect(await hers.getByText('₹95').count()).toBe(2);

  await cart.getByRole('button', { name: common.decrease('Vada Pav') }).click();
  await hers.waitFor({ state: 'detached' });
  await bela.page.getByRole('button', { name: seat.cart.undo }).click();
  await hers.getByText('Vada Pav').waitFor();

  await cart.getByRole('button', { name: common.decrease('Vada Pav') }).click();
  const told = asha.page.getByText(seat.cart.taken('Bela', 'Vada Pav'));
  await told.waitFor();
  await asha.page.getByRole('button', { name: seat.cart.putBack }).click();
  await asha.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await hers.getByText('Vada Pav').waitFor();

  // So are pieces of a dish, once for several taps.
  const more = cart.getByRole('button', { name: common.increase('Vada Pav') });
  for (let taps = 0; taps < 2; taps += 1) await more.click();
  await asha.cartButton.filter({ hasText: text.bar.items(4) }).waitFor();
  for (let taps = 0; taps < 2; taps += 1) await cart.getByRole('button', { name: common.decrease('Vada Pav') }).click();
  await asha.page.getByText(seat.cart.takenSome('Bela', 'Vada Pav', 3, 1)).waitFor();
  await asha.page.getByRole('button', { name: seat.cart.putBack }).last().click();
  await cart.getByRole('button', { name: seat.cart.place(4) }).waitFor();
  for (let taps = 0; taps < 2; taps += 1) await cart.getByRole('button', { name: common.decrease('Vada Pav') }).click();
  await asha.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();

  // Sending takes along what was removed a moment before, and tells nobody that a dish was taken.
  await cart.getByRole('button', { name: common.decrease('Jeera Rice') }).click();
  await cart.getByRole('button', { name: SEND }).click();
  await bela.confirmed();
  const [order] = await office.kitchenOrders(table);
  expect(order?.lines.map(({ name }) => name)).toEqual(['Vada Pav']);
  await asha.ordersButton.waitFor();
  expect(await told.count()).toBe(0);
});

test('a line of the cart is tapped to change its choices, note and number, and to say that it is about an allergy', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.choose('Dal Shorba', [await firstOption(office.read<Menu>('menu'), 'Dal Shorba')], 'mild');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  const cart = await guest.openCart();
  await cart.getByRole('button', { name: seat.cart.edit('Dal Shorba') }).click();
  const sheet = guest.dialog('Dal Shorba');
  expect(await sheet.getByLabel(seat.item.note).inputValue()).toBe('mild');
  await sheet.getByLabel(seat.item.note).fill('\u202eno nuts');
  await sheet.getByRole('switch', { name: seat.item.allergy }).check();
  await sheet.getByRole('button', { name: common.increase('Dal Shorba') }).click();
  await sheet.getByRole('button', { name: new RegExp(`^${seat.cart.save}`) }).click();
  await cart.getByText('no nuts').waitFor();
  await cart.getByText(seat.item.isAllergy, { exact: true }).waitFor();
  await cart.getByRole('button', { name: seat.cart.place(2) }).click();
  await guest.confirmed();
  const [order] = await office.kitchenOrders(table);
  expect(order?.lines.map(({ quantity, note, allergy }) => [quantity, note, allergy])).toEqual([[2, 'no nuts', true]]);
});

/** The menu as a phone gets it, with one dish changed; the server's own stays as it is. */
async function changedMenu({ page }: Device, change: (item: Menu['categories'][number]['items'][number]) => void, dish: string) {
  await page.route(/\/menu$/, async (route) => {
    const response = await route.fetch();
    const menu = (await response.json()) as Menu;
    for (const { items } of menu.categories) for (const item of items) if (item.name === dish) change(item);
    await route.fulfill({ response, json: menu });
  });
}

test('a new required choice is told as what it is, its line is marked, and it is mended in the cart', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const put = guest.page.waitForRequest(/\/cart\/lines\//);
  await guest.add('Vada Pav');
  const lineId = (await put).url().split('/').at(-1);
  await guest.add('Jeera Rice');
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  const bread = { id: 'bread', name: 'Bread', min: 1, max: 1, options: [{ id: 'bun', name: 'Bun', price: { minor: 0, currency: 'INR' } }] };
  await changedMenu(phone, (item) => item.option_groups.push(bread), 'Vada Pav');
  phone.expects({ at: '/orders', says: '409' });
  await guest.page.route(/\/orders$/, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 409,
          contentType: 'application/problem+json',
          json: { code: 'options_invalid', status: 409, item_id: 'vada-pav', line_id: lineId, group_id: 'bread', min: 1, max: 1 },
        })
      : route.continue(),
  );
  const cart = await guest.openCart();
  await cart.getByRole('button', { name: SEND }).click();
  const says = seat.cart.fault.few('Vada Pav', 'Bread', 1);
  // Above, and at the line.
  await expect.poll(() => cart.getByText(says).count()).toBe(2);
  const line = cart.getByRole('listitem').filter({ hasText: says });
  expect(await line.getByRole('heading').textContent()).toBe('Vada Pav');
  await line.getByRole('button', { name: seat.cart.edit('Vada Pav') }).click();
  const sheet = guest.dialog('Vada Pav');
  await sheet.getByRole('button', { name: new RegExp(`^${seat.cart.save}`) }).click();
  await sheet.getByText(seat.item.missing(1, 'Bread')).waitFor();
  expect(await sheet.getByLabel('Bun').isVisible()).toBe(true);
});

async function firstOption(menu: Promise<Menu>, dish: string): Promise<string> {
  const items = (await menu).categories.flatMap((category) => category.items);
  return items.find(({ name }) => name === dish)?.option_groups[0]?.options[0]?.name ?? '';
}
