import type { Menu } from '$api/types';
import { guest as text } from '$text/en/guest';
import { menuEditor } from '$text/en/menu-editor';
import { Guest } from '../../harness/guest';
import { MenuScreen } from '../../harness/office-pages';
import { aPhoto } from '../../harness/photo';
import { test } from '../../harness/test';
import { series } from '../camera';

/** Some dishes have a photo, some have none, as in a restaurant that has just begun with them. */
test('photos', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'desk'), stack.url, 'Meera');
  const { page } = guest;
  await page.goto(stack.url);
  const menu = await office.read<Menu>('menu');
  const photos = new Map<string, Buffer>();
  const items = menu.categories.flatMap(({ items }) => items);
  const [first] = items;
  const dish = 'Vada Pav';
  for (const [at, { id, name }] of items.slice(0, 30).entries()) {
    if (at % 3 !== 2 || name === dish) photos.set(id, (await aPhoto(page, 1_600, 1_100, (at * 47) % 360)).buffer);
  }
  await office.show(photos);
  await series(page, 'photos', [
    ['menu', () => guest.scan(table)],
    ['dish', () => guest.button(first?.name ?? '').first().click().then(() => guest.dialog().waitFor())],
    [
      'menu-with-cart',
      async () => {
        await guest.closeSheet();
        await guest.tryPin(pin);
        await guest.seated();
        await guest.add(dish);
        await guest.cartButton.filter({ hasText: text.bar.items(1) }).waitFor();
      },
    ],
  ]);
  const editor = new MenuScreen(await device('menu', 'desk'), stack.url);
  await series(editor.page, 'photos-menu', [
    ['list', () => editor.signIn(stack.staff('manager'))],
    ['dish', () => editor.edit(first?.name ?? '').then((sheet) => sheet.getByAltText(menuEditor.photo.alt).scrollIntoViewIfNeeded())],
  ]);
});
