import { staff as text } from '$text/en/staff';
import { test } from '../../harness/test';
import { series } from '../camera';

test('sign-in', async ({ stack, device }) => {
  const desk = await device('sign-in', 'desk');
  desk.expects({ at: '/auth/sign-in', says: '401' });
  const { page } = desk;
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const submit = () => page.getByRole('button', { name: text.signIn.submit }).click();
  const { login } = stack.staff('manager');
  await series(page, 'sign-in', [
    ['empty', () => page.goto(`${stack.url}/sign-in`).then(() => field(text.signIn.login).waitFor())],
    ['forgotten', () => page.getByText(text.signIn.forgotten.title, { exact: true }).click()],
    ['incomplete', submit],
    [
      'wrong',
      async () => {
        await field(text.signIn.login).fill(login);
        await field(text.signIn.password).fill('not this one');
        await submit();
        await page.getByText(text.signIn.wrong).waitFor();
      },
    ],
  ]);
});
