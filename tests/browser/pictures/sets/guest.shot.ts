import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { landing } from '$text/en/landing';
import { search as finding } from '$text/en/search';
import { seat as seatText } from '$text/en/seat';
import { Guest, SEND } from '../../harness/guest';
import { RemoteGuest } from '../../harness/remote-guest';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

/** From left to right as guests have it, and turned round. */
test.for([
  ['guest', 'V6', undefined],
  ['guest-rtl', 'V7', 'rtl'],
] as const)('%s', async ([name, seat, dir], { stack, office, device }) => {
  const table = new Evening(stack, office).table(seat);
  const { pin, session } = await office.open(table);
  const guest = new Guest(await device('phone', 'desk'), stack.url, 'Meera');
  const { page } = guest;
  let number = 0;

  const withFriend = async () => {
    await page.getByRole('button', { name: common.dismiss }).waitFor({ state: 'hidden' });
    const friend = await RemoteGuest.join(stack, table, pin, 'Rohan');
    await friend.add('butter-chicken', 1, ['meat-portion-share', 'spice-mild']);
    await friend.add('garlic-naan', 2, ['naan-finish-butter'], 'extra crisp');
    await guest.add('Vada Pav');
    await guest.add('Kachumber Salad');
    await guest.cartButton.filter({ hasText: text.bar.items(5) }).waitFor();
  };
  const advance = async (step: string, ...statuses: string[]) => {
    const [order] = await office.kitchenOrders(table);
    if (order) await office.advance(order, ...statuses);
    await guest.step(number).getByText(step).waitFor();
  };

  await series(page, name, [
    ['code', () => page.goto(stack.url).then(() => page.getByLabel(landing.code.label).waitFor())],
    [
      'tables',
      () =>
        page
          .goto(`${stack.url}/#/${stack.ready.branch}`)
          .then(() => page.getByRole('link', { name: landing.list.table(table.name), exact: true }).waitFor()),
    ],
    ['menu', () => guest.scan(table)],
    [
      'marks',
      async () => {
        const first = page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('heading') }).first();
        await first.getByRole('button').first().click();
        await guest.dialog(finding.marks.title).waitFor();
      },
    ],
    ['all-categories', () => guest.closeSheet().then(() => guest.button(text.menu.all).click()).then(() => guest.dialog(finding.all.title).waitFor())],
    [
      'chips',
      async () => {
        await guest.closeSheet();
        const chips = page.getByRole('group', { name: finding.chips.label });
        for (const chip of ['veg', 'no_gluten'] as const) await chips.getByRole('button', { name: finding.chips.name[chip] }).click();
      },
    ],
    ['chips-scrolled', () => page.evaluate(() => scrollTo(0, 900))],
    ['search', () => guest.button(finding.chips.clear).first().click().then(() => page.getByRole('searchbox').fill('paneer'))],
    [
      'dish',
      async () => {
        await page.getByRole('searchbox').fill('');
        await guest.button(text.menu.chooseNamed('Paneer Tikka')).first().click();
        await guest.dialog().waitFor();
      },
    ],
    [
      'join',
      async () => {
        await guest.closeSheet();
        await guest.button(text.bar.join).click();
        await guest.dialog().waitFor();
      },
    ],
    ['seated-toast', () => guest.tryPin(pin).then(() => guest.seated())],
    ['menu-with-cart', withFriend],
    ['cart', () => guest.openCart()],
    [
      'confirmed',
      async () => {
        await guest.cart.getByRole('button', { name: SEND }).click();
        number = await guest.confirmed();
      },
    ],
    ['order-cooking', () => guest.followOrder().then(() => advance('Cooking', 'accepted', 'preparing'))],
    ['order-ready', () => advance('Ready', 'ready')],
    ['menu-with-order', () => guest.closeSheet()],
    ['closed', () => office.close(session.id).then(() => guest.dialog().getByText(seatText.ended.closedHeading).waitFor())],
  ], dir);
});
