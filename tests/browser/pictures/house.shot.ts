import { admin as adminText } from '$text/en/admin';
import { guest as text } from '$text/en/guest';
import { menuEditor as editorText } from '$text/en/menu-editor';
import { setUp } from '$text/en/set-up';
import { BackOffice } from '../harness/back-office';
import { Guest } from '../harness/guest';
import { AdminScreen, MenuScreen } from '../harness/office-pages';
import { Stack } from '../harness/stack';
import { test as base } from '../harness/test';
import { keep, shot } from './camera';
import { compose } from './compose';

/** Large enough for sharp letters once the picture is made smaller. */
const SHARP = { reducedMotion: 'reduce', deviceScaleFactor: 1.5 } as const;
const DARK = { ...SHARP, colorScheme: 'dark' } as const;

const test = base.extend('empty', async ({}, { onCleanup }) => {
  const stack = await Stack.startEmpty();
  onCleanup(() => stack.stop());
  return stack;
});

test('a house of its own: set up, its menu, its looks, its cards', async ({ stack, empty, browser, device }) => {
  const first = (await device('set-up', 'phone', SHARP)).page;
  await first.goto(`${empty.url}/set-up`);
  await first.getByLabel(setUp.form.brand, { exact: true }).fill('The Lanes');
  await first.getByLabel(setUp.form.branch, { exact: true }).fill('Lake Road');

  const menu = new MenuScreen(await device('menu', 'desk', SHARP), stack.url);
  await menu.page.setViewportSize({ width: 1180, height: 820 });
  await menu.signIn(stack.staff('owner'));
  await menu.choose('Street Food');
  await menu.edit('Vada Pav');
  await menu.dialog().getByLabel(editorText.item.price('INR')).fill('102');
  await menu.save();
  await menu.dialog().waitFor({ state: 'hidden' });
  const list = await shot(menu.page);
  const pocket = new MenuScreen(await device('pocket', 'phone', DARK), stack.url);
  await pocket.signIn(stack.staff('owner'));
  await pocket.review();
  const review = await shot(pocket.page);

  const owner = await BackOffice.signIn(stack, 'owner');
  await owner.look({ colour: '#1d6b3a', face: 'modern' });
  const admin = await AdminScreen.start(await device('admin', 'tablet', SHARP), stack);
  await admin.showCards();
  await admin.page.getByRole('button', { name: adminText.print.formats.tent.name }).click();
  await admin.page.locator('main').evaluate((sheets) => sheets.scrollIntoView());
  const house = await compose(browser, 760, [
    { picture: list, look: 'tablet', at: [24, 24] },
    { picture: await shot(admin.page), look: 'desk', at: [64, 336] },
    { picture: await shot(first), look: 'phone', at: [724, 40] },
    { picture: review, look: 'phone', at: [992, 152] },
  ]);
  keep('house.png', house);
});

test("the guest's menu", async ({ stack, office, browser, device }) => {
  const table = stack.freeTable();
  await office.open(table);
  const start = async (name: string, look: typeof SHARP | typeof DARK) => {
    const guest = new Guest(await device(name, 'phone', look), stack.url, 'Meera');
    await guest.scan(table);
    return guest;
  };
  const light = await start('light', SHARP);
  const menu = await shot(light.page);
  await light.button('Tomato Dhaniya Shorba').first().click();
  await light.dialog().waitFor();
  const dish = await shot(light.page);
  const dark = await start('dark', DARK);
  await dark.page.getByRole('searchbox').fill('contains peanuts');
  await dark.page.getByRole('heading', { level: 3 }).first().waitFor();
  const found = await shot(dark.page);
  await dark.page.getByRole('searchbox').fill('');
  await dark.page.getByRole('button', { name: text.menu.all }).click();
  await dark.dialog().waitFor();
  const picture = await compose(browser, 640, [
    { picture: menu, look: 'phone', at: [36, 24] },
    { picture: dish, look: 'phone', at: [348, 24] },
    { picture: found, look: 'phone', at: [660, 24] },
    { picture: await shot(dark.page), look: 'phone', at: [972, 24] },
  ]);
  keep('guest.png', picture);
});
