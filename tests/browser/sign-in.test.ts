import { staff as text } from '$text/en/staff';
import { Inspection } from './harness/inspection';
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

test('whoever has forgotten the password reads whom to ask, also the only owner', async ({ stack, device }) => {
  const phone = await device('phone', 'phone', { reducedMotion: 'reduce' });
  phone.expects({ at: '/api/v1/auth/refresh', says: '401' });
  const { page } = phone;
  await page.goto(`${stack.url}/sign-in`);
  const { title, text: words, owner } = text.signIn.forgotten;
  const inspected = new Inspection(page, 48);
  await page.getByText(title, { exact: true }).waitFor();
  await inspected.look('sign-in');
  expect(await page.getByText(words).isVisible()).toBe(false);
  await page.getByText(title, { exact: true }).tap();
  await page.getByText(words).waitFor();
  await page.getByText(owner).waitFor();
  await inspected.look('forgotten');
  expect(inspected.problems).toEqual([]);
  // With the keyboard too, in the order of the page: after the button.
  await page.getByRole('button', { name: text.signIn.submit }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(owner).waitFor({ state: 'hidden' });
});
