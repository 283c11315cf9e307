import { owner as text } from '$text/en/owner';
import { OwnerScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('owner', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  await evening.begin();
  const table = evening.table('H9');
  const [order] = await office.kitchenOrders(table);
  const number = order?.number ?? 0;
  const owner = new OwnerScreen(await device('owner', 'desk'), stack.url);
  const { page } = owner;
  await series(page, 'owner', [
    ['today', () => owner.signIn(stack.staff('owner')).then(() => page.getByRole('heading', { name: text.chart.hours }).waitFor())],
    ['charts', () => page.getByRole('heading', { name: text.chart.days }).scrollIntoViewIfNeeded()],
    ['numbers', () => page.getByRole('button', { name: text.chart.showTableOf(text.chart.hours) }).click()],
    ['order', () => owner.show(number, table)],
    ['reject', () => page.getByRole('dialog').getByRole('button', { name: text.order.to.rejected }).click()],
  ]);
});
