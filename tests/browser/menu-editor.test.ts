import { guest as text } from '$text/en/guest';
import { menuEditor as words } from '$text/en/menu-editor';
import { seat } from '$text/en/seat';
import { Guest, SEND } from './harness/guest';
import { field } from './harness/hand';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

test('a price and a name are changed and published: an open phone and an open cart are told', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();

  const editor = await MenuScreen.start(await device('owner', 'desk'), stack, 'owner');
  await editor.choose('Street Food');
  const sheet = await editor.edit('Vada Pav');
  await sheet.getByLabel(words.item.price('INR')).fill('102.555');
  await editor.save();
  await sheet.getByText(words.form.price.decimals(2)).waitFor();
  await sheet.getByLabel(words.item.price('INR')).fill('102');
  await sheet.getByLabel(words.item.name, { exact: true }).fill('Vada Pav Deluxe');
  await field(sheet, words.item.tax).selectOption({ label: words.tax.names.alcohol });
  await editor.save();
  await sheet.waitFor({ state: 'hidden' });
  expect(await guest.page.getByText('Vada Pav Deluxe').count()).toBe(0);

  const review = await editor.review();
  await review.getByText(words.change.field(words.field.price, 'Vada Pav Deluxe', '₹95', '₹102')).waitFor();
  await review.getByText(words.change.field(words.field.name, 'Vada Pav', 'Vada Pav', 'Vada Pav Deluxe')).waitFor();
  const { standard, alcohol } = words.tax.names;
  await review.getByText(words.change.field(words.field.tax_class, 'Vada Pav Deluxe', standard, alcohol)).waitFor();
  await editor.closeSheet();
  await editor.publish();
  await editor.page.getByText(words.state.same).waitFor();

  // Nobody touches the phone.
  await guest.page.getByText('Vada Pav Deluxe').first().waitFor();
  await guest.openCart();
  expect(await guest.cart.locator('li s').textContent()).toContain('₹95');
  await guest.cart.getByRole('button', { name: SEND }).filter({ hasText: '₹102' }).click();
  await guest.confirmed();
  expect(await office.total(table)).toBe(10200);

  await editor.page.getByRole('button', { name: words.actions.versions }).click();
  const versions = editor.page.getByRole('dialog', { name: words.versions.title });
  await versions.getByRole('button', { name: words.versions.back(1), exact: true }).click();
  await versions.getByRole('group', { name: words.versions.sure(1) }).getByRole('button', { name: words.versions.back(1) }).click();
  await versions.waitFor({ state: 'hidden' });
  await guest.closeSheet();
  await guest.button(new RegExp(`^${text.menu.addNamed('Vada Pav')}(?! Deluxe)`)).waitFor();
  // What was taken back waits in the draft.
  await editor.page.getByText(words.state.changed).waitFor();
});

test('two people edit at once: each sees the other’s change, and a conflict says what stands there', async ({
  stack,
  device,
}) => {
  const [one, other] = [
    await MenuScreen.start(await device('owner', 'desk'), stack, 'owner'),
    await MenuScreen.start(await device('manager', 'tablet'), stack),
  ];
  other.device.expects({ at: '/menu/draft/commands', says: '409' });
  await one.choose('Street Food');
  await other.choose('Street Food');
  const late = await other.edit('Samosa Chaat');
  const early = await one.edit('Samosa Chaat');
  await early.getByLabel(words.item.price('INR')).fill('111');
  await one.save();
  await early.waitFor({ state: 'hidden' });
  await late.getByLabel(words.item.price('INR')).fill('112');
  await other.save();
  await late.getByText(words.conflict.now(words.field.price, '₹111')).waitFor();
  await other.save();
  await late.waitFor({ state: 'hidden' });
  await one.page.getByText('₹112').first().waitFor();
  await one.page.getByText(/is editing this menu too/).waitFor();
});

