import { seat } from '$text/en/seat';
import { guest as hindiGuest } from '$text/hi/guest';
import { seat as hindi } from '$text/hi/seat';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { FloorScreen } from './harness/staff';
import { expect, test } from './harness/test';

test('a guest takes another name by keyboard, and every screen of the table calls them so', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const asha = new Guest(await device('asha', 'phone'), stack.url, 'Asha');
  const bela = new Guest(await device('bela', 'phone'), stack.url, 'Bela');
  await asha.sitDown(table, pin);
  await bela.sitDown(table, pin);
  await bela.add('Vada Pav');
  const floor = await FloorScreen.start(await device('waiter', 'tablet'), stack);
  const seen = await floor.show(table);
  await seen.getByText('Bela', { exact: true }).waitFor();
  await asha.cartButton.filter({ hasText: /1/ }).waitFor();
  await asha.openCart();
  await asha.cart.getByRole('region', { name: 'Bela' }).waitFor();

  await bela.page.getByRole('button', { name: seat.people.you('Bela') }).press('Enter');
  const sheet = bela.dialog(seat.people.title);
  const rows = sheet.getByRole('listitem');
  expect(await rows.allTextContents()).toEqual([expect.stringContaining(seat.people.you('Bela')), expect.stringContaining('Asha')]);
  await sheet.getByRole('button', { name: seat.people.change }).press('Enter');
  // What was there is selected, so typing replaces it; a name like another one's gets a number.
  await bela.page.keyboard.type('asha');
  await bela.page.keyboard.press('Enter');
  await sheet.getByText(seat.people.renamed('asha (2)')).waitFor();
  expect(await sheet.getByRole('button', { name: seat.people.change }).evaluate((own) => own === document.activeElement)).toBe(true);

  await asha.cart.getByRole('region', { name: 'asha (2)' }).waitFor();
  await seen.getByText('asha (2)', { exact: true }).waitFor();

  // Kept as it is, nothing is asked; emptied, the guest goes by their number.
  const asked: string[] = [];
  bela.page.on('request', (request) => request.method() === 'PATCH' && asked.push(request.url()));
  await sheet.getByRole('button', { name: seat.people.change }).click();
  await sheet.getByRole('button', { name: seat.people.keep }).click();
  await sheet.getByRole('button', { name: seat.people.change }).click();
  await sheet.getByLabel(seat.join.name).fill('');
  await sheet.getByRole('button', { name: seat.cart.save, exact: true }).click();
  await sheet.getByText(seat.people.renamed('Guest 2')).waitFor();
  await asha.cart.getByRole('region', { name: 'Guest 2' }).waitFor();
  expect(asked.length).toBe(1);
});

test('the people at the table, their sheet and its form are readable, and large enough to tap', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone', { reducedMotion: 'reduce' });
  const guest = new Guest(phone, stack.url, 'Asha');
  const look = new Inspection(guest.page, 48);
  await guest.sitDown(table, pin);
  await guest.page.getByRole('button', { name: seat.people.you('Asha') }).waitFor();
  await look.look('the head');
  await guest.page.getByRole('button', { name: seat.people.you('Asha') }).click();
  const sheet = guest.dialog(seat.people.title);
  await sheet.getByRole('button', { name: seat.people.change }).waitFor();
  await look.look('the people');
  await sheet.getByRole('button', { name: seat.people.change }).click();
  await sheet.getByLabel(seat.join.name).waitFor();
  await look.look('the form');
  expect(look.problems).toEqual([]);
});

test('a guest who reads Hindi takes another name', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const { page } = await device('phone', 'phone', { locale: 'hi-IN' });
  await page.goto(`${stack.url}/#${table.code}`);
  await page.getByRole('button', { name: hindiGuest.bar.join }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(hindi.join.pin).fill(pin);
  await sheet.getByLabel(hindi.join.name).fill('आशा');
  await sheet.getByRole('button', { name: hindi.join.submit, exact: true }).click();
  await page.getByRole('button', { name: hindi.people.you('आशा') }).click();
  await sheet.getByRole('button', { name: hindi.people.change }).click();
  await sheet.getByLabel(hindi.join.name).fill('मीरा');
  await sheet.getByRole('button', { name: hindi.cart.save, exact: true }).click();
  await sheet.getByText(hindi.people.renamed('मीरा')).waitFor();
  await sheet.getByText(hindi.people.you('मीरा')).waitFor();
});
