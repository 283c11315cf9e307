import { guest as hindi } from '$text/hi/guest';
import { common } from '$text/hi/common';
import { menuEditor as text } from '$text/en/menu-editor';
import { translations as words } from '$text/en/translations';
import { field } from '../../harness/hand';
import { MenuScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';

const DISH = 'Vada Pav';

test('languages', async ({ stack, office, device }) => {
  const editor = new MenuScreen(await device('menu', 'desk'), stack.url);
  const { page } = editor;
  const sheet = editor.dialog();
  const wide = () => page.setViewportSize({ width: 1280, height: 800 });
  await series(page, 'languages', [
    [
      'dish',
      async () => {
        await editor.signIn(stack.staff('owner'));
        await wide();
        await editor.choose('Street Food');
        const dish = await editor.edit(DISH);
        await dish.getByText(words.fold).click();
        for (const tag of ['hi', 'ar']) {
          await field(dish, words.choose).selectOption(tag);
          await dish.getByRole('button', { name: words.add }).click();
        }
        await dish.getByRole('group', { name: /^Hindi/ }).getByLabel(text.item.name).fill('वड़ा पाव');
        await dish.getByRole('group', { name: /^Arabic/ }).getByLabel(text.item.name).fill('فادا باف');
        await dish.getByRole('group', { name: /^Arabic/ }).getByLabel(text.item.description).fill('كرات بطاطس مقلية في خبز طري مع صلصة الثوم');
        await dish.getByText(words.fold).scrollIntoViewIfNeeded();
      },
    ],
    [
      'list',
      async () => {
        await editor.save();
        await sheet.waitFor({ state: 'hidden' });
        await page.getByRole('heading', { name: words.title, exact: true }).scrollIntoViewIfNeeded();
      },
    ],
    ['language', () => page.getByRole('region', { name: words.title }).getByRole('button', { name: /Hindi/ }).click()],
    ['review', () => editor.closeSheet().then(() => editor.review())],
  ]);
  await wide();
  await editor.closeSheet();
  await editor.publish();
  const table = stack.freeTable();
  await office.open(table);
  const guest = await device('guest', 'phone', { locale: 'hi-IN' });
  const to = (name: string) => guest.page.getByRole('button', { name, exact: true }).first();
  await series(guest.page, 'languages-guest', [
    [
      'hindi',
      async () => {
        await guest.page.goto(`${stack.url}/#${table.code}`);
        await to('वड़ा पाव').waitFor();
        await to('वड़ा पाव').scrollIntoViewIfNeeded();
      },
    ],
    [
      'arabic',
      async () => {
        await guest.page.getByLabel(common.language).selectOption({ label: 'العربية' });
        await to('فادا باف').waitFor();
      },
    ],
    ['arabic-dish', () => to('فادا باف').click().then(() => guest.page.getByRole('dialog').waitFor())],
    ['hindi-bar', () => guest.page.keyboard.press('Escape').then(() => guest.page.getByRole('button', { name: hindi.bar.join }).waitFor())],
  ]);
});
