import { staff as text } from '$text/en/staff';
import { expect, test } from './harness/test';

test('staff whose browser keeps no cookies are told so, and not sent round in circles', async ({ stack, device }) => {
  const tablet = await device('tablet', 'tablet');
  tablet.expects({ at: '/api/v1/auth/refresh', says: '401' });
  const { page } = tablet;
  // As a browser does that was told to block them: the answer comes, its cookie does not.
  await page.route('**/api/v1/auth/sign-in', async (route) => {
    const request = route.request();
    const answer = await fetch(request.url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: request.postData(),
    });
    await route.fulfill({ status: answer.status, contentType: 'application/json', body: await answer.text() });
  });
  await page.goto(`${stack.url}/floor`);
  const { login, password } = stack.staff('waiter');
  await page.getByLabel(text.signIn.login).fill(login);
  await page.getByLabel(text.signIn.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: text.signIn.submit }).click();
  await page.getByRole('alert').getByText(text.signIn.notKept).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});
