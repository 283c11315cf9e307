import { board } from '$text/en/board';
import { kitchen as text } from '$text/en/kitchen';
import { clear, countTones, orders, seated, tonesOf } from './harness/kitchen';
import { RemoteGuest } from './harness/remote-guest';
import { KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

const { each, allergy } = board.dish;
const CONFLICT = { at: '/api/v1/branches/', says: '409' };

test('tickets stand oldest first whatever their state; back and recalled they take their old place, after a reload too', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  await clear(office);
  const guest = await seated(stack, office, table);
  const kitchen = await KitchenTablet.start(await device('kitchen', 'desk'), stack);
  const { page } = kitchen;
  const [first, second, third] = await orders(guest, office, 3, 'accepted');
  await expect.poll(() => kitchen.flow()).toEqual([first, second, third]);

  await kitchen.act('start', second, table);
  await kitchen.ticket(second, 'preparing').waitFor();
  expect(await kitchen.flow()).toEqual([first, second, third]);
  await page.getByRole('button', { name: board.undo }).click();
  await kitchen.ticket(second, 'pending').waitFor();
  expect(await kitchen.flow()).toEqual([first, second, third]);

  await kitchen.act('start', second, table);
  await kitchen.act('ready', second, table);
  await kitchen.ticket(second, 'ready').waitFor();
  expect(await kitchen.flow()).toEqual([first, third]);
  await kitchen.act('serve', second, table);
  await kitchen.ticket(second).waitFor({ state: 'hidden' });
  await page.reload();
  await kitchen.ticket(first).waitFor();
  await page.getByRole('button', { name: text.done.title }).click();
  await kitchen.dialog().getByRole('listitem').filter({ hasText: text.number(second) })
    .getByRole('button', { name: text.done.recall })
    .click();
  await kitchen.ticket(second, 'ready').getByRole('button', { name: text.back(second) }).click();
  await expect.poll(() => kitchen.flow()).toEqual([first, second, third]);
});

test('what is to be accepted comes first, and is accepted or rejected on the ticket, by a cook too', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  await clear(office);
  const guest = await seated(stack, office, table);
  const [cooked] = await orders(guest, office, 1, 'accepted', 'preparing');
  const [first, second] = await orders(guest, office, 2);
  const cook = await KitchenTablet.start(await device('cook', 'tablet'), stack);
  await expect.poll(() => cook.flow()).toEqual([first, second, cooked]);

  const manager = new KitchenTablet(await device('manager', 'tablet'), stack.url);
  await manager.signIn(stack.staff('manager'));
  await manager.act('accept', second, table);
  await expect.poll(() => manager.flow()).toEqual([first, cooked, second]);
  const ticket = cook.ticket(first);
  await ticket.getByRole('button', { name: text.reject.of(first, table.name) }).click();
  await ticket.getByRole('button', { name: text.reject.keep }).click();
  await ticket.getByRole('button', { name: text.reject.of(first, table.name) }).click();
  const [reason = ''] = board.reason.quick;
  await ticket.getByRole('button', { name: reason }).click();
  // Who rejects it knows; the others have to see it.
  await ticket.waitFor({ state: 'hidden' });
  const gone = manager.ticket(first, 'gone');
  await gone.getByText(reason).waitFor();
  await gone.getByText(text.flow.rejected, { exact: true }).waitFor();
  for (const { page, closeSheet } of [manager, cook].map((one) => ({ page: one.page, closeSheet: () => one.closeSheet() }))) {
    await page.getByRole('button', { name: text.done.title }).click();
    await page.getByRole('dialog').getByRole('listitem').filter({ hasText: text.number(first) }).getByText(reason).waitFor();
    await closeSheet();
  }
});

test('a new order rings once the shift has started, on the station that it is for', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const tablet = await device('kitchen', 'tablet');
  await countTones(tablet.page);
  const kitchen = await KitchenTablet.start(tablet, stack);
  const tones = () => tonesOf(kitchen.page);
  const guest = await seated(stack, office, table);
  const order = async (dish: string) => {
    await guest.add(dish);
    return (await guest.order()).number;
  };

  await kitchen.ticket(await order('vada-pav')).waitFor();
  expect(await tones()).toBe(0);
  await kitchen.page.getByRole('button', { name: text.shift.start }).click();
  // Once, so that the cook hears what it will be like.
  await expect.poll(tones).toBeGreaterThan(0);
  const bell = await tones();
  await kitchen.ticket(await order('idli-sambar')).waitFor();
  await expect.poll(tones).toBe(2 * bell);

  await kitchen.pickStation('Tandoor');
  await order('medu-vada');
  const mine = await order('butter-roti');
  await kitchen.ticket(mine).waitFor();
  await expect.poll(tones).toBe(3 * bell);
});

