import type { Locator, Page } from 'playwright-core';
import { rider as text } from '$text/en/rider';
import { staff } from '$text/en/staff';
import type { Device } from './device';
import type { Stack } from './stack';

/** The phone of whoever brings deliveries. */
export class RiderPhone {
  private constructor(readonly page: Page) {}

  /** Signs in where everybody does, and is led to the deliveries. */
  static async start({ page }: Device, stack: Stack, origin = stack.url): Promise<RiderPhone> {
    const { login, password } = stack.staff('rider');
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel(staff.signIn.login).fill(login);
    await page.getByLabel(staff.signIn.password, { exact: true }).fill(password);
    await page.getByRole('button', { name: staff.signIn.submit }).click();
    await page.waitForURL(({ pathname }) => pathname === '/rider');
    return new RiderPhone(page);
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  /** Taps the big button, and once more beside what it means. */
  async tap(name: string, words: typeof text.pickUp | typeof text.deliver): Promise<void> {
    await this.card(name).getByRole('button', { name: words.label }).click();
    await this.card(name).getByRole('button', { name: words.submit }).click();
  }
}
