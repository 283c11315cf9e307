import { printers as text } from '$text/en/printers';
import { prints } from '$text/en/prints';
import { Away } from '../../harness/away';
import { CounterScreen } from '../../harness/counter';
import { AdminScreen } from '../../harness/office-pages';
import { PrintHouse, StarPrinter } from '../../harness/printer';
import { test } from '../../harness/test';
import { series } from '../camera';

test('printers of a branch', async ({ stack, office, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'desk'), stack);
  const card = page.getByRole('region', { name: text.title, exact: true });
  const sheet = page.getByRole('dialog');
  const house = new PrintHouse(office);
  await series(page, 'printers', [
    ['none', () => card.scrollIntoViewIfNeeded()],
    ['new', () => card.getByRole('button', { name: text.add }).click()],
    ['what it prints', async () => {
      await sheet.getByLabel(text.form.name).fill('Kitchen');
      await sheet.getByRole('switch', { name: text.form.bills }).scrollIntoViewIfNeeded();
    }],
    ['to type', async () => {
      await sheet.getByRole('button', { name: text.form.add, exact: true }).click();
      await sheet.getByText(text.secret.once).waitFor();
    }],
    ['list', async () => {
      await sheet.getByRole('button', { name: text.secret.done }).click();
      const till = StarPrinter.by(await house.star('till', 'Till'), stack.url);
      await till.polls('410%20Paper%20out');
      await page.reload();
      await card.getByText(text.state.condition.no_paper).waitFor();
      await card.scrollIntoViewIfNeeded();
    }],
    ['change', async () => {
      await card.getByRole('button', { name: text.changeOf('Kitchen') }).click();
      await sheet.getByRole('button', { name: text.remove }).click();
    }],
  ]);
});

test('the print queue', async ({ stack, office, device }) => {
  const { page } = await CounterScreen.start(await device('counter', 'desk'), stack);
  const house = new PrintHouse(office);
  const away = new Away(office);
  const printer = StarPrinter.by(await house.star('till', 'Till'), stack.url);
  for (const name of ['Omar', 'Sana', 'Meera']) {
    const [check] = await away.pickup(name);
    await house.bill(check.id, 'till');
  }
  await printer.prints();
  const token = await printer.polls();
  if (token) {
    await printer.takes(token);
    await printer.confirms(token, '511');
  }
  await printer.polls('420%20Cover');
  const sheet = page.getByRole('dialog');
  await series(page, 'prints', [
    ['badge', () => page.getByRole('button', { name: /need/ }).waitFor()],
    ['queue', () => page.getByRole('button', { name: /need/ }).click()],
    ['move', () => sheet.getByRole('button', { name: new RegExp(prints.move) }).first().click()],
  ]);
});