test('a cancelled order is struck through with a sound of its own, until it is seen; single pieces are struck with their count', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const tablet = await device('kitchen', 'tablet');
  await countTones(tablet.page);
  const kitchen = await KitchenTablet.start(tablet, stack);
  const { page } = kitchen;
  const guest = await seated(stack, office, table);
  await guest.add('vada-pav', 3);
  const fewer = await guest.order();
  await guest.add('jeera-rice', 2);
  const cancelled = await guest.order();
  for (const order of [fewer, cancelled]) await office.advance(order, 'accepted', 'preparing');
  await kitchen.ticket(cancelled.number, 'preparing').waitFor();
  await page.getByRole('button', { name: text.shift.start }).click();
  await expect.poll(() => tonesOf(page)).toBeGreaterThan(0);
  const bell = await tonesOf(page);

  await office.cancel(cancelled, 'They changed their mind.');
  const gone = kitchen.ticket(cancelled.number, 'gone');
  await gone.getByText('They changed their mind.').waitFor();
  await gone.getByText(text.quantity(2), { exact: true }).waitFor();
  const struck = (what: ReturnType<typeof gone.getByText>) => what.evaluate((element) => {
    for (let at: Element | null = element; at; at = at.parentElement) if (getComputedStyle(at).textDecorationLine.includes('line-through')) return true;
    return false;
  });
  expect(await struck(gone.getByText('Jeera Rice'))).toBe(true);
  // Another tune than the bell: another number of tones, and lower ones.
  await expect.poll(() => tonesOf(page)).toBeGreaterThan(bell);
  const tune = (await tonesOf(page)) - bell;
  expect(tune).not.toBe(bell);
  await page.reload();
  await gone.getByRole('button', { name: text.seenOf(cancelled.number, table.name) }).click();
  await kitchen.ticket(cancelled.number).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: text.done.title }).click();
  const listed = kitchen.dialog().getByRole('listitem').filter({ hasText: text.number(cancelled.number) });
  await listed.getByText('They changed their mind.').waitFor();
  await listed.getByText(/^cancelled/).waitFor();
  expect(await listed.getByRole('button').count()).toBe(0);
  await kitchen.closeSheet();

  const [line] = fewer.lines;
  await office.voidPieces(fewer, line?.id ?? '', 1, 'One fell.');
  const ticket = kitchen.ticket(fewer.number, 'preparing');
  await ticket.getByText(text.voided).waitFor();
  await ticket.getByText(text.quantity(2), { exact: true }).waitFor();
  expect(await struck(ticket.locator('s').getByText(text.quantity(1), { exact: true }))).toBe(true);
  await ticket.getByText(text.fresh.changed).waitFor();
});

test('orders of a party that has left say so, and one tap drops them', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  const [first, second] = await orders(guest, office, 2, 'accepted', 'preparing');
  const cook = await KitchenTablet.start(await device('cook', 'tablet'), stack);
  const manager = new KitchenTablet(await device('manager', 'tablet'), stack.url);
  manager.device.expects(CONFLICT);
  await manager.signIn(stack.staff('manager'));
  await office.close(session.id);
  for (const kitchen of [cook, manager]) for (const number of [first, second]) await kitchen.ticket(number).getByText(text.partyLeft.band).waitFor();
  // New guests sit there: their order is theirs.
  const next = await seated(stack, office, table, 'Bela');
  const [theirs] = await orders(next, office, 1, 'accepted');
  await cook.ticket(theirs).waitFor();
  expect(await cook.ticket(theirs).getByText(text.partyLeft.band).count()).toBe(0);

  // A cook may not cancel: it leaves this screen only, and comes back from the list.
  const drop = (number: number) => ({ name: text.partyLeft.dropOf(number, table.name) });
  await cook.page.getByRole('button', drop(first)).click();
  await cook.ticket(first).waitFor({ state: 'hidden' });
  await cook.page.reload();
  await cook.ticket(second).waitFor();
  expect(await cook.ticket(first).count()).toBe(0);
  await cook.page.getByRole('button', { name: text.done.title }).click();
  await cook.dialog().getByRole('listitem').filter({ hasText: text.number(first) }).getByRole('button', { name: text.done.recall }).click();
  await cook.ticket(first).waitFor();

  await manager.page.getByRole('button', drop(first)).click();
  await manager.ticket(first).waitFor({ state: 'hidden' });
  await cook.ticket(first, 'gone').getByText(text.partyLeft.reason).waitFor();
  const { orders: kept } = await office.party(session.id);
  expect(kept.map(({ number, status, reason }) => [number, status, reason]).sort()).toEqual([
    [first, 'cancelled', text.partyLeft.reason],
    [second, 'preparing', undefined],
  ].sort());
});

