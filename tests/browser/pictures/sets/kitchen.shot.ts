import { kitchen as text } from '$text/en/kitchen';
import { RemoteGuest } from '../../harness/remote-guest';
import { KitchenTablet } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('kitchen', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  const tablet = await device('kitchen', 'desk');
  const kitchen = new KitchenTablet(tablet, stack.url);
  const { page } = kitchen;
  const tap = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const orderAt = async (name: string) => {
    const [order] = await office.kitchenOrders(evening.table(name));
    if (!order) throw new Error(`nothing is open at ${name}`);
    return order;
  };
  const again = () => page.reload().then(() => kitchen.live());

  await series(page, 'kitchen', [
    ['empty', () => kitchen.signIn(stack.staff('cook'))],
    ['before-shift', () => evening.begin().then(() => evening.age(page)).then(again)],
    ['twelve', () => tap(text.shift.start).then(() => page.getByRole('button', { name: text.shift.understood }).click({ timeout: 3_000 }).catch(() => {}))],
    ['sixteen', () => evening.rush().then(again).then(() => tap(text.shift.start)).then(() => page.getByRole('button', { name: text.shift.understood }).click({ timeout: 3_000 }).catch(() => {}))],
    ['stations', () => tap(text.station.pick(text.station.all))],
    ['one-station', () => kitchen.dialog().getByRole('button', { name: 'Tandoor' }).click()],
    [
      'more',
      async () => {
        await tap(text.station.pick('Tandoor'));
        await kitchen.dialog().getByRole('button', { name: text.station.all }).click();
        await tap(text.more);
      },
    ],
    ['keys', () => page.getByRole('button', { name: text.keys.help }).click()],
    [
      'dishes',
      async () => {
        await kitchen.closeSheet();
        const order = await orderAt('V4');
        await kitchen.ticket(order.number).getByRole('button', { name: text.dishes(order.number, order.table) }).click();
      },
    ],
    [
      'pass-with-allergy',
      async () => {
        await kitchen.closeSheet();
        const guest = await RemoteGuest.join(stack, evening.table('C3'), evening.pinOf('C3'), 'Tara');
        await guest.add('masala-dosa', 2, ['dosa-crisp-extra']);
        await guest.add('masala-dosa', 1, ['dosa-crisp-extra'], 'no nuts', undefined, true);
        const order = await guest.order();
        await office.advance(order, 'accepted', 'preparing', 'ready');
        await kitchen.ticket(order.number, 'ready').waitFor();
      },
    ],
    [
      'dishes-of-the-pass',
      async () => {
        const number = Math.max(...(await office.kitchenOrders(evening.table('C3'))).map((order) => order.number));
        await kitchen.ticket(number).getByRole('button', { name: text.dishes(number, 'C3') }).click();
      },
    ],
    [
      'undo',
      async () => {
        await kitchen.closeSheet();
        const order = await orderAt('V8');
        await kitchen.act('accept', order.number, evening.table('V8'));
        await kitchen.act('start', order.number, evening.table('V8'));
      },
    ],
    [
      'allergy-cancelled-and-party-left',
      async () => {
        const guest = await RemoteGuest.join(stack, evening.table('H9'), evening.pinOf('H9'), 'Mira');
        await guest.add('masala-dosa', 2, ['dosa-crisp-extra'], 'Peanuts, severe', undefined, true);
        await guest.add('vada-pav', 1, [], 'Extra napkins');
        await office.advance(await guest.order(), 'accepted');
        const cancelled = await orderAt('H7');
        await office.cancel(cancelled, 'They ordered twice.');
        const fewer = await orderAt('H12');
        await office.voidPieces(fewer, fewer.lines[0]?.id ?? '', 1, 'One fell.');
        for (const name of ['V5', 'C6']) await office.close((await office.tableOf(evening.table(name)))?.session?.id ?? '');
        await kitchen.ticket((await orderAt('V5')).number).getByText(text.partyLeft.band).waitFor();
      },
    ],
    [
      'waiting-tap',
      async () => {
        tablet.expects({ at: '', says: 'ERR_INTERNET_DISCONNECTED' });
        await page.route('**/orders/**', (route) => route.abort('internetdisconnected'));
        const order = await orderAt('F5');
        await kitchen.act('ready', order.number, evening.table('F5'));
        const served = await orderAt('C3');
        await kitchen.act('serve', served.number, evening.table('C3'));
      },
    ],
    ['done', () => page.unroute('**/orders/**').then(() => page.setViewportSize({ width: 1280, height: 800 })).then(() => tap(text.done.title))],
    [
      'rejecting',
      async () => {
        await page.evaluate(() => localStorage.clear());
        const manager = stack.staff('manager');
        await kitchen.closeSheet();
        await page.context().clearCookies();
        await kitchen.signIn(manager);
        const order = await orderAt('H9');
        await page.getByRole('button', { name: text.reject.of(order.number, order.table) }).click();
      },
    ],
  ]);
});
