import { guest as text } from '$text/en/guest';
import { Guest } from '../../harness/guest';
import { test } from '../../harness/test';
import { series } from '../camera';

/** Rows of the menu and the dishes that they open: with a photo, with a tile, in the cart. */
test.for([
  ['rows', undefined],
  ['rows-rtl', 'rtl'],
] as const)('%s', async ([name, dir], { stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('phone', 'desk'), stack.url, 'Meera');
  const { page } = guest;
  const dish = (of: string) => guest.button(of).first().click().then(() => guest.dialog(of).waitFor());
  await series(page, name, [
    ['menu', () => guest.scan(table).then(() => page.getByRole('heading', { name: 'Hot Drinks' }).waitFor())],
    ['photo', () => dish('Kachumber Salad')],
    ['tile', () => guest.closeSheet().then(() => dish('Samosa Chaat'))],
    [
      'in-cart',
      async () => {
        await guest.closeSheet();
        await guest.tryPin(pin);
        await guest.seated();
        for (const one of ['Kachumber Salad', 'Vada Pav']) await guest.add(one);
        await guest.choose('Samosa Chaat', []);
        await guest.cartButton.filter({ hasText: text.bar.items(3) }).waitFor();
        await page.getByRole('heading', { name: 'Salads & Raita' }).scrollIntoViewIfNeeded();
        await page.evaluate(() => scrollBy(0, 420));
      },
    ],
  ], dir);
});