test('two pieces with options say "each", one option a line; an allergy is a red band, a wish is not', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const guest = await seated(stack, office, table);
  await guest.add('masala-dosa', 2, ['dosa-crisp-extra']);
  await guest.add('tandoori-chicken', 2, ['tandoor-plate-full', 'spice-hot']);
  await guest.add('vada-pav', 1, [], 'No peanuts', undefined, true);
  await guest.add('jeera-rice', 1, [], 'मूंगफली से एलर्जी');
  await guest.add('idli-sambar', 1, [], 'Extra napkins');
  await guest.add('medu-vada', 2, [], 'No chutney');
  const { number } = await guest.order('Starters first');
  const ticket = kitchen.ticket(number);
  const row = (dish: string) => ticket.getByRole('listitem').filter({ hasText: dish });
  await row('Tandoori Chicken').waitFor();
  const lines = (await row('Tandoori Chicken').innerText()).split('\n').map((line) => line.trim());
  expect(lines.slice(0, 2)).toEqual(['2×', 'Tandoori Chicken']);
  expect(lines.slice(2)).toHaveLength(2);
  expect(lines[2]).toMatch(/^each: \S/);
  expect(await row('Vada Pav').getByText(each).count()).toBe(0);
  for (const dish of ['Vada Pav', 'Jeera Rice']) expect(await row(dish).getByText(allergy, { exact: true }).count(), dish).toBe(1);
  expect(await row('Idli Sambar').getByText(allergy, { exact: true }).count()).toBe(0);
  // A note is for each piece as well, where no option says so.
  expect(await row('Medu Vada').getByText(each, { exact: true }).count()).toBe(1);
  const red = (dish: string) => row(dish).locator('.band').evaluate((band) => getComputedStyle(band).backgroundColor);
  expect(await red('Vada Pav')).toBe(await red('Jeera Rice'));
  expect(await red('Vada Pav')).not.toBe(await red('Idli Sambar'));
});

test('the pass tells two plates of one dish apart: allergies, options and notes, and all of it a tap away', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  await clear(office);
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const { page } = kitchen;
  const strip = page.locator('[data-pass]');
  const empty = (await strip.boundingBox())?.height;
  const guest = await seated(stack, office, table);
  await guest.add('masala-dosa', 2, ['dosa-crisp-extra']);
  await guest.add('masala-dosa', 1, ['dosa-crisp-extra'], 'no nuts', undefined, true);
  const plates = await guest.order('All together');
  await guest.add('vada-pav', 1, [], 'without chutney');
  const wished = await guest.order();
  for (const order of [plates, wished]) await office.advance(order, 'accepted', 'preparing', 'ready');
  const card = kitchen.ticket(plates.number, 'ready');
  await card.getByText(allergy, { exact: true }).waitFor();
  await card.getByText(board.dish.of('Masala Dosa', 'no nuts')).waitFor();
  await card.getByText(/^2× Masala Dosa \(.+\)$/).waitFor();
  await kitchen.ticket(wished.number, 'ready').getByText('without chutney').waitFor();
  // It is as thin as without them: tickets must not move because one became ready.
  expect((await strip.boundingBox())?.height).toBe(empty);

  await card.getByRole('button', { name: text.dishes(plates.number, table.name) }).click();
  const sheet = kitchen.dialog();
  await sheet.getByText('All together').waitFor();
  const row = (at: number) => sheet.getByRole('listitem').nth(at);
  await row(0).getByText(each, { exact: true }).waitFor();
  expect(await row(0).getByText(allergy, { exact: true }).count()).toBe(0);
  await row(1).getByText(allergy, { exact: true }).waitFor();
  await row(1).getByText('no nuts').waitFor();
});

test('of a party that has left, what is on a table stays and the rest is dropped from the kitchen too', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin, session } = await office.open(table);
  const guest = await RemoteGuest.join(stack, table, pin, 'Asha');
  // A drink that is on the table already, which the kitchen never saw, one that is not, and a dish.
  await guest.add('cola-300-ml');
  await guest.add('still-water-1-litre');
  await guest.add('vada-pav');
  const drinks = await guest.order();
  await guest.add('jeera-rice');
  await guest.add('vada-pav');
  const dishes = await guest.order();
  for (const order of [drinks, dishes]) await office.advance(order, 'accepted', 'preparing');
  const [cola] = drinks.lines;
  const [rice] = dishes.lines;
  await office.advanceLine(drinks, cola?.id ?? '', 'served');
  await office.advanceLine(dishes, rice?.id ?? '', 'ready', 'served');
  await office.close(session.id);
  const manager = new KitchenTablet(await device('manager', 'tablet'), stack.url);
  manager.device.expects(CONFLICT);
  await manager.signIn(stack.staff('manager'));
  for (const { number } of [drinks, dishes]) {
    await manager.page.getByRole('button', { name: text.partyLeft.dropOf(number, table.name) }).click();
    await manager.ticket(number).waitFor({ state: 'hidden' });
  }
  const { orders: kept } = await office.party(session.id);
  expect(kept.map(({ number, lines }) => [number, ...lines.map(({ status }) => status)]).sort()).toEqual([
    [drinks.number, 'served', 'cancelled', 'cancelled'],
    [dishes.number, 'served', 'cancelled'],
  ].sort());
  expect(await manager.page.getByText('was not saved').count()).toBe(0);
});

