import { messages as text } from '$text/en/messages';
import { Away } from '../../harness/away';
import { CounterScreen } from '../../harness/counter';
import { test } from '../../harness/test';
import { series } from '../camera';

test('messages', async ({ stack, office, device }) => {
  const away = new Away(office);
  const rider = await away.idOf('rider');
  await office.settle({ message_order_confirmed: true, message_out_for_delivery: true });
  for (const name of ['Meera Krishnan', 'Omar']) {
    const [check] = await away.delivery(rider, name);
    await away.move(check, { status: 'preparing' });
    await away.move(check, { status: 'out_for_delivery' });
  }
  const counter = new CounterScreen(await device('counter', 'desk'), stack.url);
  const { page } = counter;
  await series(page, 'messages', [
    ['counter', () => counter.signIn(stack.staff('manager'))],
    [
      'list',
      async () => {
        await page.locator('[data-messages-open]').click();
        await page.getByRole('region', { name: text.group.hand }).waitFor();
      },
    ],
    [
      'done',
      async () => {
        await page.getByRole('button', { name: text.about('+919845012345', text.sent) }).first().click();
        await page.getByRole('region', { name: text.group.done }).waitFor();
      },
    ],
  ]);
});
