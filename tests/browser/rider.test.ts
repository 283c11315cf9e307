import { rider as text } from '$text/en/rider';
import { Away } from './harness/away';
import { Inspection } from './harness/inspection';
import { RiderPhone } from './harness/rider';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;

test('a rider is led to what they bring, calls, finds the way, and says when it is picked up and handed over', async ({ stack, office, device }) => {
  const away = new Away(office);
  const rider = await RiderPhone.start(await device('rider', 'phone'), stack);
  const { page } = rider;
  await page.getByText(text.none.title).waitFor();
  const [mine, order] = await away.delivery(await away.idOf('rider'));
  const [theirs] = await away.delivery(await away.idOf('waiter'), 'Somebody Else');
  await rider.card(mine.name).waitFor();
  expect(await page.getByText('Somebody Else').count(), theirs.name).toBe(0);
  const own = rider.card(mine.name);
  await own.getByText('Meera Krishnan').waitFor();
  await own.getByText('Vada Pav').waitFor();
  await own.getByText(text.state.cooking).waitFor();
  expect(await own.getByRole('link', { name: text.call('+91 98450 12345') }).getAttribute('href')).toBe('tel:+919845012345');
  expect(await own.getByRole('link', { name: text.map }).getAttribute('href')).toContain('12%20Lake%20Road%2C%20third%20floor');
  expect(await own.textContent(), 'no prices').not.toContain('₹');
  await office.advance(order, 'preparing', 'ready');
  await own.getByText(text.state.ready).waitFor();
  await rider.tap(mine.name, text.pickUp);
  await own.getByText(text.state.out).waitFor();
  await rider.tap(mine.name, text.deliver);
  await page.getByRole('region', { name: text.done }).getByText(mine.name).waitFor();
  expect((await office.read<{ check: { status: string } }>(`checks/${mine.id}`)).check.status).toBe('delivered');
});

test('a tap whose answer got lost, and one without a network, are done once and not asked for again', async ({ stack, office, device }) => {
  const away = new Away(office);
  const phone = await device('rider', 'phone');
  phone.expects({ at: '', says: 'ERR_' });
  const rider = await RiderPhone.start(phone, stack, stack.proxy.url);
  const { page } = rider;
  const [check, order] = await away.delivery(await away.idOf('rider'));
  await office.advance(order, 'preparing', 'ready');
  await away.move(check, { status: 'preparing' });
  await rider.card(check.name).getByText(text.state.ready).waitFor();
  const moves = () => stack.proxy.count(`PATCH /api/v1/branches/${stack.ready.branch}/checks/${check.id}`);
  stack.proxy.cutReplyTo(`PATCH /api/v1/branches/${stack.ready.branch}/checks/${check.id}`, 0.9);
  await rider.tap(check.name, text.pickUp);
  await rider.card(check.name).getByText(text.state.out).waitFor();
  expect(moves(), 'what was done already is not sent again').toBe(1);

  await phone.context.setOffline(true);
  await page.getByText(/^No connection/).waitFor();
  await rider.tap(check.name, text.deliver);
  await rider.card(check.name).getByText(text.waits(text.deliver.label)).waitFor();
  // Kept on the phone: also when the page is opened anew.
  await phone.context.setOffline(false);
  await page.getByRole('region', { name: text.done }).getByText(check.name).waitFor();
  await page.getByText(/^No connection/).waitFor({ state: 'hidden' });
  const read = await office.read<{ check: { status: string } }>(`checks/${check.id}`);
  expect(read.check.status).toBe('delivered');
});

test('the deliveries can be used by everybody', async ({ stack, office, device }) => {
  const away = new Away(office);
  const rider = await RiderPhone.start(await device('rider', 'phone', STILL), stack);
  const { page } = rider;
  const inspected = new Inspection(page, 48);
  await page.getByRole('heading', { name: text.title }).waitFor();
  await inspected.look('nothing to bring, or something done');
  const [check] = await away.delivery(await away.idOf('rider'), 'Maximiliane von Hohenlohe-Waldenburg');
  await rider.card(check.name).getByText('Vada Pav').waitFor();
  await inspected.look('a delivery');
  // By keys alone.
  await rider.card(check.name).getByRole('button', { name: text.pickUp.label }).focus();
  await page.keyboard.press('Enter');
  await inspected.look('asked twice');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await rider.card(check.name).getByText(text.state.out).waitFor();
  await inspected.look('on the way');
  expect(inspected.problems).toEqual([]);
});
