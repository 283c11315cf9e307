import type { CardSheet } from '$api/types';
import { admin as text } from '$text/en/admin';
import { newBranch } from '$text/en/new-branch';
import { setUp } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { BackOffice } from './harness/back-office';
import { Guest } from './harness/guest';
import { field } from './harness/hand';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { Stack } from './harness/stack';
import { expect, test } from './harness/test';

/** Touch targets, in CSS pixels. */
const TARGET = 48;
const STILL = { reducedMotion: 'reduce' } as const;
const DEMO = '12 Lake Road\nKolkata 700029';

test('the restaurant gets another name: guests read it, and each branch names the cards to be printed anew', async ({
  stack,
  office,
  device,
}) => {
  const boss = await BackOffice.signIn(stack, 'owner');
  const { cards, site, brand: before } = await office.read<CardSheet>('cards');
  const [first, second] = cards;
  if (!first || !second) throw new Error('two tables');
  await boss.print([first, second], site.origin);

  const admin = new AdminScreen(await device('owner', 'phone', STILL), stack.url);
  const { page } = admin;
  await admin.signIn(stack.staff('owner'));
  const look = new Inspection(page, TARGET);
  const region = page.getByRole('region', { name: text.brand.title });
  await region.getByText(before.name, { exact: true }).waitFor();
  const change = region.getByRole('button', { name: text.brand.change });
  await change.focus();
  await page.keyboard.press('Enter');
  const sheet = admin.dialog();
  const name = field(sheet, text.brand.name);
  await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);
  await name.fill(' \u200b ');
  await page.keyboard.press('Enter');
  await sheet.getByText(text.brand.missing).waitFor();
  await look.look('a name in which nothing is to be seen');
  await name.fill('The Lanes');
  await sheet.getByText(text.brand.after(before.name)).waitFor();
  await look.look('what a new name means');

  // Another owner is faster: theirs is told, and nothing typed is lost.
  admin.device.expects({ at: '/brand', says: '409' });
  await boss.rename('The Alleys');
  await sheet.getByRole('button', { name: text.brand.submit }).click();
  await sheet.getByText(text.brand.conflict.text('The Alleys')).waitFor();
  expect(await name.inputValue()).toBe('The Lanes');
  await sheet.getByRole('button', { name: text.brand.submit }).click();
  await sheet.waitFor({ state: 'hidden' });
  await region.getByText('The Lanes', { exact: true }).waitFor();
  const names = [first, second].map((card) => card.name).join(', ');
  await page.getByText(text.stale.title(2)).waitFor();
  await page.getByText(text.stale.otherwise(names)).waitFor();
  await look.look('cards to print anew');
  expect(look.problems).toEqual([]);

  // A manager is not offered it, and sees which cards are old.
  const manager = await AdminScreen.start(await device('manager', 'desk'), stack);
  await manager.page.getByText(text.stale.title(2)).waitFor();
  expect(await manager.page.getByRole('region', { name: text.brand.title }).count()).toBe(0);
  const guest = new Guest(await device('guest', 'phone'), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  await guest.page.getByRole('heading', { level: 1, name: 'The Lanes' }).waitFor();
  await boss.rename(before.name);
});

