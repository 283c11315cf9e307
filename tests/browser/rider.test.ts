import type { Page } from 'playwright-core';
import { rider as text } from '$text/en/rider';
import { staff } from '$text/en/staff';
import { Away } from './harness/away';
import type { Device } from './harness/device';
import { Inspection } from './harness/inspection';
import type { Stack } from './harness/stack';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

/** Signs in where everybody does, and is led to the deliveries. */
async function start({ page }: Device, stack: Stack, origin = stack.url): Promise<Page> {
  const { login, password } = stack.staff('rider');
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel(staff.signIn.login).fill(login);
  await page.getByLabel(staff.signIn.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: staff.signIn.submit }).click();
  await page.waitForURL(({ pathname }) => pathname === '/rider');
  return page;
}

const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

/** Taps the big button, and once more beside what it means. */
async function tap(page: Page, name: string, words: typeof text.pickUp | typeof text.deliver): Promise<void> {
  await card(page, name).getByRole('button', { name: words.label }).click();
  await card(page, name).getByRole('button', { name: words.submit }).click();
}

test('a rider is led to what they bring, calls, finds the way, and says when it is picked up and handed over', async ({ stack, office, device }) => {
  const away = new Away(office);
  const page = await start(await device('rider', 'phone'), stack);
  await page.getByText(text.none.title).waitFor();
  const [mine, order] = await away.delivery(await away.idOf('rider'));
  const [theirs] = await away.delivery(await away.idOf('waiter'), 'Somebody Else');
  await card(page, mine.name).waitFor();
  expect(await page.getByText('Somebody Else').count(), theirs.name).toBe(0);
  const own = card(page, mine.name);
  await own.getByText('Meera Krishnan').waitFor();
  await own.getByText('Vada Pav').waitFor();
  await own.getByText(text.state.cooking).waitFor();
  expect(await own.getByRole('link', { name: text.call('+91 98450 12345') }).getAttribute('href')).toBe('tel:+919845012345');
  expect(await own.getByRole('link', { name: text.map }).getAttribute('href')).toContain('12%20Lake%20Road%2C%20third%20floor');
  expect(await own.textContent(), 'no prices').not.toContain('₹');
  await office.advance(order, 'preparing', 'ready');
  await own.getByText(text.state.ready).waitFor();
  await tap(page, mine.name, text.pickUp);
  await own.getByText(text.state.out).waitFor();
  await tap(page, mine.name, text.deliver);
  await page.getByRole('region', { name: text.done }).getByText(mine.name).waitFor();
  expect((await office.read<{ check: { status: string } }>(`checks/${mine.id}`)).check.status).toBe('delivered');
});

test('a tap whose answer got lost, and one without a network, are done once and not asked for again', async ({ stack, office, device }) => {
  const away = new Away(office);
  const phone = await device('rider', 'phone');
  phone.expects({ at: '', says: 'ERR_' });
  const page = await start(phone, stack, stack.proxy.url);
  const [check, order] = await away.delivery(await away.idOf('rider'));
  await office.advance(order, 'preparing', 'ready');
  await away.move(check, { status: 'preparing' });
  await card(page, check.name).getByText(text.state.ready).waitFor();
  const moves = () => stack.proxy.count(`PATCH /api/v1/branches/${stack.ready.branch}/checks/${check.id}`);
  stack.proxy.cutReplyTo(`PATCH /api/v1/branches/${stack.ready.branch}/checks/${check.id}`, 0.9);
  await tap(page, check.name, text.pickUp);
  await card(page, check.name).getByText(text.state.out).waitFor();
  expect(moves(), 'what was done already is not sent again').toBe(1);

  await phone.context.setOffline(true);
  await page.getByText(/^No connection/).waitFor();
  await tap(page, check.name, text.deliver);
  await card(page, check.name).getByText(text.waits(text.deliver.label)).waitFor();
  // Kept on the phone: also when the page is opened anew.
  await phone.context.setOffline(false);
  await page.getByRole('region', { name: text.done }).getByText(check.name).waitFor();
  await page.getByText(/^No connection/).waitFor({ state: 'hidden' });
  const read = await office.read<{ check: { status: string } }>(`checks/${check.id}`);
  expect(read.check.status).toBe('delivered');
});

test('the deliveries can be used by everybody', async ({ stack, office, device }) => {
  const away = new Away(office);
  const page = await start(await device('rider', 'phone', STILL), stack);
  const inspected = new Inspection(page, 48);
  await page.getByRole('heading', { name: text.title }).waitFor();
  await inspected.look('nothing to bring, or something done');
  const [check] = await away.delivery(await away.idOf('rider'), 'Maximiliane von Hohenlohe-Waldenburg');
  await card(page, check.name).getByText('Vada Pav').waitFor();
  await inspected.look('a delivery');
  // By keys alone.
  await card(page, check.name).getByRole('button', { name: text.pickUp.label }).focus();
  await page.keyboard.press('Enter');
  await inspected.look('asked twice');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await card(page, check.name).getByText(text.state.out).waitFor();
  await inspected.look('on the way');
  expect(inspected.problems).toEqual([]);
});
