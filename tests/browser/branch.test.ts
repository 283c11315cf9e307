import { staff as text } from '$text/en/staff';
import { findings } from './harness/axe';
import { FloorScreen, KitchenTablet } from './harness/staff';
import { expect, test } from './harness/test';

const NOT_THEIRS = { at: '/api/v1/auth/refresh', says: '404' };

test('the branch that is open stands in the address, which a reload, a link and another page keep', async ({ stack, device }) => {
  const tablet = await device('kitchen', 'tablet');
  const kitchen = await KitchenTablet.start(tablet, stack);
  const { page } = kitchen;
  const address = (path: string) => `${stack.url}${path}?branch=${stack.ready.branch}`;
  expect(page.url()).toBe(address('/kitchen'));
  await page.reload();
  await kitchen.live();
  expect(page.url()).toBe(address('/kitchen'));

  // Sent to a colleague, who has to sign in first.
  const phone = await device('waiter', 'phone');
  const floor = new FloorScreen(phone, stack.url);
  await phone.page.goto(address('/floor'));
  await floor.fillIn(stack.staff('waiter'));
  await floor.live();
  expect(phone.page.url()).toBe(address('/floor'));
  await phone.page.getByRole('button', { name: text.account.open }).click();
  await floor.dialog().getByRole('link', { name: text.page['/kitchen'] }).click();
  await phone.page.getByText(text.link.live, { exact: true }).waitFor();
  expect(phone.page.url()).toBe(address('/kitchen'));
});

test('a branch that is not theirs leads to a choice, and the choice into the address', async ({ stack, device }) => {
  const tablet = await device('kitchen', 'tablet');
  tablet.expects(NOT_THEIRS);
  const kitchen = await KitchenTablet.start(tablet, stack);
  const { page } = kitchen;
  await page.goto(`${stack.url}/kitchen?branch=no-such-branch`);
  await page.getByRole('heading', { name: text.branch.unknown.title }).waitFor();
  const choice = page.getByRole('region', { name: text.branch.title });
  await choice.getByRole('button').first().waitFor();
  expect(await findings(page)).toEqual([]);
  await choice.getByRole('button').first().click();
  await kitchen.live();
  expect(page.url()).toBe(`${stack.url}/kitchen?branch=${stack.ready.branch}`);
});
