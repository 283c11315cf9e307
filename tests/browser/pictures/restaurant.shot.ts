import { onTestFinished } from 'vitest';
import { address } from '$text/en/address';
import { admin as adminText } from '$text/en/admin';
import { common } from '$text/en/common';
import { invite as inviteText } from '$text/en/invite';
import { menuFile } from '$text/en/menu-file';
import { newBranch } from '$text/en/new-branch';
import { ownMenu } from '$text/en/own-menu';
import { prices } from '$text/en/prices';
import { setUp } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { stock as stockText } from '$text/en/stock';
import { team as teamText } from '$text/en/team';
import { BackOffice } from '../harness/back-office';
import { field } from '../harness/hand';
import { newHouse, OWNER } from '../harness/first-owner';
import { AdminScreen, MenuScreen } from '../harness/office-pages';
import { FloorScreen } from '../harness/staff';
import { join, TeamScreen } from '../harness/team';
import { test } from '../harness/test';
import { keep, shot } from './camera';

/** One picture each, as large as it is shown: docs/restaurant.md has them beside its words. */
const DESK = { reducedMotion: 'reduce', viewport: { width: 960, height: 640 } } as const;
const PHONE = { reducedMotion: 'reduce', viewport: { width: 390, height: 720 } } as const;
const DARK = { colorScheme: 'dark' } as const;

