import { guest as text } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { stock as words } from '$text/en/stock';
import { Guest } from '../../harness/guest';
import { MenuScreen } from '../../harness/office-pages';
import { FloorScreen, KitchenTablet } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('what is sold out, and a pause', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  await evening.begin();
  const floor = new FloorScreen(await device('floor', 'desk'), stack.url);
  const sheet = floor.dialog();
  const open = () => floor.page.getByRole('button', { name: /^Sold out/ }).first().click();

  const pause = async () => {
    await sheet.getByRole('button', { name: words.ordering.minutes(20) }).click();
    await sheet.getByLabel(words.ordering.word).last().fill('The kitchen closes for 20 minutes');
    await sheet.getByRole('button', { name: words.ordering.pause }).click();
    await sheet.getByRole('button', { name: words.ordering.resume }).waitFor();
  };

  await series(floor.page, 'stock-floor', [
    ['sheet', () => floor.signIn(stack.staff('waiter')).then(open).then(() => sheet.getByText('Vada Pav').first().waitFor())],
    ['choices', () => sheet.getByRole('searchbox').fill('vada').then(() => sheet.getByRole('button', { name: words.more('Vada Pav') }).first().click())],
    ['counted', () => sheet.getByRole('button', { name: words.countTo(5), exact: true }).click().then(() => sheet.getByRole('searchbox').fill(''))],
    ['pause', () => sheet.getByRole('button', { name: words.ordering.pause }).click()],
    ['paused', pause],
    ['banner', () => floor.closeSheet()],
  ]);

  const table = evening.table('H5');
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await series(guest.page, 'stock-guest', [
    ['menu', () => guest.sitDown(table, pin)],
    [
      'cart',
      async () => {
        await guest.add('Vada Pav');
        await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
        await guest.openCart();
      },
    ],
    ['dish', () => guest.closeSheet().then(() => guest.button('Vada Pav').first().click())],
  ]);

  const kitchen = new KitchenTablet(await device('kitchen', 'tablet'), stack.url);
  await series(kitchen.page, 'stock-kitchen', [
    ['board', () => kitchen.signIn(stack.staff('cook'))],
    ['sheet', () => kitchen.page.getByRole('button', { name: kitchenText.soldOut, exact: true }).click()],
    ['ticket', () => kitchen.closeSheet().then(() => kitchen.page.getByRole('button', { name: /^Dishes of order/ }).first().click())],
  ]);

  const menu = new MenuScreen(await device('desk', 'desk'), stack.url);
  await series(menu.page, 'stock-menu', [
    ['list', () => menu.signIn(stack.staff('manager'))],
    ['dish', () => menu.page.getByRole('button', { name: /Dal Shorba/ }).first().click()],
    ['admin', () => menu.page.goto(`${stack.url}/admin`).then(() => menu.page.getByText(words.ordering.title).waitFor())],
  ]);
});
