import { invite as text } from '$text/en/invite';
import { staff as staffText } from '$text/en/staff';
import { team as teamText } from '$text/en/team';
import { field } from './harness/hand';
import { Inspection } from './harness/inspection';
import { Stack } from './harness/stack';
import { FloorScreen } from './harness/staff';
import { join, LOGIN, PASSWORD, TeamScreen } from './harness/team';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

test('a waiter of one restaurant joins another one with the account that they have, and goes from one to the other', async ({ device, afterwards }) => {
  const stack = await Stack.startTwo();
  afterwards(() => stack.stop());
  const { second } = stack.ready;
  const boss = second?.staff.find(({ role }) => role === 'owner');
  if (!second || !boss) throw new Error('two restaurants');
  const ours = await TeamScreen.start(await device('owner', 'desk', STILL), stack);
  const phone = await device('omar', 'phone', STILL);
  const { page } = phone;
  await join(page, await ours.invite('Omar', 'waiter'));
  await ours.done();

  const theirs = new TeamScreen(await device('other owner', 'desk', STILL), stack.url);
  await theirs.signIn(boss);
  const link = await theirs.invite('Omar K.', 'cashier');
  await theirs.done();
  phone.expects({ at: '/api/v1/auth/links/account', says: '401' }, { at: '/api/v1/auth/links', says: '409' });
  const look = new Inspection(page, 48);
  await page.goto(link);
  await page.getByRole('heading', { name: text.join.title('Hill Road') }).waitFor();
  await page.getByRole('button', { name: text.join.own }).tap();
  await field(page, text.own.login).fill(LOGIN);
  await field(page, text.own.password).fill('not his password');
  await page.getByRole('button', { name: text.own.submit }).tap();
  await page.getByRole('alert').getByText(text.error.wrong).waitFor();
  await look.look('the account of another restaurant');
  await field(page, text.own.password).fill(PASSWORD);
  await page.getByRole('button', { name: text.own.submit }).tap();
  await page.waitForURL(({ pathname }) => pathname === '/counter');
  await page.getByText(staffText.link.live, { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('branch')).toBe(second.branch);

  // One sign-in is at home in both, and the choice says whose each branch is.
  const floor = new FloorScreen(phone, stack.url);
  await page.getByRole('button', { name: staffText.account.open }).tap();
  await floor.dialog().getByText(staffText.role.cashier).waitFor();
  const branches = floor.dialog().getByRole('region', { name: staffText.branch.title });
  await branches.getByRole('button', { name: /^Hill Road: / }).waitFor();
  await look.look('the branches of two restaurants');
  await branches.getByRole('button', { name: /^(?!Hill Road)/ }).tap();
  await floor.dialog().waitFor({ state: 'hidden' });
  await page.waitForURL(({ searchParams }) => searchParams.get('branch') === stack.ready.branch);
  await floor.live();
  await page.getByRole('button', { name: staffText.account.open }).tap();
  await floor.dialog().getByText(staffText.role.waiter).waitFor();
  expect(look.problems).toEqual([]);

  // Each team has him as what he is there; a link is good once.
  await ours.page.reload();
  await ours.person('Omar').getByText(/^Waiter/).waitFor();
  await theirs.page.reload();
  await theirs.person('Omar').getByText(/^Cashier/).waitFor();
  expect(await theirs.person('Omar K.').count()).toBe(0);
  await page.goto(link);
  await page.getByText(text.refused.link_used.title).waitFor();

  // Whoever goes from one stays at the other.
  await ours.change('Omar');
  await ours.dialog().getByRole('button', { name: teamText.member.part }).click();
  await ours.dialog().getByRole('button', { name: teamText.member.remove }).click();
  await ours.dialog().waitFor({ state: 'hidden' });
  phone.expects({ at: '/api/v1/auth/refresh', says: '404' });
  await page.goto(`${stack.url}/floor?branch=${second.branch}`);
  await floor.live();
  expect(new URL(page.url()).searchParams.get('branch')).toBe(second.branch);
}, 120_000);
