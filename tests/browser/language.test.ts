import { common as inEnglish } from '$text/en/common';
import { guest as english } from '$text/en/guest';
import { common as inHindi } from '$text/hi/common';
import { guest as hindi } from '$text/hi/guest';
import { landing } from '$text/hi/landing';
import { seat } from '$text/hi/seat';
import { expect, test } from './harness/test';

test('a phone that reads Hindi gets the page in Hindi, can change to English, and remembers it', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const { page } = await device('phone', 'phone', { locale: 'hi-IN' });
  const language = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

  // Before there is a table.
  await page.goto(stack.url);
  await page.getByRole('heading', { name: landing.code.title }).waitFor();
  await page.getByLabel(landing.code.label).fill(table.code);
  await page.getByRole('button', { name: landing.code.submit }).click();

  // The menu, joining, the cart, the order.
  await page.getByRole('banner').getByText(hindi.table(table.name), { exact: true }).waitFor();
  expect(await language()).toEqual(['hi', 'ltr']);
  await page.getByRole('button', { name: hindi.bar.join }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(seat.join.pin).fill(pin);
  await sheet.getByLabel(seat.join.name).fill('आशा');
  await sheet.getByRole('button', { name: seat.join.submit, exact: true }).click();
  await page.getByRole('button', { name: hindi.menu.addNamed('Vada Pav') }).click();
  const cart = page.getByRole('button', { name: hindi.bar.cart }).filter({ hasText: hindi.bar.items(1) });
  await cart.click();
  await sheet.getByRole('button', { name: seat.cart.place(1) }).click();
  await sheet.getByRole('button', { name: seat.placing.follow }).click();
  await sheet.getByRole('heading', { name: seat.orders.title }).waitFor();

  // How they want to pay is for the staff, whose pages are in English; the guest reads it in Hindi.
  await sheet.getByRole('button', { name: seat.orders.bill }).click();
  await sheet.getByLabel(seat.payment.name.cash).check();
  await sheet.getByRole('button', { name: seat.bill.ask }).click();
  await sheet.getByText(seat.cart.note(seat.payment.name.cash)).waitFor();
  expect((await office.calls(table)).map(({ note }) => note)).toEqual(['Cash']);
  await sheet.getByRole('button', { name: inHindi.close, exact: true }).click();

  // Another language, with the page and the seat as they are.
  await page.getByLabel(inHindi.language).selectOption({ label: 'English' });
  await page.getByRole('button', { name: english.bar.callLabel(english.bar.call.sent) }).waitFor();
  expect(await language()).toEqual(['en', 'ltr']);
  await page.getByRole('button', { name: /^Order \d+/ }).waitFor();

  await page.reload();
  await page.getByText(english.table(table.name), { exact: true }).waitFor();
  await page.getByLabel(inEnglish.language).waitFor();
  await page.getByRole('button', { name: /^Order \d+/ }).waitFor();
  expect(await language()).toEqual(['en', 'ltr']);
});

test('a phone that reads English fetches no other language, and one whose texts do not come reads English', async ({
  stack,
  office,
  device,
}) => {
  const table = stack.freeTable();
  await office.open(table);
  const texts = /\/assets\/hi-[^/]+\.js$/;

  const reader = await device('english', 'phone');
  const asked: string[] = [];
  reader.page.on('request', (request) => texts.test(request.url()) && asked.push(request.url()));
  await reader.page.goto(`${stack.url}/#${table.code}`);
  await reader.page.getByRole('button', { name: english.bar.join }).waitFor();
  await reader.page.getByLabel(inEnglish.language).waitFor();
  expect(asked).toEqual([]);

  const cutOff = await device('hindi', 'phone', { locale: 'hi-IN' });
  cutOff.expects({ at: '/assets/hi-', says: 'ERR_FAILED' });
  await cutOff.context.route(texts, (route) => route.abort());
  await cutOff.page.goto(`${stack.url}/#${table.code}`);
  await cutOff.page.getByRole('button', { name: english.bar.join }).waitFor();
});
