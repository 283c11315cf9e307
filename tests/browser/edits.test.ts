import type { Locator } from 'playwright-core';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { guest as hindi } from '$text/hi/guest';
import { seat as hindiSeat } from '$text/hi/seat';
import { Guest } from './harness/guest';
import { aPhoto } from './harness/photo';
import { RemoteGuest } from './harness/remote-guest';
import { expect, test } from './harness/test';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const fault = seat.cart.fault;

/** One kind of edit of a dish that an open phone shows and an open cart holds. */
interface Edit {
  /** What the dish is called. */
  dish: string;
  /** What there is of it besides. */
  setUp?: (id: string) => object[];
  /** What of it is chosen. */
  chosen?: (id: string) => object;
  edit: (id: string) => object[];
  /** What its row in the menu says then; '' when there is no such row any more. */
  row: string | RegExp;
  /** What its line in the cart says then. */
  line: string | RegExp;
}

const set = (id: string, fields: object) => [{ do: 'edit_item', id, set: fields }];
const sauce = (id: string) => [
  { do: 'add_group', id: `${id}-g`, name: 'Sauce', min: 0, max: 2 },
  { do: 'add_option', group: `${id}-g`, id: `${id}-mint`, name: 'Mint', price: inr(500) },
  { do: 'add_option', group: `${id}-g`, id: `${id}-chilli`, name: 'Chilli', price: inr(700) },
  { do: 'attach_group', item: id, group: `${id}-g` },
];
const mint = (id: string) => ({ options: [`${id}-mint`] });
const both = (id: string) => ({ options: [`${id}-mint`, `${id}-chilli`] });
/** The sauces of another dish, which both share. */
const SHARED = 'walk-fewer-here';
const share = (id: string) => [{ do: 'attach_group', item: id, group: `${SHARED}-g` }];
const sizes = (id: string) =>
  [['half', 'Half', 6000] as const, ['full', 'Full', 10000] as const].map(([variant, name, price]) => ({ do: 'add_variant', item: id, id: variant, name, price: inr(price) }));
const half = () => ({ variant_id: 'half' });
const parts = (surcharge: number, ...choices: string[]) => [
  { id: 'rice', name: 'Rice', choices: choices.map((item) => ({ item, surcharge: inr(surcharge) })) },
];
const rice = () => ({ parts: [{ part_id: 'rice', item_id: 'jeera-rice', options: [] }] });
const meal = (id: string) => [{ do: 'set_combo', item: id, set: { parts: parts(0, 'jeera-rice', 'steamed-basmati-rice') } }];

