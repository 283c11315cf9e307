import { admin as adminText } from '$text/en/admin';
import { closing } from '$text/en/closing';
import { guest as text } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { Guest } from '../../harness/guest';
import { AdminScreen } from '../../harness/office-pages';
import { FloorScreen, KitchenTablet } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('outside of the opening hours', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  await evening.begin();
  const table = evening.table('H5');
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
  const today = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Kolkata' });
  await office.settle({ opening_hours: { week: [{ day: 'friday', opens: '18:00', closes: '02:00' }], closed_on: [today] } });

  await series(guest.page, 'hours-guest', [
    ['menu', () => guest.page.getByText(closing.now).first().scrollIntoViewIfNeeded()],
    ['cart', () => guest.openCart()],
  ]);
  const floor = new FloorScreen(await device('floor', 'desk'), stack.url);
  await series(floor.page, 'hours-floor', [
    ['banner', () => floor.signIn(stack.staff('waiter'))],
    ['sheet', () => floor.page.getByRole('button', { name: /^Sold out/ }).first().click()],
  ]);
  const kitchen = new KitchenTablet(await device('kitchen', 'tablet'), stack.url);
  await kitchen.signIn(stack.staff('cook'));
  await series(kitchen.page, 'hours-kitchen', [['sheet', () => kitchen.page.getByRole('button', { name: kitchenText.soldOut, exact: true }).click()]]);
  const admin = new AdminScreen(await device('admin', 'desk'), stack.url);
  await series(admin.page, 'hours-admin', [
    ['card', () => admin.signIn(stack.staff('manager')).then(() => admin.page.getByRole('region', { name: adminText.hours.title }).waitFor())],
  ]);
});
