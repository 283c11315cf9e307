import type { KitchenBoard, Menu } from '$api/types';
import { orderEntry } from '$text/en/order-entry';
import { search } from '$text/en/search';
import { counter as text } from '$text/en/counter';
import { CounterScreen } from './harness/counter';
import { Inspection } from './harness/inspection';
import { lost } from './harness/lost';
import { expect, test } from './harness/test';
import { Writes } from './harness/writes';

const STILL = { reducedMotion: 'reduce' } as const;
const words = orderEntry.dish.weight;
const VADA = 'Vada Pav';
const ROTI = 'Butter Roti';
const inr = (minor: number) => ({ minor, currency: 'INR' });

test('what is sold by weight is weighed at the counter, by taps and by keyboard, and the kitchen reads it', async ({ stack, office, device }) => {
  await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { priced: 'per_kg', price: inr(120_000) } }]);
  try {
    const desk = await device('counter', 'desk', STILL);
    const counter = await CounterScreen.start(desk, stack);
    const inspected = new Inspection(counter.page, 48);
    await counter.openPickup('Omar');
    await counter.search.fill('vada p');
    await counter.tile(VADA).getByText(`/${search.terms.per.per_kg}`).waitFor();
    await counter.tile(VADA).click();
    const sheet = counter.dialog();
    const add = sheet.getByRole('button', { name: /^Add/ });
    const field = sheet.getByLabel(words.label(false));

    // Nothing, a fraction and too much are said where they are typed, and nothing is added.
    await add.click();
    await sheet.getByText(words.fault.missing()).waitFor();
    await field.fill('0.450');
    await add.click();
    await sheet.getByText(words.fault.decimals(false)).first().waitFor();
    await field.fill('50001');
    await sheet.getByText(words.fault.large(false)).waitFor();
    await field.fill('');
    const pad = sheet.getByRole('group', { name: words.pad });
    for (const key of ['4', '5', '5']) await pad.getByRole('button', { name: key, exact: true }).click();
    await pad.getByRole('button', { name: words.erase }).click();
    await pad.getByRole('button', { name: '0', exact: true }).click();
    await sheet.getByText(words.reckoned('0.450 kg', '₹1,200/kg')).waitFor();
    await expect.poll(() => add.textContent()).toContain('₹540');
    await inspected.look('the weight');
    await add.click();

    // The keyboard alone: another weight is another line.
    await counter.add('vada p');
    await field.waitFor();
    await counter.page.keyboard.type('1250');
    await counter.page.keyboard.press('Enter');
    const lines = counter.lines('fresh').getByRole('listitem');
    await expect.poll(() => lines.count()).toBe(2);
    expect(await lines.allTextContents()).toEqual([
      expect.stringMatching(/Vada Pav, 0\.450 kg.*₹540/u),
      expect.stringMatching(/Vada Pav, 1\.250 kg.*₹1,500/u),
    ]);
    // What was typed comes back, and digits count nothing that is weighed.
    await lines.nth(1).getByRole('button', { name: orderEntry.ticket.change('Vada Pav, 1.250 kg') }).click();
    expect(await field.inputValue()).toBe('1250');
    await field.fill('500');
    await sheet.getByRole('button', { name: /^Save/ }).click();
    await counter.ticket.getByRole('heading').first().click();
    await counter.page.keyboard.press('3');
    await expect.poll(() => lines.nth(1).textContent()).toMatch(/0\.500 kg.*₹600/u);
    await lines.nth(0).getByRole('button', { name: orderEntry.ticket.takeOff('Vada Pav, 0.450 kg') }).click();
    await expect.poll(() => lines.count()).toBe(1);
    await counter.save();

    // Saved, it can still be weighed again.
    await counter.card('Omar').click();
    await counter.lines('saved').getByRole('button', { name: orderEntry.ticket.change('Vada Pav, 0.500 kg') }).click();
    await field.fill('450');
    await sheet.getByRole('button', { name: /^Save/ }).click();
    await counter.lines('saved').getByText('Vada Pav, 0.450 kg').waitFor();
    await counter.send();
    const { orders } = await office.read<KitchenBoard>('kitchen');
    const names = orders.filter(({ table }) => table.startsWith('Pickup')).flatMap(({ lines }) => lines.map(({ name }) => name));
    expect(names).toContain('Vada Pav, 0.450 kg');
    expect(inspected.problems).toEqual([]);
  } finally {
    await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { priced: 'fixed', price: inr(9_500) } }]);
  }
});