test('a note to the kitchen reaches the ticket and no guest, and what a choice includes costs nothing', async ({
  stack,
  office,
  device,
}) => {
  const [dish, note] = ['Masala Dosa', 'Serve with coconut chutney'];
  const editor = await MenuScreen.start(await device('owner', 'desk'), stack, 'owner');
  await editor.choose('South Indian');
  const item = await editor.edit(dish);
  await item.getByLabel(words.item.kitchenNote).fill(note);
  await editor.save();
  await item.waitFor({ state: 'hidden' });
  await editor.page.getByRole('button', { name: /^Dosa toppings/ }).click();
  const group = editor.page.getByRole('dialog', { name: words.group.edit, exact: true });
  await group.getByLabel(words.group.free).fill('4');
  await editor.save();
  await group.getByText(words.form.freeRange).waitFor();
  await group.getByLabel(words.group.free).fill('2');
  await editor.save();
  await group.waitFor({ state: 'hidden' });
  const review = await editor.review();
  await review.getByText(words.change.field(words.field.kitchen_note, dish, words.change.nothing, note)).waitFor();
  await review.getByText(words.change.field(words.field.free, 'Dosa toppings', '0', '2')).waitFor();
  await editor.closeSheet();
  await editor.publish();

  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.button(new RegExp(`^${text.menu.chooseNamed(dish)}`)).click();
  const sheet = guest.dialog(dish);
  await sheet.getByText(seat.item.includedThen(2, null)).waitFor();
  for (const topping of ['Chopped onion', 'Gunpowder podi', 'Desi ghee']) await sheet.getByLabel(topping).click();
  await sheet.getByText(seat.item.isIncluded, { exact: true }).nth(1).waitFor();
  await sheet.getByRole('button', { name: seat.item.add(1) }).filter({ hasText: '₹180' }).click();
  await guest.order();
  const number = await guest.confirmed();
  expect(await office.total(table)).toBe(18_000);
  expect(await guest.page.getByText(note).count()).toBe(0);

  const kitchen = await KitchenTablet.start(await device('kitchen', 'desk'), stack);
  await kitchen.ticket(number).getByText(note).waitFor();
});

test('a dish is sold half and full: from the menu page to the phone, the kitchen and the bill', async ({ stack, office, device }) => {
  const dish = 'Hara Bhara Kebab';
  const editor = await MenuScreen.start(await device('owner', 'desk'), stack, 'owner');
  await editor.choose('Tandoor & Kebabs');
  const sheet = await editor.edit(dish);
  const { page } = editor;
  // By keyboard: a variant, its name, its price, the next one.
  for (const [at, name, price] of [[1, 'Full', '240'], [2, 'Half', '']] as const) {
    await sheet.getByRole('button', { name: words.variant.add }).focus();
    await page.keyboard.press('Enter');
    await sheet.getByLabel(words.variant.name(at)).focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(price);
  }
  // The price of the dish alone says nothing any more.
  expect(await sheet.getByLabel(words.item.price('INR')).count()).toBe(0);
  await editor.save();
  await sheet.getByText(words.form.price.missing).waitFor();
  await sheet.getByLabel(words.variant.price(2)).fill('140');
  await sheet.getByRole('button', { name: words.actions.up('Half') }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => sheet.getByLabel(words.variant.name(1)).inputValue()).toBe('Half');
  await editor.save();
  await sheet.waitFor({ state: 'hidden' });
  await page.locator('button.item').filter({ hasText: dish }).getByText('₹140').waitFor();
  const review = await editor.review();
  await review.getByText(words.change.added(words.thing.variant, 'Half', dish)).waitFor();
  await editor.closeSheet();
  await editor.publish();

  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const row = guest.page.getByRole('listitem').filter({ hasText: dish }).first();
  await row.getByText(`${text.menu.from} ₹140`).waitFor();
  const look = new Inspection(guest.page, 44);
  for (const [variant, price] of [['Half', '₹140'], ['Full', '₹240']] as const) {
    await guest.button(new RegExp(`^${text.menu.chooseNamed(dish)}`)).click();
    const form = guest.dialog(dish);
    // Nothing is chosen for the guest.
    await form.getByRole('button', { name: seat.item.add(1) }).click();
    await form.getByText(seat.item.missing(1, seat.item.variants)).waitFor();
    await form.getByLabel(variant).click();
    if (variant === 'Half') await look.look('a dish with variants');
    await form.getByRole('button', { name: seat.item.add(1) }).filter({ hasText: price }).click();
    await form.waitFor({ state: 'hidden' });
  }
  expect(look.problems).toEqual([]);
  await guest.openCart();
  for (const variant of ['Half', 'Full']) await guest.cart.getByText(`${dish}, ${variant}`, { exact: true }).waitFor();

  // While the cart is open one of them gets dearer.
  await editor.edit(dish);
  await sheet.getByLabel(words.variant.price(1)).fill('150');
  await editor.save();
  await sheet.waitFor({ state: 'hidden' });
  await (await editor.review()).getByText(words.change.field(words.field.price, `${dish}, Half`, '₹140', '₹150')).waitFor();
  await editor.closeSheet();
  await editor.publish();
  await row.getByText('₹150').waitFor({ state: 'attached' });
  await guest.cart.getByRole('button', { name: SEND }).filter({ hasText: '₹390' }).click();
  const number = await guest.confirmed();
  expect(await office.total(table)).toBe(39_000);
  await guest.closeSheet();
  const bill = await guest.openBill();
  await bill.getByText(`${dish}, Half`, { exact: true }).waitFor();

  const kitchen = await KitchenTablet.start(await device('kitchen', 'desk'), stack);
  await kitchen.ticket(number).locator('mark').getByText('Half', { exact: true }).waitFor();
  await kitchen.ticket(number).getByText(`${dish}, Full`).waitFor();
});

