import { invite as inviteText } from '$text/en/invite';
import { staff as staffText } from '$text/en/staff';
import { team as text } from '$text/en/team';
import { field } from './harness/hand';
import { Inspection } from './harness/inspection';
import { scan } from './harness/scan';
import { join, LOGIN, PASSWORD, TeamScreen } from './harness/team';
import { expect, test } from './harness/test';

/** Touch targets, in CSS pixels. */
const TARGET = 48;

test('a waiter is invited, joins on their phone, gets a new password and goes', async ({ stack, device }) => {
  const owner = await TeamScreen.start(await device('owner', 'phone'), stack);
  const link = await owner.invite('Omar', 'waiter');
  expect(link).toMatch(/^http.*\/invite#[\w-]{43}$/);
  await owner.done();
  await owner.person('Omar').getByText(/good until/).waitFor();
  // It is shown once: the page does not know it any more.
  expect(await owner.page.content()).not.toContain(link);

  const phone = await device('omar', 'phone');
  phone.expects(
    { at: '/api/v1/auth/links', says: '409' },
    { at: '/api/v1/auth/refresh', says: '401' },
    { at: '/api/v1', says: '401' },
  );
  const { page } = phone;
  await page.goto(link);
  await page.getByRole('heading', { name: /^Join / }).waitFor();
  // Out of the address bar at once.
  expect(page.url()).toBe(`${stack.url}/invite`);
  await join(page, link);

  await owner.page.reload();
  await owner.person('Omar').getByText(LOGIN).waitFor();
  // A link is good once.
  await page.goto(link);
  await page.getByText(inviteText.refused.link_used.title).waitFor();

  // A new password, by another link.
  await owner.change('Omar');
  await owner.dialog().getByRole('button', { name: text.member.makeReset }).click();
  const reset = await owner.link();
  await owner.done();
  await page.goto(reset);
  await field(page, inviteText.reset.password).fill('other plain words');
  await page.getByRole('button', { name: inviteText.reset.submit }).click();
  await page.waitForURL(({ pathname }) => pathname === '/floor');
  await page.getByText(staffText.link.live, { exact: true }).waitFor();

  // Whoever is removed is out at once, on the page that is open.
  await owner.change('Omar');
  await owner.dialog().getByRole('button', { name: text.member.part }).click();
  await owner.dialog().getByRole('button', { name: text.member.remove }).click();
  await owner.dialog().waitFor({ state: 'hidden' });
  await expect.poll(() => owner.person('Omar').count()).toBe(0);
  await page.waitForURL(({ pathname }) => pathname === '/sign-in');
});

test('the colleague scans the invitation with their own phone', async ({ stack, device }) => {
  const boss = await TeamScreen.start(await device('owner', 'phone', { colorScheme: 'dark' }), stack);
  const link = await boss.invite('Ravi', 'waiter');
  const code = boss.dialog().getByRole('img', { name: text.link.qr('Ravi') });
  const read = await scan(boss.page, await code.screenshot());
  expect(read).toBe(link);
  const { page } = await device('ravi', 'phone');
  await page.goto(read ?? '');
  await page.getByLabel(inviteText.join.login, { exact: true }).waitFor();
  await boss.done();
});

test('an invitation is taken back, and a role is changed', async ({ stack, device }) => {
  const owner = await TeamScreen.start(await device('owner', 'desk'), stack);
  const link = await owner.invite('Nadia', 'cook');
  await owner.done();
  await owner.page.getByRole('button', { name: text.open.withdrawOf('Nadia') }).click();
  await expect.poll(() => owner.person('Nadia').count()).toBe(0);
  const phone = await device('omar', 'phone');
  phone.expects({ at: '/api/v1/auth/links', says: '409' }, { at: '/api/v1/auth/links', says: '403' });
  await phone.page.goto(link);
  await phone.page.getByText(inviteText.refused.link_ended.title).waitFor();
  await phone.page.goto(link.slice(0, -2));
  await phone.page.getByText(inviteText.refused.link_wrong.title).waitFor();

  const again = await owner.invite('Nadia', 'waiter');
  await owner.done();
  const other = await device('omar again', 'phone');
  await join(other.page, again, 'nadia@lane.example');
  await owner.page.reload();
  const sheet = await owner.change('Nadia');
  await sheet.getByLabel(text.invite.role).selectOption('cashier');
  await sheet.getByRole('button', { name: text.member.save }).click();
  await owner.person('Nadia').getByText(/^Cashier/).waitFor();
});

test('the team and its links, in each of their states', async ({ stack, device }) => {
  const manager = await TeamScreen.start(await device('manager', 'phone', { reducedMotion: 'reduce' }), stack, 'manager');
  const { page } = manager;
  const inspected = new Inspection(page, TARGET);
  await inspected.look('list');
  await page.getByRole('button', { name: text.invite.button }).click();
  await inspected.look('invite');
  await manager.dialog().getByRole('button', { name: text.invite.submit }).click();
  await inspected.look('name missing');
  await manager.closeSheet();
  const link = await manager.invite('Ravi', 'waiter');
  await inspected.look('link');
  await manager.done();
  await inspected.look('list with an invitation');
  await page.getByRole('button', { name: /^Change / }).first().click();
  await inspected.look('colleague');
  await manager.dialog().getByRole('button', { name: text.member.part }).click();
  await inspected.look('remove');
  expect(inspected.problems).toEqual([]);

  const phone = await device('omar', 'phone', { reducedMotion: 'reduce' });
  phone.expects({ at: '/api/v1/auth/links', says: '403' });
  const opened = new Inspection(phone.page, TARGET);
  await phone.page.goto(link);
  await field(phone.page, inviteText.join.login).waitFor();
  await opened.look('invitation');
  await phone.page.getByRole('button', { name: inviteText.join.submit }).click();
  await opened.look('fields missing');
  await phone.page.goto(`${stack.url}/invite`);
  await phone.page.getByText(inviteText.refused.link_wrong.title).waitFor();
  await opened.look('wrong link');
  expect(opened.problems).toEqual([]);
});

test('whoever worked here before comes back with the account that they have', async ({ stack, device }) => {
  const owner = await TeamScreen.start(await device('owner', 'desk', { reducedMotion: 'reduce' }), stack);
  const first = await owner.invite('Lena', 'waiter');
  await owner.done();
  const phone = await device('lena', 'phone', { reducedMotion: 'reduce' });
  phone.expects(
    { at: '/api/v1/auth/refresh', says: '401' },
    { at: '/api/v1', says: '401' },
    { at: '/api/v1/auth/links/join', says: '422' },
    { at: '/api/v1/auth/links/account', says: '401' },
    { at: '/api/v1/auth/links/account', says: '409' },
  );
  const { page } = phone;
  const login = 'lena@lane.example';
  await join(page, first, login);

  // Another invitation while she works here: there is nothing to join.
  const second = await owner.invite('Lena', 'cashier');
  await owner.done();
  const opened = new Inspection(page, TARGET);
  await page.goto(second);
  await field(page, inviteText.join.login).fill(login);
  await field(page, inviteText.join.password).fill(PASSWORD);
  await page.getByRole('button', { name: inviteText.join.submit, exact: true }).tap();
  await page.getByText(inviteText.error.taken).waitFor();
  await opened.look('the login has an account');
  await page.getByRole('button', { name: inviteText.join.own }).tap();
  // What she signs in with stays; the password is to be her own.
  expect(await field(page, inviteText.own.login).inputValue()).toBe(login);
  expect(await field(page, inviteText.own.password).inputValue()).toBe('');
  await opened.look('own account');
  const go = page.getByRole('button', { name: inviteText.own.submit });
  await field(page, inviteText.own.password).fill('not her password');
  await go.tap();
  await page.getByRole('alert').getByText(inviteText.error.wrong).waitFor();
  await field(page, inviteText.own.password).fill(PASSWORD);
  await go.tap();
  await page.getByRole('alert').getByText(inviteText.error.colleague).waitFor();
  await page.getByRole('link', { name: inviteText.signIn }).waitFor();
  await opened.look('works here already');
  expect(opened.problems).toEqual([]);

  // She leaves, and the same link brings her back, as what it says.
  await owner.page.reload();
  const lena = owner.page.getByRole('button', { name: text.member.changeOf('Lena') });
  await lena.click();
  await owner.dialog().getByRole('button', { name: text.member.part }).click();
  await owner.dialog().getByRole('button', { name: text.member.remove }).click();
  await owner.dialog().waitFor({ state: 'hidden' });
  await page.goto(second);
  await page.getByRole('button', { name: inviteText.join.own }).tap();
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(({ pathname }) => pathname === '/counter');
  await page.getByText(staffText.link.live, { exact: true }).waitFor();
  await owner.page.reload();
  await owner.person('Lena').getByText(/^Cashier/).waitFor();
});
