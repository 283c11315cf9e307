import { counter as counterText } from '$text/en/counter';
import { dues as text } from '$text/en/dues';
import { Away } from '../../harness/away';
import { CounterScreen } from '../../harness/counter';
import { test } from '../../harness/test';
import { series } from '../camera';

test('dues', async ({ stack, office, device }) => {
  const away = new Away(office);
  const people = [
    ['Meera Krishnan', '98450 12345'],
    ['Omar', '98450 12346'],
    ['Venkatanarasimharajuvaripeta Srinivasan', '98450 12347'],
    ['आशा राव', '98450 12348'],
  ] as const;
  for (const [name, phone] of people) await away.owe(name, phone, 'rasmalai');
  const { account } = await away.owe('Meera Krishnan', '98450 12345');
  await away.settle(account, 5_000);
  await away.owe('Meera Krishnan', '98450 12345');
  const counter = new CounterScreen(await device('counter', 'desk'), stack.url);
  const { page } = counter;
  await series(page, 'dues', [
    ['counter', () => counter.signIn(stack.staff('manager'))],
    [
      'list',
      async () => {
        await counter.button(counterText.dues).click();
        await page.locator('[data-dues]').first().waitFor();
      },
    ],
    [
      'account',
      async () => {
        await page.locator('[data-dues]').filter({ hasText: 'Meera' }).click();
        await page.getByRole('region', { name: text.ledger }).getByText(/^Bill /).first().waitFor();
      },
    ],
    [
      'settle',
      async () => {
        await counter.button(text.settle).click();
        await counter.dialog().getByLabel(text.paying.tendered('INR')).fill('2000');
      },
    ],
    [
      'wrong',
      async () => {
        await counter.dialog().getByLabel(text.paying.amount('INR')).fill('99999');
        await counter.dialog().getByRole('button', { name: text.paying.submitEmpty }).click();
      },
    ],
    [
      'reminder',
      async () => {
        await counter.closeSheet();
        await counter.button(text.remind).click();
      },
    ],
    [
      'limit',
      async () => {
        await counter.closeSheet();
        await counter.button(text.setLimit).click();
      },
    ],
  ]);
});
