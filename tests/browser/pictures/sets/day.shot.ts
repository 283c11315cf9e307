import { counter as counterText } from '$text/en/counter';
import { till as text } from '$text/en/till';
import { CounterScreen } from '../../harness/counter';
import { paid, pickup } from '../../harness/money';
import { test } from '../../harness/test';
import { series } from '../camera';

test('day', async ({ stack, office, device }) => {
  const counter = new CounterScreen(await device('counter', 'desk'), stack.url);
  const { page } = counter;
  const dialog = () => counter.dialog();
  const arrive = async () => {
    for (const [method, tip] of [['cash', 500], ['cash', 0], ['card', 2_000], ['upi', 0]] as const) await paid(office, method, tip);
    await pickup(office);
    await pickup(office);
    await counter.signIn(stack.staff('cashier'));
    await counter.button(counterText.day).click();
    await page.getByRole('heading', { name: text.cash.title }).waitFor();
  };
  const enter = async (button: string, amount: string, reason?: string) => {
    await counter.button(button).click();
    await dialog().getByLabel(text.moves.amount).fill(amount);
    if (reason) await dialog().getByRole('textbox', { name: text.moves.reason }).fill(reason);
    await dialog().getByRole('button', { name: text.moves.save }).click();
    await dialog().waitFor({ state: 'hidden' });
  };
  const next = () => dialog().getByRole('button', { name: text.close.next, exact: true }).click();
  await series(page, 'day', [
    ['today', arrive],
    ['take out', async () => {
      await enter(text.moves.setFloat, '2000');
      await enter(text.moves.takeOut, '120', 'Milk and curd');
      await counter.button(text.moves.takeOut).click();
      await dialog().getByRole('button', { name: text.moves.save }).click();
    }],
    ['open', async () => {
      await counter.closeSheet();
      await counter.button(text.close.button).click();
      await dialog().getByRole('checkbox').first().check();
    }],
    ['coins', async () => {
      await dialog().getByRole('checkbox').last().check();
      await next();
      await dialog().getByRole('button', { name: text.close.byCoins }).click();
      await dialog().getByLabel(text.close.coins('₹500')).fill('4');
      await dialog().getByLabel(text.close.coins('₹100')).fill('2');
    }],
    ['difference', next],
    ['report', async () => {
      await dialog().getByRole('button', { name: text.close.submit }).click();
      await dialog().waitFor({ state: 'hidden' });
    }],
  ]);
});
