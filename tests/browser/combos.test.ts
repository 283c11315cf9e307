import { guest as text } from '$text/en/guest';
import { menuEditor as words } from '$text/en/menu-editor';
import { seat } from '$text/en/seat';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const COMBO = 'Dosa meal';

test('an owner makes a combo on a phone, a guest orders it, the kitchen cooks its parts and the bill is its price', async ({
  stack,
  office,
  device,
}) => {
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  await editor.choose('South Indian');
  await page.getByRole('button', { name: words.actions.addItem }).click();
  const sheet = page.getByRole('dialog', { name: words.item.new });
  await sheet.getByLabel(words.item.name, { exact: true }).fill(COMBO);
  await sheet.getByLabel(words.item.price('INR')).fill('250.01');
  // By keyboard: a part, its name, what is to be had for it.
  const part = async (number: number, name: string, dishes: string[]) => {
    await sheet.getByRole('button', { name: number === 1 ? words.part.first : words.part.add, exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.type(name);
    const group = sheet.getByRole('group', { name: words.part.nth(number), exact: true });
    for (const dish of dishes) {
      await group.getByLabel(words.part.dishFor(name)).selectOption({ label: dish });
      await group.getByRole('button', { name: words.part.addDish(name) }).focus();
      await page.keyboard.press('Enter');
    }
    return group;
  };
  const main = await part(1, 'Main', ['Masala Dosa', 'Mysore Masala Dosa']);
  await main.getByLabel(words.part.surcharge('Mysore Masala Dosa')).fill('20');
  await part(2, 'Drink', []);
  const put = sheet.getByRole('button', { name: words.form.add, exact: true });
  await put.click();
  await sheet.getByText(words.part.nothing).waitFor();
  const drink = sheet.getByRole('group', { name: words.part.nth(2), exact: true });
  const drinks = drink.getByLabel(words.part.dishFor('Drink'));
  const all = await drinks.locator('option').allTextContents();
  const category = all.find((one) => one.startsWith('All of') && /drink|chai|beverage/i.test(one));
  expect(category).toBeDefined();
  await drinks.selectOption({ label: category as string });
  await drink.getByRole('button', { name: words.part.addDish('Drink') }).click();
  const look = new Inspection(page, 48);
  await look.look('a combo in the making');
  expect(look.problems).toEqual([]);
  await put.click();
  await sheet.waitFor({ state: 'hidden' });
  const review = await editor.review();
  await review.getByText(new RegExp(`“${COMBO}” is a combo: Main \\(2 dishes\\), Drink`)).waitFor();
  await editor.closeSheet();
  await editor.publish();

  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.button(new RegExp(`^${text.menu.chooseNamed(COMBO)}`)).click();
  const form = guest.dialog(COMBO);
  const add = form.getByRole('button', { name: seat.item.add(1) });
  await add.click();
  await form.getByText(seat.item.missing(1, 'Main')).waitFor();
  await form.getByRole('group', { name: /^Main/ }).getByLabel('Mysore Masala Dosa').click();
  await add.filter({ hasText: '₹270.01' }).waitFor();
  const drinkGroup = form.getByRole('group', { name: /^Drink/ });
  await drinkGroup.getByRole('radio').first().click();
  const guestLook = new Inspection(guest.page, 44);
  await guestLook.look('a combo to order');
  expect(guestLook.problems).toEqual([]);
  // What was picked has choices of its own, and they are asked for.
  for (let turn = 0; turn < 4 && (await form.isVisible()); turn += 1) {
    await add.click();
    const asked = form.getByRole('alert');
    if ((await asked.count()) === 0) break;
    await form.locator('fieldset').filter({ has: guest.page.getByRole('alert') }).getByRole('radio').first().click();
  }
  await form.waitFor({ state: 'hidden' });
  await guest.openCart();
  await guest.cart.getByText(/^Main: Mysore Masala Dosa/).waitFor();
  await guest.closeSheet();
  await guest.order();
  const number = await guest.confirmed();
  // Its own price and what is added for the dosa; nothing that was picked within it costs more.
  expect(await office.total(table)).toBe(27_001);
  await guest.closeSheet();
  const bill = await guest.openBill();
  await bill.getByText(COMBO, { exact: true }).waitFor();
  await bill.getByText(/^Main: Mysore Masala Dosa/).waitFor();

  const kitchen = await KitchenTablet.start(await device('kitchen', 'desk'), stack);
  const ticket = kitchen.ticket(number);
  await ticket.getByText('Mysore Masala Dosa').first().waitFor();
  await ticket.getByText(`(${COMBO})`).first().waitFor();
});