/** By the name of the dish, which is new in every one. */
const EDITS: Edit[] = [
  { dish: 'Plain one', edit: (id) => set(id, { name: 'Renamed one' }), row: 'Renamed one', line: '₹100' },
  { dish: 'Dearer', edit: (id) => set(id, { price: inr(12000) }), row: '₹120', line: /₹100.*₹120|₹120.*₹100/su },
  { dish: 'Cheaper', edit: (id) => set(id, { price: inr(8000) }), row: '₹80', line: /₹100.*₹80|₹80.*₹100/su },
  { dish: 'Described', edit: (id) => set(id, { description: 'Slowly cooked' }), row: 'Slowly cooked', line: '₹100' },
  { dish: 'Marked', edit: (id) => set(id, { diet: 'non_veg', allergens: ['peanuts'] }), row: /peanut/iu, line: `${seat.cart.nowContains('Marked', 'peanuts')} ${seat.cart.nowMarked('Marked', 'Non-vegetarian')}` },
  { dish: 'Translated', edit: (id) => set(id, { name: { en: 'In English', hi: 'हिन्दी में' } }), row: 'In English', line: '₹100' },
  { dish: 'Off the menu', edit: (id) => [{ do: 'remove_item', id }], row: '', line: fault.gone('Off the menu') },
  { dish: 'Moved', edit: (id) => [{ do: 'move_item', id, category: 'desserts', after: null }], row: '₹100', line: '₹100' },
  { dish: 'By the day', edit: (id) => set(id, { priced: 'market' }), row: /ask/iu, line: fault.ask('By the day') },
  {
    dish: 'Sauce wanted',
    setUp: (id) => sauce(id),
    edit: (id) => [{ do: 'edit_group', id: `${id}-g`, set: { min: 1 } }],
    row: '₹100',
    line: fault.few('Sauce wanted', 'Sauce', 1),
  },
  {
    dish: 'Mint gone',
    setUp: (id) => sauce(id),
    chosen: mint,
    edit: (id) => [{ do: 'remove_option', group: `${id}-g`, id: `${id}-mint` }],
    row: '₹100',
    line: fault.option('Mint gone', 'Mint'),
  },
  {
    dish: 'Mint dearer',
    setUp: (id) => sauce(id),
    chosen: mint,
    edit: (id) => [{ do: 'edit_option', group: `${id}-g`, id: `${id}-mint`, set: { price: inr(900) } }],
    row: '₹100',
    line: /₹105.*₹109|₹109.*₹105/su,
  },
  {
    dish: 'More sauces',
    setUp: (id) => sauce(id),
    chosen: mint,
    edit: (id) => [{ do: 'add_option', group: `${id}-g`, id: `${id}-salt`, name: 'Salt', price: inr(0) }],
    row: '₹100',
    line: '₹105',
  },
  {
    dish: 'Mint included',
    setUp: sauce,
    chosen: both,
    edit: (id) => [{ do: 'edit_group', id: `${id}-g`, set: { free: 1 } }],
    row: '₹100',
    line: /₹112.*₹107|₹107.*₹112/su,
  },
  {
    dish: 'Sauce taken off',
    setUp: sauce,
    chosen: mint,
    edit: (id) => [{ do: 'detach_group', item: id, group: `${id}-g` }],
    row: '₹100',
    line: fault.option('Sauce taken off', 'Mint'),
  },
  // Four dishes with the sauces of the first: what each says of them is its own.
  {
    dish: 'Fewer here',
    setUp: sauce,
    chosen: both,
    edit: (id) => [{ do: 'override_group', item: id, group: `${SHARED}-g`, set: { max: 1 } }],
    row: '₹100',
    line: fault.many('Fewer here', 'Sauce', 1),
  },
  {
    dish: 'Own price',
    setUp: share,
    chosen: () => both(SHARED),
    edit: (id) => [{ do: 'override_option', item: id, group: `${SHARED}-g`, option: `${SHARED}-mint`, set: { price: inr(900) } }],
    row: '₹100',
    line: /^(?!.*at most).*(₹112.*₹116|₹116.*₹112)/su,
  },
  {
    dish: 'Not here',
    setUp: share,
    chosen: () => both(SHARED),
    edit: (id) => [{ do: 'override_option', item: id, group: `${SHARED}-g`, option: `${SHARED}-chilli`, set: { offered: false } }],
    row: '₹100',
    line: fault.option('Not here', 'Chilli'),
  },
  {
    dish: 'Included here',
    setUp: share,
    chosen: () => both(SHARED),
    edit: (id) => [{ do: 'override_group', item: id, group: `${SHARED}-g`, set: { free: 1 } }],
    row: '₹100',
    line: /^(?!.*at most).*(₹112.*₹107|₹107.*₹112)/su,
  },
  { dish: 'Sizes new', edit: sizes, row: '₹60', line: fault.choices('Sizes new') },
  { dish: 'Size dearer', setUp: sizes, chosen: half, edit: (id) => [{ do: 'edit_variant', item: id, id: 'half', set: { price: inr(7000) } }], row: '₹70', line: /₹60.*₹70|₹70.*₹60/su },
  { dish: 'Size gone', setUp: sizes, chosen: half, edit: (id) => [{ do: 'remove_variant', item: id, id: 'half' }], row: '₹100', line: fault.choices('Size gone, Half') },
  { dish: 'Combo dearer', setUp: meal, chosen: rice, edit: (id) => [{ do: 'set_combo', item: id, set: { parts: parts(1500, 'jeera-rice') } }], row: '₹100', line: /₹100.*₹115|₹115.*₹100/su },
  { dish: 'Combo other', setUp: meal, chosen: rice, edit: (id) => [{ do: 'set_combo', item: id, set: { parts: parts(0, 'steamed-basmati-rice') } }], row: '₹100', line: fault.choices('Combo other') },
  {
    // A fifth off all of a category, sauces aside.
    dish: 'A fifth off',
    setUp: (id) => [...sauce(id), { do: 'add_category', id: 'walk-off', name: 'Walk off', after: null }, { do: 'move_item', id, category: 'walk-off', after: null }],
    chosen: mint,
    edit: () => [
      { do: 'add_price_list', id: 'walk-fifth', name: 'A fifth', channels: ['dine_in'], percent: { basis_points: -2_000, round_to: 100, categories: ['walk-off'] } },
    ],
    row: '₹80',
    line: /₹105.*₹85|₹85.*₹105/su,
  },
  {
    dish: 'Happy dish',
    edit: (id) => [
      { do: 'add_price_list', id: 'walk-list', name: 'Today only', channels: ['dine_in'] },
      { do: 'set_list_price', list: 'walk-list', item: id, set: { price: inr(4200) } },
    ],
    row: '₹42',
    line: /₹100.*₹42|₹42.*₹100/su,
  },
];

const idOf = ({ dish }: Edit) => `walk-${dish.toLowerCase().replaceAll(' ', '-')}`;

