import { dayPrice } from '$text/en/day-price';
import { guest as text } from '$text/en/guest';
import { prices } from '$text/en/prices';
import { Guest } from '../../harness/guest';
import { MenuScreen } from '../../harness/office-pages';
import { FloorScreen } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';

const daily = (opens: string, closes: string) =>
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => ({ day, opens, closes }));
/** A full hour so many hours from now, on the branch's clock. */
const hour = (hours: number) =>
  `${new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('en-GB', { timeZone: 'Asia/Kolkata', hour: '2-digit' })}:00`;

test('prices and times', async ({ stack, office, device }) => {
  await office.publish([
    { do: 'add_price_list', id: 'happy', name: 'Happy hour', channels: ['dine_in'], times: daily(hour(-1), hour(3)), percent: { basis_points: -2000, round_to: 500, categories: ['street-food'] } },
    { do: 'add_price_list', id: 'out', name: 'Delivery', channels: ['delivery', 'pickup'], percent: { basis_points: 1000, round_to: 100 } },
    { do: 'edit_item', id: 'vada-pav', set: { priced: 'market' } },
    { do: 'edit_item', id: 'samosa-chaat', set: { times: daily(hour(3), hour(6)) } },
  ]);
  const editor = new MenuScreen(await device('menu', 'desk'), stack.url);
  const { page } = editor;
  const region = page.getByRole('region', { name: prices.title });
  await series(page, 'prices-menu', [
    ['lists', () => editor.signIn(stack.staff('manager')).then(() => region.scrollIntoViewIfNeeded())],
    ['list', () => region.getByRole('button', { name: /^Happy hour/u }).click()],
    ['own', () => editor.dialog().getByText(prices.prices.title).scrollIntoViewIfNeeded()],
  ]);

  const floor = new FloorScreen(await device('floor', 'phone'), stack.url);
  const sheet = floor.dialog();
  await series(floor.page, 'prices-floor', [
    ['sheet', () => floor.signIn(stack.staff('waiter')).then(() => floor.page.getByRole('button', { name: /^Sold out/u }).first().click()).then(() => sheet.getByRole('searchbox').fill('vada'))],
    ['price', () => sheet.getByRole('button', { name: dayPrice.named('Vada Pav') }).first().click()],
  ]);

  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  const street = () => guest.page.locator('#category-street-food').scrollIntoViewIfNeeded();
  await series(guest.page, 'prices-guest', [
    ['menu', () => guest.sitDown(table, pin).then(street)],
    ['dish', () => guest.page.locator('#category-street-food').getByRole('button', { name: 'Samosa Chaat', exact: true }).click()],
  ]);
  await guest.closeSheet();
  await guest.page.getByRole('button', { name: new RegExp(`^${text.menu.add} `, 'u') }).first().waitFor();
});
