import type { Page } from 'playwright-core';
import { menuEditor as words } from '$text/en/menu-editor';
import { ownMenu as text } from '$text/en/own-menu';
import { BackOffice } from './harness/back-office';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const VADA = 'Vada Pav';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const row = (page: Page, name: string) => page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) });

test('what costs extra in a combo has a price abroad, and who publishes is told what lacks one there', async ({ stack, device }) => {
  const boss = await BackOffice.signIn(stack, 'owner');
  const branch = await boss.addBranch('Quay', 'EUR', 'Europe/Lisbon');
  const editor = new MenuScreen(await device('menu', 'phone', STILL), stack.url);
  await editor.signIn(stack.staff('owner'));
  const menu = editor.page;
  const [combo, lassi] = ['Curry, Bread & Drink', 'Sweet Punjabi Lassi'];
  const extra = text.price.extra(lassi, 'Drink');
  await menu.goto(`${stack.url}/menu?branch=${branch}#branch`);
  await button(menu, text.foreign.fill).click();
  await dialog(menu).getByLabel(text.foreign.factor('INR', 'EUR')).fill('0.011');
  await dialog(menu).getByLabel(text.foreign.step('EUR')).fill('0.1');
  await dialog(menu).getByRole('button', { name: /^Fill in/ }).click();
  await dialog(menu).waitFor({ state: 'hidden' });
  const own = text.price.named(extra, text.price.own('€0.40', '₹40'));
  await row(menu, combo).getByText(own, { exact: true }).waitFor();
  // Without a price it cannot be chosen, which is said.
  await row(menu, combo).click();
  const inspected = new Inspection(menu, 48);
  await inspected.look('a combo at the branch');
  await dialog(menu).getByRole('button', { name: text.sheet.of(text.sheet.noneAgain, extra) }).click();
  await button(menu, text.sheet.save).click();
  await dialog(menu).waitFor({ state: 'hidden' });
  await row(menu, combo).getByText(text.why.extra(lassi, 'EUR'), { exact: true }).waitFor();
  await row(menu, combo).click();
  await dialog(menu).getByLabel(text.sheet.price(extra, 'EUR')).fill('0,75');
  await button(menu, text.sheet.save).click();
  await dialog(menu).waitFor({ state: 'hidden' });
  await row(menu, combo).getByText(text.price.named(extra, text.price.own('€0.75', '₹40')), { exact: true }).waitFor();

  // A dish gets a size, and another one is new: neither has a price at the quay.
  const inr = (minor: number) => ({ minor, currency: 'INR' });
  await boss.edit([
    { do: 'add_item', id: 'bowl', category: 'street-food', name: 'Rice Bowl', price: inr(18_000), diet: 'veg' },
    { do: 'add_variant', item: 'vada-pav', id: 'pair', name: 'A pair', price: inr(18_000) },
  ]);
  await menu.goto(`${stack.url}/menu?branch=${stack.ready.branch}`);
  const review = await editor.review();
  const told = review.getByRole('heading', { name: 'Quay' }).locator('..');
  await told.getByText(words.review.unpriced.leaves(VADA), { exact: true }).waitFor();
  await told.getByText(words.review.unpriced.new('Rice Bowl'), { exact: true }).waitFor();
  await inspected.look('a review with prices that lack abroad');
  expect(inspected.problems).toEqual([]);
  await editor.closeSheet();
  // It stands in nobody's way.
  await editor.publish();
  await menu.goto(`${stack.url}/menu?branch=${branch}#branch`);
  await row(menu, 'Rice Bowl').getByText(text.notOffered).waitFor();
});
