import { menuEditor as words } from '$text/en/menu-editor';
import { newBranch } from '$text/en/new-branch';
import { ownMenu as text } from '$text/en/own-menu';
import { setUp } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { BackOffice } from '../../harness/back-office';
import { AdminScreen, MenuScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';

test('branches of a brand', async ({ stack, device }) => {
  // Signed in while there is one branch: that is where it edits the menu.
  const owner = await BackOffice.signIn(stack, 'owner');
  const admin = new AdminScreen(await device('admin', 'desk'), stack.url);
  await admin.signIn(stack.staff('owner'));
  const { page } = admin;
  await series(page, 'branches-add', [
    ['choice', () => page.getByRole('button', { name: staffText.account.open }).click()],
    ['form', async () => {
      await page.getByRole('dialog').getByRole('link', { name: staffText.branch.add }).click();
      await page.getByLabel(newBranch.name).fill('Harbour');
      await page.getByLabel(setUp.form.currency).selectOption('EUR');
    }],
    ['made', async () => {
      await page.getByRole('button', { name: newBranch.submit }).click();
      await page.getByRole('heading', { name: 'Harbour', exact: true }).waitFor();
    }],
  ]);
  const branch = new URL(page.url()).searchParams.get('branch') ?? '';
  const menu = new MenuScreen(await device('menu', 'desk'), stack.url);
  await menu.signIn(stack.staff('owner'));
  const dialog = menu.dialog();
  const row = (name: string) => menu.page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) });
  await series(menu.page, 'branches-menu', [
    ['missing', async () => {
      await menu.page.goto(`${stack.url}/menu?branch=${branch}#branch`);
      await row('Vada Pav').waitFor();
    }],
    ['fill', async () => {
      await menu.page.getByRole('button', { name: text.foreign.fill }).click();
      await dialog.getByLabel(text.foreign.factor('INR', 'EUR')).fill('0.011');
    }],
    ['own', async () => {
      await dialog.getByRole('button', { name: /^Fill in/ }).click();
      await dialog.waitFor({ state: 'hidden' });
    }],
    ['dish', () => row('Vada Pav').click()],
    ['combo', async () => {
      await menu.closeSheet();
      await row('Curry, Bread').click();
    }],
  ]);
  // What is about to be published has no price at the harbour.
  await owner.edit([
    { do: 'add_item', id: 'rice-bowl', category: 'street-food', name: 'Rice Bowl', price: { minor: 18_000, currency: 'INR' }, diet: 'veg' },
    { do: 'add_variant', item: 'samosa-chaat', id: 'half', name: 'Half', price: { minor: 9_000, currency: 'INR' } },
    { do: 'add_option', group: 'chaat-toppings', id: 'peanuts', name: 'Roasted peanuts', price: { minor: 2_500, currency: 'INR' } },
  ]);
  await series(menu.page, 'branches-review', [
    ['unpriced', async () => {
      await menu.page.goto(`${stack.url}/menu?branch=${stack.ready.branch}`);
      const review = await menu.review();
      await review.getByRole('heading', { name: words.review.unpriced.title }).scrollIntoViewIfNeeded();
    }],
  ]);
  await series(menu.page, 'branches-brand', [
    ['home', async () => {
      await menu.page.goto(`${stack.url}/menu?branch=${stack.ready.branch}#branch`);
      await row('Vada Pav').waitFor();
    }],
    ['stations', async () => {
      await owner.say([
        { do: 'add_station', id: 'main', name: 'Main kitchen' },
        { do: 'make_at', id: 'tandoor', station: 'main' },
        { do: 'make_item_at', id: 'vada-pav', station: 'main' },
      ]);
      await menu.page.reload();
      await row('Vada Pav').waitFor();
      await menu.page.getByRole('region', { name: text.station.title }).scrollIntoViewIfNeeded();
    }],
    ['station', () => menu.page.getByRole('region', { name: text.station.title }).getByRole('button', { name: /^Tandoor/ }).click()],
    ['own-station', async () => {
      await menu.closeSheet();
      await row('Main kitchen').click();
      await dialog.getByRole('button', { name: words.station.remove, exact: true }).click();
    }],
    ['new-station', async () => {
      await menu.closeSheet();
      await menu.page.getByRole('button', { name: text.station.add }).click();
    }],
    ['made-at', async () => {
      await menu.closeSheet();
      await row('Vada Pav').click();
    }],
    ['in-order', async () => {
      await menu.closeSheet();
      await owner.say([{ do: 'add_station', id: 'back', name: 'Back kitchen' }, { do: 'add_station', id: 'pantry', name: 'Pantry' }]);
      await menu.page.reload();
      await row('Pantry').scrollIntoViewIfNeeded();
    }],
    ['different', async () => {
      await menu.page.getByLabel(text.show.label).selectOption('own');
    }],
    ['menu', async () => {
      await menu.page.getByLabel(text.show.label).selectOption('all');
      await menu.page.getByRole('link', { name: text.back }).click();
      await menu.page.getByRole('button', { name: text.title, exact: true }).waitFor();
    }],
  ]);
});
