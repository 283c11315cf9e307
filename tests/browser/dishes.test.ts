import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { menuEditor as words } from '$text/en/menu-editor';
import { prices } from '$text/en/prices';
import { seat } from '$text/en/seat';
import { search } from '$text/en/search';
import { Guest } from './harness/guest';
import { field } from './harness/hand';
import { MenuScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

/** So many hours from now by the restaurant's clock, at seven minutes past; every day, so it is ahead at any hour. */
const inHours = (hours: number): string => {
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Kolkata' });
  return `${hour.format(Date.now() + hours * 3_600_000).padStart(2, '0')}:07`;
};

test('an owner says all there is of a dish, and a guest reads it in the menu', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  await office.open(table);
  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  await guest.scan(table);

  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  await editor.choose('Street Food');
  const sheet = editor.dialog();
  const begin = async (name: string, price: string) => {
    await page.getByRole('button', { name: words.actions.addItem, exact: true }).first().click();
    await field(sheet, words.item.name).fill(name);
    await field(sheet, words.item.price('INR')).fill(price);
  };
  const add = async () => {
    await sheet.getByRole('button', { name: words.form.add, exact: true }).click();
    await sheet.waitFor({ state: 'hidden' });
  };

  await begin('Peanut Kachori', '120');
  await field(sheet, words.item.diet).selectOption({ label: common.diet.vegan });
  for (const allergen of ['peanuts', 'sesame'] as const) await sheet.getByRole('checkbox', { name: common.allergen[allergen], exact: true }).check();
  // More than a day is no time to make a dish.
  await field(sheet, words.item.minutes).fill('999');
  await sheet.getByRole('button', { name: words.form.add, exact: true }).click();
  await expect.poll(() => field(sheet, words.item.minutes).getAttribute('aria-invalid')).toBe('true');
  await field(sheet, words.item.minutes).fill('25');
  await add();

  await begin('Malai Barfi', '900');
  await field(sheet, prices.kind.label).selectOption({ label: prices.kind.names.per_kg });
  await field(sheet, words.item.diet).selectOption({ label: common.diet.veg });
  await sheet.getByRole('checkbox', { name: common.allergen.milk, exact: true }).check();
  await add();

  await begin('Catch of the Day', '1');
  await field(sheet, prices.kind.label).selectOption({ label: prices.kind.names.market });
  await field(sheet, words.item.diet).selectOption({ label: common.diet.non_veg });
  await add();

  await begin('Night Falooda', '150');
  await sheet.getByRole('switch', { name: prices.times.limited }).check();
  const time = sheet.getByRole('group', { name: prices.times.nth(1) });
  await field(time, prices.times.from).fill(inHours(3));
  await field(time, prices.times.to).fill(inHours(5));
  for (const day of Object.values(prices.times.day)) await time.getByRole('checkbox', { name: day, exact: true }).check();
  await add();
  expect(await guest.page.getByText('Peanut Kachori').count()).toBe(0);
  await editor.publish();

  // Nobody touches the phone.
  const row = (name: string) => guest.page.getByRole('main').getByRole('listitem').filter({ has: guest.page.getByRole('button', { name, exact: true }) });
  await row('Peanut Kachori').first().waitFor();
  const reads = async (dish: string, ...what: (string | RegExp)[]) => {
    await row(dish).evaluate((one) => one.scrollIntoView({ block: 'center' }));
    for (const one of what) await row(dish).getByText(one).first().waitFor();
  };
  const sells = (dish: string) => row(dish).getByRole('button', { name: new RegExp(`^${text.menu.addNamed(dish)}`) }).count();
  const marked = (dish: string, diet: string) => expect.poll(() => row(dish).locator('h3').evaluate((one) => one.innerHTML)).toContain(diet);

  await reads('Peanut Kachori', '₹120', text.menu.contains(common.list([common.allergen.peanuts, common.allergen.sesame])));
  await row('Peanut Kachori').getByRole('img', { name: text.menu.prep(25) }).waitFor();
  await marked('Peanut Kachori', common.diet.vegan);
  expect(await sells('Peanut Kachori')).toBe(1);
  await reads('Malai Barfi', '₹900', search.terms.weighed(search.terms.per.per_kg), text.menu.contains(common.allergen.milk));
  await marked('Malai Barfi', common.diet.veg);
  await reads('Catch of the Day', search.terms.market);
  await marked('Catch of the Day', common.diet.non_veg);
  await reads('Night Falooda', '₹150', /^From .*:07/);
  // What staff are asked for, and what is not served yet, is not put into a cart.
  for (const dish of ['Malai Barfi', 'Catch of the Day', 'Night Falooda']) expect(await sells(dish), dish).toBe(0);
});

test('the menu goes back while a cart is open: the phone says what is dearer and what is gone', async ({ stack, office, device }) => {
  const inr = (minor: number) => ({ minor, currency: 'INR' });
  await office.publish([
    { do: 'edit_item', id: 'vada-pav', set: { price: inr(8_000) } },
    { do: 'add_item', id: 'bhel-of-today', category: 'street-food', name: 'Bhel of Today', price: inr(12_000), diet: 'veg' },
  ]);
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone', STILL);
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await guest.add('Vada Pav');
  await guest.add('Bhel of Today');
  await guest.cartButton.filter({ hasText: text.bar.items(2) }).waitFor();
  await guest.openCart();
  await guest.cart.getByText('₹80').first().waitFor();

  const editor = await MenuScreen.start(await device('owner', 'desk', STILL), stack, 'owner');
  await editor.page.getByRole('button', { name: words.actions.versions }).click();
  const versions = editor.page.getByRole('dialog', { name: words.versions.title });
  // The one before what was published here.
  const back = versions.getByRole('button', { name: /^Go back to menu/ }).first();
  const [name] = /\d+/.exec((await back.textContent()) ?? '') ?? [];
  await back.click();
  await versions.getByRole('group', { name: words.versions.sure(Number(name)) }).getByRole('button', { name: words.versions.back(Number(name)) }).click();
  await versions.waitFor({ state: 'hidden' });

  // Nobody touches the phone.
  const lines = guest.cart.getByRole('listitem');
  const line = (dish: string) => lines.filter({ has: guest.page.getByRole('heading', { name: new RegExp(`^${dish}`) }) });
  await expect.poll(() => line('Vada Pav').textContent()).toMatch(/₹80.*₹95|₹95.*₹80/su);
  await line('Bhel of Today').getByText(seat.cart.fault.gone('Bhel of Today')).waitFor();
  expect(await office.orderCount(table)).toBe(0);
});