const daily = (opens: string, closes: string) =>
  (['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const).map((day) => ({ day, opens, closes }));

test('the first steps of a new house', async ({ device }) => {
  const { stack } = await newHouse();
  onTestFinished(() => stack.stop());
  const owner = await device('owner', 'phone', PHONE);
  const admin = new AdminScreen(owner, stack.url);
  await admin.page.goto(`${stack.url}/admin`);
  await admin.fillIn(OWNER);
  await admin.page.getByRole('region', { name: adminText.steps.title }).waitFor();
  keep('first-steps.png', await shot(admin.page));
  await owner.context.close();
});

test('tables and sections: made, changed and called otherwise', async ({ stack, device }) => {
  const admin = await AdminScreen.start(await device('admin', 'desk', DESK), stack);
  const { page } = admin;
  const sheet = admin.dialog();
  await page.getByRole('button', { name: adminText.tables.add }).first().click();
  await sheet.getByRole('combobox', { name: adminText.section.label }).selectOption({ label: adminText.section.other });
  await sheet.getByLabel(adminText.section.otherName).fill('Terrace');
  await sheet.getByLabel(adminText.add.count).fill('6');
  await sheet.getByLabel(adminText.add.seats).fill('2');
  await sheet.getByLabel(adminText.add.prefix).fill('T');
  await sheet.getByText(adminText.add.preview('T1', 'T6')).scrollIntoViewIfNeeded();
  keep('add-tables.png', await shot(page));
  await sheet.getByRole('button', { name: adminText.add.submit, exact: true }).click();
  await page.getByRole('heading', { name: 'Terrace', exact: true }).waitFor();

  const pocket = await AdminScreen.start(await device('pocket', 'phone', { ...PHONE, ...DARK }), stack);
  await (await pocket.show({ id: '', name: 'T6', code: '' })).getByRole('button', { name: adminText.card.change, exact: true }).click();
  await field(pocket.dialog(), adminText.change.name).fill('Swing');
  keep('change-table.png', await shot(pocket.page));
  await pocket.dialog().getByRole('button', { name: adminText.change.submit, exact: true }).click();
  await pocket.dialog().waitFor({ state: 'hidden' });
  await pocket.page.getByRole('button', { name: adminText.tables.rename('Terrace') }).click();
  await field(pocket.dialog(), adminText.section.name).fill('Roof terrace');
  await pocket.page.getByRole('button', { name: common.dismiss }).first().click();
  keep('rename-section.png', await shot(pocket.page));
});

test('a new password for a colleague', async ({ stack, device }) => {
  const team = await TeamScreen.start(await device('team', 'desk', DESK), stack);
  const link = await team.invite('Omar', 'waiter');
  const { page: phone } = await device('omar', 'phone', PHONE);
  await join(phone, link);
  await team.done();
  await team.change('Omar');
  await team.dialog().getByRole('button', { name: teamText.member.makeReset }).click();
  const reset = await team.link();
  keep('reset-link.png', await shot(team.page));
  await phone.goto(reset);
  await field(phone, inviteText.reset.password).waitFor();
  keep('new-password.png', await shot(phone));
});

test('what who manages one branch of several sees', async ({ stack, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  await owner.addBranch('Harbour', 'INR', 'Asia/Kolkata');
  await owner.found('https://order.marigold-tram.example');
  const admin = await AdminScreen.start(await device('manager', 'desk', DESK), stack);
  await admin.page.evaluate(() => scrollTo(0, 0));
  keep('branch-manager.png', await shot(admin.page));
});

test('people, and a link for one of them', async ({ stack, device }) => {
  const team = await TeamScreen.start(await device('team', 'desk', DESK), stack);
  const { page } = team;
  const link = await team.invite('Omar', 'waiter');
  await team.done();
  await page.evaluate(() => scrollTo(0, 0));
  keep('team.png', await shot(page));
  const { page: phone } = await device('omar', 'phone', PHONE);
  await phone.goto(link);
  await phone.getByLabel(inviteText.join.login, { exact: true }).waitFor();
  keep('invite.png', await shot(phone));
});

test('the menu: a file, prices and times, what is sold out', async ({ stack, office, device }) => {
  await office.publish([
    { do: 'add_price_list', id: 'happy', name: 'Happy hour', channels: ['dine_in'], times: daily('16:00', '18:00'), percent: { basis_points: -2000, round_to: 500, categories: ['street-food'] } },
    { do: 'add_price_list', id: 'out', name: 'Delivery', channels: ['delivery', 'pickup'], percent: { basis_points: 1000, round_to: 100 } },
  ]);
  const menu = new MenuScreen(await device('menu', 'desk', DESK), stack.url);
  const { page } = menu;
  await menu.signIn(stack.staff('owner'));
  await page.getByRole('region', { name: prices.title }).getByRole('button', { name: /^Happy hour/u }).click();
  await menu.dialog().waitFor();
  keep('price-list.png', await shot(page));
  await menu.closeSheet();
  await page.goto(`${stack.url}/menu#file`);
  const lines = ['Name,Category,Price,Diet', '01. Mrz,Specials,180,veg', 'Pav,Specials,abc,veg', 'Bun Maska,Specials,60,veg', 'Irani Chai,Specials,40,veg', 'Vada Pav,Street Food,105,veg'];
  await page.getByLabel(menuFile.choose.label).setInputFiles({ name: 'our menu.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
  await page.getByText(menuFile.preview.title).waitFor();
  keep('menu-file.png', await shot(page));

  const floor = new FloorScreen(await device('floor', 'phone', { ...PHONE, ...DARK }), stack.url);
  await floor.signIn(stack.staff('waiter'));
  await floor.page.getByRole('button', { name: /^Sold out/ }).first().click();
  await floor.dialog().getByRole('searchbox').fill('vada');
  await floor.dialog().getByRole('button', { name: stockText.more('Vada Pav') }).first().click();
  keep('stock.png', await shot(floor.page));
});

test('the branch: hours, looks, address, and a second one with a menu of its own', async ({ stack, office, device }) => {
  await office.settle({ opening_hours: { week: daily('11:00', '23:30'), closed_on: ['2026-12-25'] } });
  const owner = await BackOffice.signIn(stack, 'owner');
  await owner.look({ colour: '#1d6b3a', face: 'modern' });
  const admin = new AdminScreen(await device('admin', 'desk', DESK), stack.url);
  const { page } = admin;
  await admin.signIn(stack.staff('owner'));
  const open = (name: string) => page.getByRole('region', { name, exact: true }).getByRole('button').first().click();
  await open(adminText.hours.title);
  await admin.dialog().waitFor();
  keep('hours.png', await shot(page));
  await admin.closeSheet();
  await open(adminText.looks.title);
  await admin.dialog().waitFor();
  keep('looks.png', await shot(page));
  await admin.closeSheet();
  await open(adminText.address.title);
  await field(admin.dialog(), address.field.label).fill('https://order.marigold-tram.example');
  keep('address.png', await shot(page));
  await admin.closeSheet();

  await page.getByRole('button', { name: staffText.account.open }).click();
  await page.getByRole('dialog').getByRole('link', { name: staffText.branch.add }).click();
  await page.getByLabel(newBranch.name).fill('Harbour');
  await page.getByLabel(setUp.form.currency).selectOption('EUR');
  keep('new-branch.png', await shot(page));
  await page.getByRole('button', { name: newBranch.submit }).click();
  await page.getByRole('heading', { name: 'Harbour', exact: true }).waitFor();
  const branch = new URL(page.url()).searchParams.get('branch') ?? '';
  const menu = new MenuScreen(await device('menu', 'desk', { ...DESK, ...DARK }), stack.url);
  await menu.signIn(stack.staff('owner'));
  await menu.page.goto(`${stack.url}/menu?branch=${branch}#branch`);
  await menu.page.getByRole('button', { name: ownMenu.foreign.fill }).click();
  await menu.dialog().getByLabel(ownMenu.foreign.factor('INR', 'EUR')).fill('0.021');
  await menu.dialog().getByRole('button', { name: /^Fill in/ }).click();
  await menu.dialog().waitFor({ state: 'hidden' });
  await menu.page.getByRole('button', { name: common.dismiss }).click();
  await menu.page.evaluate(() => scrollTo(0, 0));
  keep('own-menu.png', await shot(menu.page));
});