test('a weighed line is added once by two taps and nothing is sent by the second, and without an answer it is sent once', async ({ stack, office, device }) => {
  await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { priced: 'per_kg', price: inr(120_000) } }]);
  try {
    const phone = await device('counter', 'phone', STILL);
    phone.expects({ at: '/api/v1/', says: 'ERR_' });
    const counter = await CounterScreen.start(phone, stack);
    const { page } = counter;
    const sheet = counter.dialog();
    await counter.openPickup('Tara');
    const writes = await Writes.of(page);
    await counter.search.fill('vada p');
    await counter.tile(VADA).click();
    await sheet.getByLabel(words.label(false)).fill('450');
    const add = sheet.getByRole('button', { name: /^Add/ });
    await add.click({ trial: true });
    const box = await add.boundingBox();
    if (!box) throw new Error('there is no button');
    // All across the button: below it lie those that save the check and send it to the kitchen.
    const weigh = async (part: number) => {
      const at = [box.x + box.width * part, box.y + box.height / 2] as const;
      await page.touchscreen.tap(...at);
      await sheet.waitFor({ state: 'detached' });
      await page.touchscreen.tap(...at);
    };
    await weigh(0.5);
    await counter.openTicket(1);
    const lines = counter.lines('fresh').getByRole('listitem');
    expect(await lines.allTextContents()).toEqual([expect.stringMatching(/Vada Pav, 0\.450 kg.*₹540/u)]);
    await counter.closeSheet();
    for (const part of [0.15, 0.85]) {
      await counter.search.fill('vada p');
      await counter.tile(VADA).click();
      await sheet.getByLabel(words.label(false)).fill('450');
      await add.click({ trial: true });
      await weigh(part);
    }
    await counter.openTicket(3);
    expect(await lines.count()).toBe(3);
    expect(writes.seen).toEqual([]);

    const gone = await lost(page, '/orders', 'POST');
    await sheet.getByRole('button', { name: /^KOT: / }).click();
    await page.getByText(orderEntry.link.waiting).or(page.getByText(orderEntry.link.undecided)).first().waitFor();
    expect(await gone.found()).toBeGreaterThan(0);
    await counter.button(text.fresh.button).waitFor();
    const { orders } = await office.read<KitchenBoard>('kitchen');
    const sent = orders.filter(({ lines }) => lines.some(({ name }) => name.startsWith('Vada Pav, 0.450')) && lines.length === 3);
    expect(sent.map(({ lines }) => lines.map(({ name }) => name))).toEqual([['Vada Pav, 0.450 kg', 'Vada Pav, 0.450 kg', 'Vada Pav, 0.450 kg']]);
  } finally {
    await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { priced: 'fixed', price: inr(9_500) } }]);
  }
});

test('pickups and deliveries have their own prices on the tile, the sheet, the check and the order', async ({ stack, office, device }) => {
  const list = (channel: string, basis_points: number) => ({
    ...{ do: 'add_price_list', id: `w-${channel}`, name: channel, channels: [channel] },
    percent: { basis_points, round_to: 100 },
  });
  await office.publish([list('pickup', -2_000), list('delivery', 1_000)]);
  try {
    const counter = await CounterScreen.start(await device('counter', 'desk', STILL), stack);
    const table = stack.freeTable();
    const menu = (query = '') => office.read<Menu>(`menu${query}`);
    const priced = async (query: string) =>
      (await menu(query)).categories.flatMap(({ items }) => items).find(({ id }) => id === 'butter-roti')?.price.minor ?? 0;
    const [there, pickup, delivery] = [await priced(''), await priced('?channel=pickup'), await priced('?channel=delivery')];
    expect([pickup < there, delivery > there]).toEqual([true, true]);
    const agree = async (price: number) => {
      const said = `₹${String(price / 100)}`;
      await counter.search.fill('butter roti');
      await expect.poll(() => counter.tile(ROTI).textContent()).toContain(said);
      await counter.tile(ROTI).click();
      const line = counter.lines('fresh').getByRole('listitem');
      await expect.poll(() => line.textContent()).toContain(said);
      await line.getByRole('button', { name: orderEntry.ticket.change(ROTI) }).click();
      await expect.poll(() => counter.dialog().getByRole('button', { name: /^Save/ }).textContent()).toContain(said);
      await counter.closeSheet();
      await counter.send();
    };
    await counter.openTable(table);
    await agree(there);
    await counter.openPickup('Sana');
    await agree(pickup);
    expect(await counter.card('Sana').textContent()).toContain(`₹${String(pickup / 100)}`);
    await counter.openDelivery();
    await agree(delivery);
    // And back: the list of another kind is not left over.
    await counter.card(text.place('Tram Hall', table.name)).click();
    await counter.search.fill('butter roti');
    await expect.poll(() => counter.tile(ROTI).textContent()).toContain(`₹${String(there / 100)}`);
  } finally {
    await office.publish(['pickup', 'delivery'].map((channel) => ({ do: 'remove_price_list', id: `w-${channel}` })));
  }
});

test('the weight pad has room on the narrowest phone', async ({ stack, office, device }) => {
  await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { priced: 'per_lb', price: inr(1_299) } }]);
  try {
    const phone = await device('counter', 'phone', { ...STILL, viewport: { width: 320, height: 640 } });
    const counter = await CounterScreen.start(phone, stack);
    const inspected = new Inspection(counter.page, 48);
    await counter.openPickup('Lea');
    await counter.search.fill('vada p');
    await counter.tile(VADA).click();
    const pad = counter.dialog().getByRole('group', { name: words.pad });
    for (const key of ['0', '.', '4', '5']) await pad.getByRole('button', { name: key, exact: true }).click();
    await counter.dialog().getByText(words.reckoned('0.45 lb', '₹12.99/lb')).waitFor();
    await inspected.look('the weight in pounds');
    const wide = await counter.page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(320);
    expect(inspected.problems).toEqual([]);
    await counter.dialog().getByRole('button', { name: /^Add/ }).click();
    // Right below lies what sends it: a tap so soon would count as the second half of a double tap.
    await counter.page.waitForTimeout(600);
    await counter.kot().click();
    await counter.button(text.fresh.button).waitFor();
  } finally {
    await office.publish([{ do: 'edit_item', id: 'vada-pav', set: { priced: 'fixed', price: inr(9_500) } }]);
  }
});
