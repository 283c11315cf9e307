import { kitchen as text } from '$text/en/kitchen';
import { KitchenTablet } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('kitchen', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  const kitchen = new KitchenTablet(await device('kitchen', 'desk'), stack.url);
  const { page } = kitchen;
  const tap = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const table = evening.table('V8');

  await series(page, 'kitchen', [
    ['empty', () => kitchen.signIn(stack.staff('cook'))],
    ['before-shift', () => evening.begin().then(() => evening.age(page)).then(() => page.reload()).then(() => kitchen.live())],
    ['board', () => tap(text.shift.start)],
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
    [
      'accepted',
      async () => {
        await kitchen.closeSheet();
        const [order] = await office.kitchenOrders(table);
        await kitchen.act('accept', order?.number ?? 0, table);
      },
    ],
    [
      'undo',
      async () => {
        const [order] = await office.kitchenOrders(table);
        await kitchen.act('start', order?.number ?? 0, table);
      },
    ],
    [
      'done',
      async () => {
        const served = evening.table('C3');
        const [order] = await office.kitchenOrders(served);
        await kitchen.act('serve', order?.number ?? 0, served);
        await kitchen.ticket(order?.number ?? 0).waitFor({ state: 'hidden' });
        await page.setViewportSize({ width: 1280, height: 800 });
        await tap(text.done.title);
      },
    ],
  ]);
});
