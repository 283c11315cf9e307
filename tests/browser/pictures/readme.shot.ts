import { admin as adminText } from '$text/en/admin';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { owner as ownerText } from '$text/en/owner';
import { Guest } from '../harness/guest';
import { AdminScreen, OwnerScreen } from '../harness/office-pages';
import { RemoteGuest } from '../harness/remote-guest';
import { FloorScreen, KitchenTablet } from '../harness/staff';
import { test } from '../harness/test';
import { keep, shot } from './camera';
import { compose } from './compose';
import { Evening } from './evening';

/** Large enough for sharp letters once the picture is made smaller. */
const SHARP = { reducedMotion: 'reduce', deviceScaleFactor: 1.5 } as const;

test("the README's pictures", async ({ stack, office, browser, device }) => {
  const evening = new Evening(stack, office);
  await evening.begin();
  const table = evening.table('V6');
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', SHARP), stack.url, 'Meera');
  const { page } = guest;
  await guest.sitDown(table, pin);
  const friend = await RemoteGuest.join(stack, table, pin, 'Rohan');
  await friend.add('butter-chicken', 1, ['meat-portion-share', 'spice-mild']);
  await friend.add('garlic-naan', 2, ['naan-finish-butter'], 'extra crisp');
  await guest.add('Kachumber Salad');
  await guest.add('Rasmalai');
  await guest.cartButton.filter({ hasText: text.bar.items(5) }).waitFor();
  await page.getByRole('button', { name: common.dismiss }).waitFor({ state: 'hidden' });
  await page.getByRole('navigation').getByRole('button', { name: 'Soups' }).click();
  await page.waitForTimeout(300);
  await page.evaluate(() => scrollTo(0, 0));
  const menu = await shot(page);
  await guest.openCart();
  const cart = await shot(page);

  const kitchen = new KitchenTablet(await device('kitchen', 'tablet', SHARP), stack.url);
  await evening.age(kitchen.page);
  await kitchen.signIn(stack.staff('cook'));
  await kitchen.page.getByRole('button', { name: kitchenText.shift.start }).click();
  const floor = new FloorScreen(await device('floor', 'desk', SHARP), stack.url);
  await floor.page.setViewportSize({ width: 1100, height: 640 });
  await evening.age(floor.page);
  await floor.signIn(stack.staff('waiter'));
  const picture = await compose(browser, 770, [
    { picture: await shot(kitchen.page), look: 'tablet', at: [24, 24] },
    { picture: await shot(floor.page), look: 'desk', at: [96, 382] },
    { picture: menu, look: 'phone', at: [692, 24] },
    { picture: cart, look: 'phone', at: [984, 88] },
  ]);
  keep('salver.png', picture);

  // The owner's side of the same evening.
  const desk = await OwnerScreen.start(await device('owner', 'desk', SHARP), stack);
  await desk.page.setViewportSize({ width: 1180, height: 900 });
  await desk.page.getByRole('heading', { name: ownerText.chart.hours }).waitFor();
  const pocket = await OwnerScreen.start(await device('pocket', 'phone', { ...SHARP, colorScheme: 'dark' }), stack);
  await pocket.page.getByRole('heading', { name: ownerText.chart.hours }).waitFor();
  const admin = await AdminScreen.start(await device('admin', 'tablet', SHARP), stack);
  await admin.showCards();
  await admin.page.getByRole('button', { name: adminText.print.formats.a7.name }).click();
  await admin.page.locator('main').evaluate((sheets) => sheets.scrollIntoView());
  const owners = await compose(browser, 640, [
    { picture: await shot(admin.page), look: 'desk', at: [616, 24] },
    { picture: await shot(desk.page), look: 'tablet', at: [24, 72] },
    { picture: await shot(pocket.page), look: 'phone', at: [980, 40] },
  ]);
  keep('owner.png', owners);
});
