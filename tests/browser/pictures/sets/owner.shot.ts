import { owner as text } from '$text/en/owner';
import { taxed } from '../../harness/billing';
import { OFF, paid } from '../../harness/money';
import { OwnerScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('owner', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  await evening.begin();
  await taxed(office);
  for (const method of ['cash', 'card', 'upi', 'card'] as const) await paid(office, method, 2_000);
  for (const method of ['cash', 'upi'] as const) await paid(office, method, 0, OFF);
  const table = evening.table('H9');
  const [order] = await office.kitchenOrders(table);
  const number = order?.number ?? 0;
  const owner = new OwnerScreen(await device('owner', 'desk'), stack.url);
  const { page } = owner;
  const money = page.getByRole('region', { name: text.money.title, exact: true });
  const days = page.getByRole('heading', { name: /last 14 days/ });
  await series(page, 'owner', [
    ['today', () => owner.signIn(stack.staff('owner')).then(() => page.getByRole('heading', { name: text.chart.hours }).waitFor())],
    ['money', () => money.waitFor(), money],
    ['fortnight', () => money.getByRole('button', { name: text.money.span.fortnight, exact: true }).click(), money],
    ['back', () => money.getByText(text.money.takenOff).waitFor(), money.getByText(text.money.takenOff)],
    ['charts', () => days.waitFor(), days],
    ['numbers', () => page.getByRole('button', { name: text.chart.showTableOf(text.chart.hours) }).click()],
    ['order', () => page.getByRole('button', { name: /^Show all/ }).click().then(() => owner.show(number, table))],
    ['reject', () => page.getByRole('dialog').getByRole('button', { name: text.order.to.rejected }).click()],
  ]);
});