test('a station says that its part is ready and serves nothing; the pass serves', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const guest = await seated(stack, office, table);
  await guest.add('butter-roti');
  await guest.add('vada-pav');
  const order = await guest.order();
  await office.advance(order, 'accepted');
  const tandoor = await KitchenTablet.start(await device('tandoor', 'tablet'), stack);
  await tandoor.pickStation('Tandoor');
  await tandoor.act('start', order.number, table);
  await tandoor.act('ready', order.number, table);
  await tandoor.page.getByRole('region', { name: text.pass.part('Tandoor') }).getByRole('article').waitFor();
  await tandoor.ticket(order.number, 'ready').getByText(/^Waits for/).waitFor();
  await office.advance(order, 'ready');
  await tandoor.ticket(order.number, 'ready').getByText(text.pass.all).waitFor();
  expect(await tandoor.page.getByRole('button', { name: new RegExp(`^${text.action.serve}: `) }).count()).toBe(0);
  const pass = await KitchenTablet.start(await device('pass', 'tablet'), stack);
  await pass.act('serve', order.number, table);
  await pass.ticket(order.number).waitFor({ state: 'hidden' });
  await tandoor.ticket(order.number).waitFor({ state: 'hidden' });
});

test('a bump bar: digits select, Enter bumps, Backspace recalls, arrows move, ? lists them; it can be turned off', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  await clear(office);
  const guest = await seated(stack, office, table);
  const kitchen = await KitchenTablet.start(await device('kitchen', 'desk'), stack);
  const { page } = kitchen;
  const made = await orders(guest, office, 2, 'accepted');
  // Digits count tickets as they stand: both are there and accepted before one is chosen.
  for (const number of made) await kitchen.ticket(number).and(page.locator('article:not(.placed)')).waitFor();
  const flow = await kitchen.flow();
  const at = (number: number) => String(flow.indexOf(number) + 1);
  const digits = () =>
    page.locator('[data-flow] article header > :first-child').evaluateAll((rows) => rows.map((row) => getComputedStyle(row, '::before').content));
  expect(new Set(await digits())).toEqual(new Set(['none']));
  await page.keyboard.press(at(made[1]));
  // Each ticket shows the digit that selects it, once somebody works with keys.
  await expect.poll(async () => new Set(await digits())).toEqual(new Set(['counter(ticket)']));
  await page.keyboard.press('Enter');
  await kitchen.ticket(made[1], 'preparing').waitFor();
  await page.keyboard.press('Backspace');
  await kitchen.ticket(made[1], 'pending').waitFor();
  await page.keyboard.press(at(made[1]));
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await kitchen.ticket(made[0], 'preparing').waitFor();
  expect((await kitchen.flow()).length).toBe(flow.length);
  await page.keyboard.press('?');
  await kitchen.dialog().getByText('Backspace').waitFor();
  await kitchen.closeSheet();

  await page.getByRole('button', { name: text.more }).click();
  await kitchen.dialog().getByRole('button', { name: text.keys.use }).click();
  await kitchen.closeSheet();
  await page.keyboard.press('?');
  await page.keyboard.press(at(made[1]));
  expect(await kitchen.dialog().count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.closest('article') ?? null)).toBeNull();
});

test('the text grows and shrinks, and this device keeps it', async ({ stack, device }) => {
  const kitchen = await KitchenTablet.start(await device('kitchen', 'tablet'), stack);
  const { page } = kitchen;
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  const least = await size();
  await page.getByRole('button', { name: text.more }).click();
  await kitchen.dialog().getByRole('button', { name: text.type.larger }).click();
  const larger = await size();
  expect(larger).toBeGreaterThan(least);
  await page.reload();
  await kitchen.live();
  expect(await size()).toBe(larger);
  await page.getByRole('button', { name: text.more }).click();
  await kitchen.dialog().getByRole('button', { name: text.type.smaller }).click();
  expect(await size()).toBe(least);
  // Nothing is set smaller than what is read from two metres.
  expect(await kitchen.dialog().getByRole('button', { name: text.type.smaller }).isDisabled()).toBe(true);
});
