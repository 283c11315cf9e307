import type { Locator } from 'playwright-core';
import type { PaidBy } from '$api/types';
import { counter as counterText } from '$text/en/counter';
import { pay as text } from '$text/en/pay';
import { CounterScreen } from './counter';

/** Where a cashier takes money for a check. */
export class PayScreen extends CounterScreen {
  /** The bill of a check in the list. */
  async openBill(title: string): Promise<void> {
    await this.button(counterText.billOf(title)).click();
    await this.take.or(this.page.getByRole('heading', { name: text.nothing })).first().waitFor();
  }

  get take(): Locator {
    return this.page.getByRole('main', { name: text.take.title });
  }

  get bills(): Locator {
    return this.page.getByRole('region', { name: text.bills });
  }

  /** What makes the payment. */
  get submit(): Locator {
    return this.take.locator('button[type=submit]');
  }

  async method(by: PaidBy): Promise<void> {
    await this.take.getByRole('group', { name: text.take.method }).getByRole('button', { name: text.take.methods[by], exact: true }).click();
  }

  /** One of the sums that somebody hands over. */
  async hand(sum: string): Promise<void> {
    await this.take.getByRole('group', { name: text.take.quick }).getByRole('button', { name: sum, exact: true }).click();
  }

  /** Types on the pad. */
  async pad(digits: string): Promise<void> {
    for (const digit of digits) await this.take.getByRole('group', { name: text.take.pad }).getByRole('button', { name: digit, exact: true }).click();
  }

  /** Whether the check is settled once nothing is due any more. */
  async close(on: boolean): Promise<void> {
    await this.take.getByRole('switch').setChecked(on);
  }

  /** A button that changes the bill. */
  action(what: Exclude<keyof typeof text.actions, 'title' | 'makeHint' | 'more' | 'noCharge' | 'credit'>): Locator {
    return this.page.getByRole('group', { name: text.actions.title }).getByRole('button', { name: new RegExp(`^${text.actions[what]}`) });
  }

  /** The panel that says what goes back. */
  get done(): Locator {
    return this.take.getByRole('region', { name: text.done.paid });
  }

  async next(): Promise<void> {
    await this.done.getByRole('button', { name: text.done.next }).click();
    await this.button(counterText.fresh.button).waitFor();
  }

  /** A manager says so at this screen. */
  async approve({ login, password }: { login: string; password: string }): Promise<void> {
    const sheet = this.page.getByRole('dialog', { name: text.approval.title });
    await sheet.getByLabel(text.approval.login).fill(login);
    await sheet.getByLabel(text.approval.password).fill(password);
    await sheet.getByRole('button', { name: text.approval.submit }).click();
  }
}
