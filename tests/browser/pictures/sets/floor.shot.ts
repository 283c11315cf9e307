import { floor as text } from '$text/en/floor';
import { staff as staffText } from '$text/en/staff';
import { RemoteGuest } from '../../harness/remote-guest';
import { FloorScreen } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('floor', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  await evening.begin();
  const floor = new FloorScreen(await device('floor', 'desk'), stack.url);
  const { page } = floor;
  await evening.age(page);
  const [free, busy] = [evening.table('H5'), evening.table('C8')];
  const sheet = () => floor.sheet(busy);

  /** A party that wants everything at once, and a waiter who goes for one of it. */
  const busyTable = async () => {
    await floor.view('todo');
    const { pin } = await office.open(busy);
    const guest = await RemoteGuest.join(stack, busy, pin, 'Sana');
    await guest.call('bill', 'by card, please');
    await guest.call('water');
    await guest.add('rasmalai', 2);
    await guest.order();
    await floor.todo(busy, text.call.reasons.bill).waitFor();
    await floor.todo(busy, text.call.reasons.water).getByRole('button', { name: /^I’m on it/ }).click();
    await floor.todo(busy, text.call.reasons.water).getByText(text.call.going).waitFor();
  };

  /** A table whose PIN was guessed at, one that is kept, and an order that its party has left behind. */
  const rest = async () => {
    const [guessed, left] = [evening.table('H11'), evening.table('C5')];
    const opened = await office.open(guessed);
    const wrongPin = opened.pin === '0000' ? '1111' : '0000';
    while ((await office.tableOf(guessed))?.session?.pin_locked_until == null) {
      await RemoteGuest.join(stack, guessed, wrongPin, 'Mallory').catch(() => {});
    }
    const before = await office.open(left);
    const guest = await RemoteGuest.join(stack, left, before.pin, 'Omar');
    await guest.add('masala-dosa', 2);
    await office.advance(await guest.order(), 'accepted', 'preparing');
    await office.close(before.session.id);
    await office.open(left);
    await floor.tile(guessed).getByText(text.pinLocked).waitFor();
  };

  await series(page, 'floor', [
    ['tables', () => floor.signIn(stack.staff('waiter')).then(rest)],
    ['todo', busyTable],
    ['left', () => page.getByRole('heading', { name: text.left.title }).scrollIntoViewIfNeeded()],
    ['open', () => floor.view('tables').then(() => floor.show(free))],
    [
      'table',
      async () => {
        await floor.closeSheet();
        await floor.show(busy);
        await sheet().getByRole('heading', { name: text.bill.title }).waitFor();
      },
    ],
    ['locked', () => floor.closeSheet().then(() => floor.show(evening.table('H11'))).then(() => floor.sheet(evening.table('H11')).getByText(text.pin.locked).waitFor())],
    [
      'reject and close',
      async () => {
        await floor.closeSheet();
        await floor.show(busy);
        await sheet().getByRole('button', { name: /^Reject order/ }).click();
        await sheet().getByRole('button', { name: text.close.button }).click();
      },
    ],
    [
      'filter',
      async () => {
        await floor.closeSheet();
        await page.getByRole('button', { name: text.filter.open(false) }).click();
        await page.getByRole('checkbox', { name: text.filter.mine }).check();
      },
    ],
    ['mine', () => floor.closeSheet()],
    ['account', () => page.getByRole('button', { name: staffText.account.open }).click()],
  ]);
});