/** Of the dish by its row in the menu, which is laid out only near the screen. */
async function says(row: Locator, words: string | RegExp): Promise<void> {
  const shown = async () => {
    if ((await row.count()) === 0) return '';
    await row.evaluate((node) => node.scrollIntoView({ block: 'center' }));
    return (await row.textContent()) ?? '';
  };
  await expect.poll(shown, { timeout: 20_000 }).toMatch(words);
}

test('every kind of edit that is published shows on an open phone, and at its line in an open cart', async ({ stack, office, device }) => {
  const category = [{ do: 'add_category', id: 'walk', name: 'Walk', after: null }];
  const made = EDITS.flatMap((one) => [
    { do: 'add_item', id: idOf(one), category: 'walk', name: one.dish, price: inr(10000), diet: 'veg' },
    ...(one.setUp?.(idOf(one)) ?? []),
  ]);
  await office.publish([...category, ...made]);
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', { reducedMotion: 'reduce' }), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const { page } = guest;
  // Its cart is filled by a companion; how a phone does it is tested elsewhere.
  const companion = await RemoteGuest.join(stack, table, pin, 'Ravi');
  for (const one of EDITS) await companion.put(idOf(one), one.chosen?.(idOf(one)) ?? {});
  await guest.cartButton.filter({ hasText: text.bar.items(EDITS.length) }).waitFor();

  for (const one of EDITS) {
    await office.publish(one.edit(idOf(one)));
    const name = typeof one.row === 'string' && /^(Renamed|In English)/u.test(one.row) ? one.row : one.dish;
    // Nobody touches the phone.
    const row = page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) });
    if (one.row === '') await expect.poll(() => row.count(), { timeout: 20_000 }).toBe(0);
    else await says(row, one.row);
  }
  // A photo, and what sells out.
  const [photographed, soldOut] = ['walk-described', 'walk-marked'];
  await office.show(new Map([[photographed, (await aPhoto(page, 800, 600)).buffer]]));
  const described = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Slowly cooked' });
  await described.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  await described.locator('img').waitFor();
  await office.sellOut(soldOut);
  await says(page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Marked', exact: true }) }), text.menu.soldOut);

  const cart = await guest.openCart();
  const lines = cart.getByRole('listitem');
  for (const one of EDITS) {
    const line = lines.filter({ has: page.getByRole('heading', { name: new RegExp(one.dish, 'u') }) });
    const words = idOf(one) === soldOut ? fault['sold-out']('Marked') : one.line;
    await expect.poll(() => line.textContent(), { message: one.dish }).toMatch(words);
  }
});

test('what a category says in another language shows on an open phone that reads it, and its open cart stays as it is', async ({ stack, office, device }) => {
  const [first, second] = ['सड़क का खाना', 'चाट और पाव'];
  const said = (hi?: { name: string; description: string }) => [
    { do: 'edit_category', id: 'street-food', set: { name: { en: 'Street Food', ...(hi && { hi: hi.name }) }, description: { en: 'From the cart', ...(hi && { hi: hi.description }) } } },
  ];
  await office.publish(said());
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'phone', { reducedMotion: 'reduce' }), stack.url, 'Asha');
  await guest.sitDown(table, pin);
  const { page } = guest;
  const companion = await RemoteGuest.join(stack, table, pin, 'Ravi');
  await companion.add('vada-pav');
  await page.getByLabel(common.language).selectOption('hi');
  const heading = (name: string) => page.getByRole('heading', { level: 2, name, exact: true });
  const below = page.locator('#category-street-food > p');
  // What is in the page's own language does not say so.
  const lang = async (name: string) => [
    await heading(name).getAttribute('lang'),
    await below.getAttribute('lang'),
    await below.textContent(),
  ];
  // The heading stood there in the page's first language too.
  await expect.poll(() => lang('Street Food')).toEqual(['en', 'en', 'From the cart']);

  // Nobody touches the phone.
  await office.publish(said({ name: first, description: 'ठेले से' }));
  await expect.poll(() => lang(first), { timeout: 20_000 }).toEqual([null, null, 'ठेले से']);
  await page.getByRole('navigation').getByRole('button', { name: first, exact: true }).waitFor();
  await guest.button(new RegExp(hindi.bar.cart, 'u')).click();
  const line = guest.dialog(hindiSeat.cart.title(true)).getByRole('listitem');
  await line.getByText('₹95', { exact: true }).waitFor();
  // The words change while the cart lies over them, and are taken away.
  await office.publish(said({ name: second, description: 'गरम' }));
  await expect.poll(() => page.locator('#heading-street-food').textContent(), { timeout: 20_000 }).toBe(second);
  expect([await line.count(), await line.locator('.fault, .was').count()]).toEqual([1, 0]);
  await page.keyboard.press('Escape');
  await office.publish(said());
  await expect.poll(() => lang('Street Food'), { timeout: 20_000 }).toEqual(['en', 'en', 'From the cart']);
});