test('one dish offers a choice otherwise than the others do', async ({ stack, office, device }) => {
  const [dish, other, choice] = ['Masala Dosa', 'Mysore Masala Dosa', 'Dosa toppings'];
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  await editor.choose('South Indian');
  const sheet = await editor.edit(dish);
  const own = sheet.getByText(words.override.title(choice));
  await own.click();
  const limits = sheet.getByRole('group', { name: words.override.title(choice) });
  await limits.getByLabel(words.group.max).fill('9x');
  await editor.save();
  await limits.getByText(words.form.whole(0, 60)).waitFor();
  // As many are included as were before, which is more than may be chosen now.
  await limits.getByLabel(words.group.max).fill('1');
  await limits.getByLabel(words.group.free).fill('2');
  await editor.save();
  await limits.getByText(words.form.freeRange).waitFor();
  await limits.getByLabel(words.group.free).fill('0');
  await sheet.getByRole('group', { name: 'Desi ghee' }).getByRole('textbox').fill('5');
  await sheet.getByRole('checkbox', { name: 'Chopped onion' }).uncheck();
  const page = new Inspection(editor.page, 48);
  await page.look('a choice that the dish offers otherwise');
  expect(page.problems).toEqual([]);
  await editor.save();
  await sheet.waitFor({ state: 'hidden' });
  const review = await editor.review();
  await review.getByText(words.change.otherwise(words.field.max, choice, dish, words.change.asInChoice, '1')).waitFor();
  await review.getByText(words.change.leftOut('Chopped onion', dish)).waitFor();
  await editor.closeSheet();
  await editor.publish();

  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.button(new RegExp(`^${text.menu.chooseNamed(other)}`)).click();
  await guest.dialog(other).getByLabel('Chopped onion').waitFor();
  await guest.closeSheet();
  await guest.button(new RegExp(`^${text.menu.chooseNamed(dish)}`)).click();
  const form = guest.dialog(dish);
  await form.getByLabel('Desi ghee').click();
  expect(await form.getByLabel('Chopped onion').count()).toBe(0);
  await form.getByRole('button', { name: seat.item.add(1) }).filter({ hasText: '₹165' }).click();
  await guest.order();
  await guest.confirmed();
  expect(await office.total(table)).toBe(16_500);
});

test('dishes and categories are moved without a mouse', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('manager', 'desk'), stack);
  const rows = editor.page.locator('section[aria-labelledby="items-title"] li');
  const names = () => rows.locator('.name').allInnerTexts();
  const before = await names();
  const [first = '', second = ''] = before.map((name) => name.split('\n').at(-1)?.trim() ?? '');
  const down = editor.page.getByRole('button', { name: words.actions.down(first), exact: true });
  await down.focus();
  await editor.page.keyboard.press('Enter');
  await expect.poll(async () => (await names())[0]).toBe(before[1]);
  await editor.page.getByText(words.actions.moved(first, 2, before.length)).waitFor({ state: 'attached' });
  await editor.page.getByRole('button', { name: words.actions.up(first), exact: true }).click();
  await expect.poll(names).toEqual(before);
  expect(second).not.toBe('');
});

