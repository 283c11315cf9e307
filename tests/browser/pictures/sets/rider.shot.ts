import { rider as text } from '$text/en/rider';
import { staff } from '$text/en/staff';
import { Away } from '../../harness/away';
import { test } from '../../harness/test';
import { series } from '../camera';

test('rider', async ({ stack, office, device }) => {
  const away = new Away(office);
  const { page } = await device('rider', 'phone');
  const { login, password } = stack.staff('rider');
  await page.goto(`${stack.url}/sign-in`);
  await page.getByLabel(staff.signIn.login).fill(login);
  await page.getByLabel(staff.signIn.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: staff.signIn.submit }).click();
  await page.waitForURL(({ pathname }) => pathname === '/rider');
  const me = await away.idOf('rider');
  const button = (name: string) => page.getByRole('button', { name }).first();
  await series(page, 'rider', [
    ['nothing', () => page.getByText(text.none.title).waitFor()],
    ['two', async () => {
      await away.delivery(me);
      const [, order] = await away.delivery(me, 'Omar Haddad', 'masala-dosa').catch(() => away.delivery(me, 'Omar Haddad'));
      await office.advance(order, 'preparing', 'ready');
      await page.getByText('Omar Haddad').waitFor();
      await page.waitForTimeout(11_000);
    }],
    ['asked', () => button(text.pickUp.label).click()],
    ['on-the-way', () => button(text.pickUp.submit).click().then(() => page.getByText(text.state.out).first().waitFor())],
  ]);
});