test('guests find where the restaurant is below its menu, as the manager typed it', async ({ stack, office, device }) => {
  const guest = new Guest(await device('guest', 'phone'), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  const address = guest.page.locator('address');
  await address.waitFor();
  expect(await address.innerText()).toBe(DEMO);

  const desk = await device('manager', 'phone', STILL);
  desk.expects({ at: `/branches/${stack.ready.branch}`, says: '422' });
  const { page } = await AdminScreen.start(desk, stack);
  const form = page.getByRole('form', { name: text.settings.title });
  const save = form.getByRole('button', { name: text.settings.save });
  const postal = form.getByLabel(setUp.form.postal);
  expect(await postal.inputValue()).toBe(DEMO);
  await postal.fill('1\n2\n3\n4\n5\n6');
  await save.click();
  await form.getByText(text.settings.fields.address).waitFor();
  await expect.poll(() => postal.evaluate((area) => area === document.activeElement)).toBe(true);
  const look = new Inspection(page, TARGET);
  await look.look('an address of too many lines');
  expect(look.problems).toEqual([]);
  await postal.fill(' 1 Mill Lane \n\nPune');
  await save.click();
  await form.getByText(text.settings.same).waitFor();
  await guest.page.reload();
  await expect.poll(() => address.innerText()).toBe('1 Mill Lane\nPune');

  // Who came by a link, without a table's code, reads it in the page as it came.
  const { page: reader } = await device('reader', 'phone', { javaScriptEnabled: false });
  await reader.goto(`${stack.url}/m/${stack.ready.branch}`);
  expect(await reader.locator('address').innerText()).toBe('1 Mill Lane\nPune');
  const told = await reader.locator('address').evaluate((own) => {
    const bar = document.querySelector('.bar.db');
    return own.getBoundingClientRect().height > 0 && bar !== null && Boolean(own.compareDocumentPosition(bar) & 4);
  });
  expect(told).toBe(true);

  await postal.fill('');
  await save.click();
  await form.getByText(text.settings.same).waitFor();
  await guest.page.reload();
  await guest.page.getByRole('heading', { level: 2 }).first().waitFor();
  expect(await address.count()).toBe(0);
  await office.settle({ address: DEMO });
});

test('an address is said at set-up and for a new branch, by who wants to', async ({ device, afterwards }) => {
  const stack = await Stack.startEmpty();
  afterwards(() => stack.stop());
  const owner = await device('owner', 'phone', STILL);
  const { page } = owner;
  owner.expects({ at: '/api/v1/set-up', says: '422' }, { at: '/brand/branches', says: '422' });
  await page.goto(`${stack.url}/set-up#${stack.ready.set_up_code}`);
  await field(page, setUp.form.brand).fill('The Lanes');
  await field(page, setUp.form.branch).fill('Lake Road');
  await field(page, setUp.form.name).fill('Vera');
  await field(page, setUp.form.login).fill('vera@lane.example');
  await field(page, setUp.form.password).fill('four plain words');
  const postal = page.getByLabel(setUp.form.postal);
  await postal.fill('1\n2\n3\n4\n5\n6');
  const submit = page.getByRole('button', { name: setUp.form.submit });
  await submit.click();
  await page.getByText(setUp.error.fields['branch.address']).waitFor();
  await expect.poll(() => postal.evaluate((area) => area === document.activeElement)).toBe(true);
  const look = new Inspection(page, TARGET);
  await look.look('a set-up with an address of too many lines');
  await postal.fill('12 Lake Road\nKolkata');
  await submit.click();
  await page.getByRole('link', { name: setUp.goOn }).click();
  expect(await page.getByLabel(setUp.form.postal).inputValue()).toBe('12 Lake Road\nKolkata');

  await page.getByRole('button', { name: staffText.account.open }).click();
  await page.getByRole('dialog').getByRole('link', { name: staffText.branch.add }).click();
  await page.getByRole('heading', { name: newBranch.title }).waitFor();
  await page.getByLabel(newBranch.name).fill('Harbour');
  await page.getByLabel(setUp.form.postal).fill('1\n2\n3\n4\n5\n6');
  await page.getByRole('button', { name: newBranch.submit, exact: true }).click();
  await page.getByText(newBranch.error.fields.address).waitFor();
  await look.look('a new branch');
  await page.getByLabel(setUp.form.postal).fill('1 Quay\nKochi');
  await page.getByRole('button', { name: newBranch.submit, exact: true }).click();
  await page.getByRole('heading', { name: 'Harbour', exact: true }).waitFor();
  await expect.poll(() => page.getByLabel(setUp.form.postal).inputValue()).toBe('1 Quay\nKochi');
  expect(look.problems).toEqual([]);
});
