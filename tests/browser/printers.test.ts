import type { Page } from 'playwright-core';
import { counter as counterText } from '$text/en/counter';
import { printers as text } from '$text/en/printers';
import { prints } from '$text/en/prints';
import { Away } from './harness/away';
import { CounterScreen } from './harness/counter';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { PrintHouse, StarPrinter } from './harness/printer';
import { keepSlips } from './harness/slips';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

const cardOf = (page: Page) => page.getByRole('region', { name: text.title, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

/** What stands beside a word of the sheet that says what to type. */
const typed = async (page: Page, label: string) => (await page.locator(`dt:text-is("${label}") + dd`).innerText()).trim();

/** Adds a printer of Star's by taps, and types what is shown into a real one. */
async function addStar(page: Page, name: string): Promise<StarPrinter> {
  await cardOf(page).getByRole('button', { name: text.add }).click();
  await dialog(page).getByLabel(text.form.name).fill(name);
  await dialog(page).getByRole('button', { name: text.kind.star_cloudprnt }).click();
  await dialog(page).getByRole('button', { name: text.form.add, exact: true }).click();
  await dialog(page).getByText(text.secret.once).waitFor();
  const { secret } = text;
  return new StarPrinter(await typed(page, secret.url), await typed(page, secret.user), await typed(page, secret.password));
}

test('a manager adds a printer by taps, links it, sees it online, and takes it away', async ({ stack, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'desk'), stack);
  await cardOf(page).getByText(text.intro).waitFor();
  const printer = await addStar(page, 'Kitchen');
  await dialog(page).getByText(text.state.never).waitFor();
  expect(await printer.polls()).toBeNull();
  await dialog(page).getByText(text.state.condition.ready).waitFor({ timeout: 20_000 });
  await dialog(page).getByRole('button', { name: text.secret.done }).click();
  const row = cardOf(page).getByRole('listitem').filter({ hasText: 'Kitchen' });
  await row.getByText(text.prints([text.what.kitchen, text.what.bills])).waitFor();

  await row.getByRole('button', { name: text.testOf('Kitchen') }).click();
  await page.getByText(text.testing('Kitchen')).waitFor();
  expect(await printer.prints()).toContain('This printer prints.');
  expect(await printer.polls('410%20Paper%20out')).toBeNull();
  await row.getByText(text.state.condition.no_paper).waitFor({ timeout: 20_000 });

  // It prints for one station alone from now on.
  await row.getByRole('button', { name: text.changeOf('Kitchen') }).click();
  await dialog(page).getByRole('group', { name: text.form.stations }).getByRole('button').first().click();
  await dialog(page).getByRole('switch', { name: text.form.bills }).uncheck();
  await dialog(page).getByRole('button', { name: text.form.save, exact: true }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await row.getByText(/kitchen orders of/).waitFor();

  // A new password makes the old one void.
  await row.getByRole('button', { name: text.changeOf('Kitchen') }).click();
  await dialog(page).getByRole('button', { name: text.secret.again }).click();
  await dialog(page).getByRole('button', { name: text.secret.make }).click();
  await dialog(page).getByText(text.secret.once).waitFor();
  await expect(printer.polls()).rejects.toThrow('401');
  await dialog(page).getByRole('button', { name: text.secret.done }).click();

  await row.getByRole('button', { name: text.changeOf('Kitchen') }).click();
  await dialog(page).getByRole('button', { name: text.remove }).click();
  await dialog(page).getByRole('button', { name: text.remove }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  await cardOf(page).getByText(text.intro).waitFor();
});

test('the queue at the counter tells what needs a hand, moves and repeats it, and prints from the browser', async ({ stack, office, device }) => {
  const screen = await device('counter', 'desk');
  const { page } = await CounterScreen.start(screen, stack);
  const slips = await keepSlips(page);
  const house = new PrintHouse(office);
  const [check] = await new Away(office).pickup('Omar');
  const bill = await house.bill(check.id);

  // Without a printer it waits for the browser.
  await page.getByRole('button', { name: counterText.prints(1) }).click();
  const rows = dialog(page).getByRole('listitem');
  const what = prints.what.bill(bill.number);
  await rows.filter({ hasText: what }).getByText(prints.hint.page).waitFor();
  await dialog(page).getByRole('button', { name: prints.about(what, prints.here) }).click();
  await rows.filter({ hasText: what }).getByText(prints.status.printed, { exact: true }).waitFor();
  expect((await slips())[0]).toContain(`Bill ${bill.number}`);

  // A printer takes the next one and is silent about it: somebody looks at the paper.
  const printer = StarPrinter.by(await house.star('till', 'Till'), stack.url);
  expect(await printer.polls()).toBeNull();
  await house.print(bill.id);
  await rows.filter({ hasText: 'Till' }).waitFor();
  const paper = await printer.prints();
  expect(paper).toMatch(/^DUPLICATE/);
  await rows.filter({ hasText: 'Till' }).getByText(prints.status.printed, { exact: true }).waitFor();
  await rows.filter({ hasText: 'Till' }).getByRole('button', { name: prints.about(what, prints.again) }).click();
  await page.getByText(prints.reprinted).first().waitFor();
  const token = await printer.polls();
  if (!token) throw new Error('nothing to print');
  await printer.takes(token);
  await printer.confirms(token, '510');
  const failed = rows.filter({ hasText: prints.status.failed });
  await failed.getByText(prints.hint.failed('510')).waitFor();
  await failed.getByRole('button', { name: prints.about(what, prints.move) }).click();
  await failed.getByRole('button', { name: prints.moveTo(prints.page) }).click();
  const here = rows.filter({ has: page.getByRole('button', { name: prints.about(what, prints.here) }) });
  await here.waitFor();
  await here.getByRole('button', { name: prints.about(what, prints.dismiss) }).click();
  await here.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: counterText.prints(0) }).waitFor();
});

test('printers and the queue can be used on a small phone, by keys and by screen readers', async ({ stack, office, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'phone', STILL), stack);
  const look = new Inspection(page, 44);
  await addStar(page, 'A printer of the kitchen with a long name');
  await look.look('what to type');
  await dialog(page).getByRole('button', { name: text.secret.done }).click();
  await cardOf(page).scrollIntoViewIfNeeded();
  await look.look('the list');
  await cardOf(page).getByRole('button', { name: text.changeOf('A printer of the kitchen with a long name') }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel(text.form.name).fill(' ');
  await page.keyboard.press('Enter');
  await dialog(page).getByText(text.form.nameWrong).waitFor();
  await look.look('a mistake');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'hidden' });
  expect(look.problems).toEqual([]);

  const [check] = await new Away(office).pickup('Omar');
  await new PrintHouse(office).bill(check.id, 'page');
  const counter = await CounterScreen.start(await device('counter', 'phone', STILL), stack);
  const beside = new Inspection(counter.page, 44);
  await counter.page.getByRole('button', { name: counterText.prints(1) }).focus();
  await counter.page.keyboard.press('Enter');
  await dialog(counter.page).getByText(prints.group.hand).waitFor();
  await dialog(counter.page).getByRole('button', { name: new RegExp(prints.move) }).click();
  await beside.look('the queue');
  expect(beside.problems).toEqual([]);
});
