import { counter as text } from '$text/en/counter';
import { orderEntry } from '$text/en/order-entry';
import { CounterScreen, MEERA } from '../../harness/counter';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('counter', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  await evening.begin();
  const counter = new CounterScreen(await device('counter', 'desk'), stack.url);
  const { page } = counter;
  await evening.age(page);
  const back = () => counter.button(orderEntry.back).click();

  /** A pickup on hold, one that is cooked, and two deliveries. */
  const away = async () => {
    await counter.signIn(stack.staff('cashier'));
    for (const name of ['Omar', 'Sana']) {
      const sheet = await counter.begin('pickup');
      await sheet.getByLabel(text.fresh.name).fill(name);
      await sheet.getByRole('button', { name: text.fresh.inMinutes(30) }).click();
      await counter.openCheck();
      await counter.add('2 garlic naan');
      await counter.dialog().getByRole('radio', { name: /^Butter/ }).check();
      await counter.dialog().getByRole('button', { name: /^Add/ }).click();
      if (name === 'Omar') await counter.send();
      else await counter.button(orderEntry.action.holdOf).click().then(back);
    }
    for (const name of [MEERA.name, 'Abdul Rahman Chowdhury']) {
      await counter.openDelivery({ ...MEERA, name });
      await counter.add('2 rasmalai');
      await counter.add('vada pav');
      await counter.send();
    }
  };

  await series(page, 'counter', [
    ['checks', away],
    ['new table', () => counter.begin('dine_in')],
    [
      'new delivery',
      async () => {
        await counter.dialog().getByRole('radio', { name: text.kind.delivery }).check();
        await counter.dialog().getByRole('button', { name: text.fresh.submit }).click();
      },
    ],
    ['new pickup', () => counter.dialog().getByRole('radio', { name: text.kind.pickup }).check()],
    [
      'dishes',
      async () => {
        await counter.closeSheet();
        await counter.card(text.place('Tram Hall', 'H2')).click();
        await counter.category('Breads');
        for (const dish of ['Tandoori Roti', 'Butter Roti', 'Butter Roti']) await counter.tile(dish).click();
      },
    ],
    ['search', () => counter.search.fill('2 paneer')],
    [
      'choices',
      async () => {
        await counter.add('2 garlic naan');
        await counter.dialog().waitFor();
      },
    ],
    [
      'check',
      async () => {
        await counter.closeSheet();
        await page.setViewportSize({ width: 390, height: 844 });
        await counter.openTicket(3);
      },
    ],
    [
      'deliveries',
      async () => {
        await counter.closeSheet();
        await back();
        await counter.view('delivery');
      },
    ],
    ['pickups', () => counter.view('pickup')],
  ]);
});