test('what stands in the way is listed and led to', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('manager', 'desk'), stack);
  await editor.page.getByRole('button', { name: words.group.add }).click();
  const group = editor.page.getByRole('dialog', { name: words.group.new });
  await group.getByLabel(words.group.name, { exact: true }).fill('Sauce');
  await group.getByRole('button', { name: words.form.add, exact: true }).click();
  await group.waitFor({ state: 'hidden' });
  const review = await editor.review();
  await review.getByText(words.problem.group_empty('Sauce')).waitFor();
  expect(await review.getByRole('button', { name: words.review.publish, exact: true }).isDisabled()).toBe(true);
  await review.getByRole('button', { name: words.review.go('Sauce') }).first().click();
  const sheet = editor.page.getByRole('dialog', { name: words.group.edit });
  await sheet.getByRole('button', { name: words.group.addOption }).click();
  await sheet.getByLabel(words.group.optionName(1), { exact: true }).and(sheet.getByRole('textbox')).fill('Mint');
  await editor.save();
  await sheet.waitFor({ state: 'hidden' });
  expect(await editor.page.getByText(words.state.problems(1)).count()).toBe(0);
});

test('a price of nothing and a dish that is made nowhere are in the way, unless they are meant', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('manager', 'desk'), stack);
  const { page } = editor;
  const dish = 'Samosa Chaat';
  await editor.choose('Street Food');
  const sheet = await editor.edit(dish);
  const price = sheet.getByLabel(words.item.price('INR'), { exact: true });
  expect(await sheet.getByRole('switch', { name: words.item.free }).count()).toBe(0);
  await price.fill('0');
  await sheet.getByRole('switch', { name: words.item.free }).waitFor();
  await sheet.getByLabel(words.item.station, { exact: true }).selectOption(words.item.noStation);
  await editor.save();
  await sheet.waitFor({ state: 'hidden' });
  let review = await editor.review();
  const publish = review.getByRole('button', { name: words.review.publish, exact: true });
  await review.getByText(words.problem.price_zero(dish)).waitFor();
  expect(await publish.isDisabled()).toBe(true);
  await review.getByRole('button', { name: `${words.review.free}: ${dish}` }).click();
  await review.getByText(words.problem.price_zero(dish)).waitFor({ state: 'hidden' });
  await editor.closeSheet();
  // A brand may ask for a station, and then no dish goes without one.
  const each = page.getByRole('switch', { name: words.station.each });
  await each.click();
  await page.getByText(/to be put right/u).waitFor();
  review = await editor.review();
  await review.getByText(words.problem.no_station(dish)).waitFor();
  expect(await publish.isDisabled()).toBe(true);
  await editor.closeSheet();
  await each.click();
  await page.getByText(/to be put right/u).waitFor({ state: 'hidden' });
  review = await editor.review();
  await expect.poll(() => publish.isEnabled()).toBe(true);
});

test('the menu page, in each of its states', async ({ stack, device }) => {
  const editor = await MenuScreen.start(await device('manager', 'phone', STILL), stack);
  const page = new Inspection(editor.page, 48);
  await page.look('the menu');
  await editor.page.getByRole('button', { name: words.actions.addItem }).click();
  await editor.dialog().getByRole('button', { name: words.form.add, exact: true }).click();
  await page.look('a dish with faults');
  await editor.closeSheet();
  await editor.page.getByRole('button', { name: words.group.add }).click();
  await editor.dialog().getByRole('button', { name: words.group.addOption }).click();
  await page.look('a choice');
  await editor.closeSheet();
  await editor.review();
  await page.look('the review');
  await editor.closeSheet();
  await editor.page.getByRole('button', { name: words.actions.versions }).click();
  await editor.page.getByText(words.versions.text).waitFor();
  await page.look('earlier menus');
  expect(page.problems).toEqual([]);
});
