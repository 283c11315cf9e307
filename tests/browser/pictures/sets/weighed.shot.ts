import { orderEntry } from '$text/en/order-entry';
import { CounterScreen } from '../../harness/counter';
import { test } from '../../harness/test';
import { series } from '../camera';

test('what is sold by weight', async ({ stack, office, device }) => {
  const price = { minor: 120_000, currency: 'INR' };
  await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { priced: 'per_kg', price } }]);
  const counter = await CounterScreen.start(await device('counter', 'desk'), stack);
  const field = () => counter.dialog().getByLabel(orderEntry.dish.weight.label(false));
  await series(counter.page, 'weighed', [
    ['tile', () => counter.openPickup('Omar').then(() => counter.search.fill('vada'))],
    ['pad', () => counter.tile('Vada Pav').click()],
    ['reckoned', () => field().fill('450')],
    ['wrong', () => field().fill('0.45')],
    [
      'ticket',
      async () => {
        await field().fill('450');
        await counter.dialog().getByRole('button', { name: /^Add/ }).click();
        await counter.openTicket(1);
      },
    ],
  ]);
});
