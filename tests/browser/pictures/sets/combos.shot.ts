import { guest as text } from '$text/en/guest';
import { menuEditor as words } from '$text/en/menu-editor';
import { seat } from '$text/en/seat';
import { Guest } from '../../harness/guest';
import { MenuScreen } from '../../harness/office-pages';
import { KitchenTablet } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const COMBO = 'Dosa meal';

/** A combo as its owner edits it, as guests order it, and as the kitchen cooks it. */
test('combos', async ({ stack, office, device }) => {
  await office.publish([
    {
      do: 'add_item',
      id: 'dosa-meal',
      category: 'south-indian',
      after: null,
      name: COMBO,
      description: 'A dosa of your choice with something to drink.',
      price: inr(25_000),
      diet: 'veg',
    },
    {
      do: 'set_combo',
      item: 'dosa-meal',
      set: {
        parts: [
          { id: 'main', name: 'Main', choices: [{ item: 'masala-dosa' }, { item: 'mysore-masala-dosa', surcharge: inr(2_000) }] },
          { id: 'drink', name: 'Drink', choices: [{ item: 'masala-chai' }, { item: 'south-indian-filter-coffee' }] },
        ],
      },
    },
  ]);
  await office.sellOut('south-indian-filter-coffee');
  const table = new Evening(stack, office).table('V6');
  const { pin } = await office.open(table);

  const editor = new MenuScreen(await device('menu', 'desk'), stack.url);
  await editor.signIn(stack.staff('manager'));
  await editor.choose('South Indian');
  await series(editor.page, 'combos-menu', [
    ['sheet', () => editor.edit(COMBO)],
    ['parts', () => editor.dialog().getByRole('heading', { name: words.part.title }).scrollIntoViewIfNeeded()],
    [
      'faults',
      async () => {
        await editor.dialog().getByRole('button', { name: words.part.add, exact: true }).click();
        await editor.save();
        await editor.dialog().getByText(words.part.nothing).scrollIntoViewIfNeeded();
      },
    ],
  ]);

  const guest = new Guest(await device('phone', 'desk'), stack.url, 'Meera');
  const { page } = guest;
  await guest.sitDown(table, pin);
  const form = guest.dialog(COMBO);
  const add = form.getByRole('button', { name: seat.item.add(1) });
  let number = 0;
  await series(page, 'combos-guest', [
    ['sheet', () => guest.button(new RegExp(`^${text.menu.chooseNamed(COMBO)}`)).click().then(() => form.waitFor())],
    ['wanting', () => add.click()],
    ['picked', () => form.getByLabel('Mysore Masala Dosa').click().then(() => form.getByRole('group', { name: /^Drink/ }).scrollIntoViewIfNeeded())],
    [
      'cart',
      async () => {
        await form.getByRole('radio', { name: /Masala Chai/ }).click();
        for (let turn = 0; turn < 4 && (await form.isVisible()); turn += 1) {
          await add.click();
          if ((await form.getByRole('alert').count()) === 0) break;
          await form.locator('fieldset').filter({ has: page.getByRole('alert') }).getByRole('radio').first().click();
        }
        await form.waitFor({ state: 'hidden' });
        await guest.openCart();
      },
    ],
    [
      'orders',
      async () => {
        await guest.closeSheet();
        await guest.order();
        number = await guest.confirmed();
        await guest.closeSheet();
        await guest.openOrders();
      },
    ],
    ['bill', () => guest.closeSheet().then(() => guest.openBill())],
  ]);

  const kitchen = await KitchenTablet.start(await device('kitchen', 'desk'), stack);
  await series(kitchen.page, 'combos-kitchen', [['board', () => kitchen.ticket(number).waitFor()]]);
});
