import { floor as text } from '$text/en/floor';
import { staff as staffText } from '$text/en/staff';
import { FloorScreen } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';
import { Evening } from '../evening';

test('floor and sign-in', async ({ stack, office, device }) => {
  const evening = new Evening(stack, office);
  await evening.begin();
  const floor = new FloorScreen(await device('floor', 'desk'), stack.url);
  const { page } = floor;
  await evening.age(page);
  const [free, taken] = [evening.table('H5'), evening.table('H9')];
  const sheet = () => floor.sheet(taken);

  await series(page, 'sign-in', [
    ['empty', () => page.goto(`${stack.url}/sign-in`).then(() => page.getByLabel(staffText.signIn.login).waitFor())],
    ['incomplete', () => page.getByRole('button', { name: staffText.signIn.submit }).click()],
  ]);
  await series(page, 'floor', [
    ['tables', () => floor.signIn(stack.staff('waiter'))],
    ['open', () => floor.show(free)],
    ['table', () => floor.closeSheet().then(() => floor.show(taken)).then(() => floor.readPin(taken))],
    ['reject', () => sheet().getByRole('button', { name: /^Reject order/ }).click()],
    [
      'close',
      async () => {
        await sheet().getByRole('button', { name: 'Cancel' }).click();
        await sheet().getByRole('button', { name: text.close.button }).click();
      },
    ],
    ['account', () => floor.closeSheet().then(() => page.getByRole('button', { name: staffText.account.open }).click())],
  ]);
});
