import type { Locator, Page } from 'playwright-core';
import type { CallReason } from '$api/types';
import { common } from '$text/en/common';
import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import type { Device } from './device';
import type { Table } from './stack';

/** The button that sends the cart, whatever is in it. */
export const SEND = new RegExp(seat.cart.place(2).replace('2', '\\d+').replace('dishes', 'dish'));

/** A guest's phone, as its guest uses it. */
export class Guest {
  constructor(
    readonly device: Device,
    readonly origin: string,
    readonly name: string,
  ) {}

  get page(): Page {
    return this.device.page;
  }

  /** Opens the table by its code alone, as cards said it once. */
  async scan(table: Table): Promise<void> {
    await this.page.goto(`${this.origin}/#${table.code}`);
    await this.page.getByRole('heading', { level: 2 }).first().waitFor();
  }

  /** Opens the link of a card, until the app stands where the page of the menu did. */
  async follow(link: string): Promise<void> {
    await this.page.goto(link);
    await this.page.locator('#document').waitFor({ state: 'detached' });
    await this.page.getByRole('heading', { level: 2 }).first().waitFor();
  }

  async tryPin(pin: string): Promise<void> {
    const dialog = this.dialog();
    if (!(await dialog.isVisible())) await this.button(text.bar.join).click();
    await dialog.getByLabel(seat.join.pin).fill(pin);
    await dialog.getByLabel(seat.join.name).fill(this.name);
    await dialog.getByRole('button', { name: seat.join.submit, exact: true }).click();
  }

  /** Scans and joins. */
  async sitDown(table: Table, pin: string): Promise<void> {
    await this.scan(table);
    await this.tryPin(pin);
    await this.seated();
  }

  /** Has joined and knows its cart. */
  async seated(): Promise<void> {
    await this.dialog().waitFor({ state: 'hidden' });
    await this.cartButton.or(this.ordersButton).first().waitFor();
  }

  /** One tap on a dish without options. */
  async add(dish: string): Promise<void> {
    // What is popular stands in its category as well.
    await this.button(new RegExp(`^${text.menu.addNamed(dish)}\\b`)).first().click();
  }

  /** A dish with options, and a wish for the kitchen. */
  async choose(dish: string, options: string[], note = ''): Promise<void> {
    await this.button(new RegExp(`^${text.menu.chooseNamed(dish)}`)).first().click();
    const sheet = this.dialog(dish);
    for (const option of options) await sheet.getByLabel(option).first().click();
    if (note) await sheet.getByLabel(seat.item.note).fill(note);
    await sheet.getByRole('button', { name: seat.item.add(1) }).click();
  }

  async openCart(): Promise<Locator> {
    await this.cartButton.click();
    return this.cart;
  }

  async order(): Promise<void> {
    await this.openCart();
    await this.cart.getByRole('button', { name: SEND }).click();
  }

  /** The number that the guest is told. */
  async confirmed(): Promise<number> {
    const heading = this.cart.getByRole('heading', { name: new RegExp(`^${seat.placing.number} \\d+`) });
    const words = await heading.textContent({ timeout: 60_000 });
    return Number(/\d+/.exec(words ?? '')?.[0]);
  }

  /** Sends the cart once it has so many items, and goes back to the menu. */
  async orderNow(items: number): Promise<number> {
    await this.cartButton.filter({ hasText: text.bar.items(items) }).waitFor();
    await this.order();
    const number = await this.confirmed();
    await this.closeSheet();
    return number;
  }

  async followOrder(): Promise<void> {
    await this.cart.getByRole('button', { name: seat.placing.follow }).click();
    await this.orders.waitFor();
  }

  async openOrders(): Promise<void> {
    await this.ordersButton.click();
    await this.orders.waitFor();
  }

  async closeSheet(): Promise<void> {
    await this.dialog().getByRole('button', { name: common.close, exact: true }).click();
    await this.dialog().waitFor({ state: 'hidden' });
  }

  /** Opens the sheet of calls from the bar. */
  async openCalls(): Promise<Locator> {
    await this.callButton.click();
    await this.calls.waitFor();
    return this.calls;
  }

  /** One tap for what needs no words. */
  async call(reason: CallReason): Promise<void> {
    await this.callRow(reason).getByRole('button', { name: seat.calls.name[reason] }).click();
  }

  get callButton(): Locator {
    return this.button(new RegExp(`^${text.bar.callLabel('')}`));
  }

  get calls(): Locator {
    return this.dialog(seat.calls.title);
  }

  /** What the sheet of calls says about one reason. */
  callRow(reason: CallReason): Locator {
    return this.calls.getByRole('listitem').filter({ hasText: seat.calls.name[reason] });
  }

  async openBill(): Promise<Locator> {
    await this.openOrders();
    await this.orders.getByRole('button', { name: seat.orders.bill }).click();
    await this.bill.waitFor();
    return this.bill;
  }

  get bill(): Locator {
    return this.dialog(seat.bill.title);
  }

  /** The sheet of the cart, which turns into the confirmation. */
  get cart(): Locator {
    return this.dialog(new RegExp(`cart$|^${seat.placing.title}$`));
  }

  get orders(): Locator {
    return this.dialog(seat.orders.title);
  }

  /** One order in the sheet of orders. */
  orderCard(number: number): Locator {
    return this.orders.getByRole('listitem', { name: seat.orders.number(number), exact: true });
  }

  /** Where the order stands, as its step list says. */
  step(number: number): Locator {
    return this.orderCard(number).getByRole('list', { name: seat.orders.progress(number) }).locator('[aria-current="step"]');
  }

  get cartButton(): Locator {
    return this.button(new RegExp(text.bar.cart));
  }

  get ordersButton(): Locator {
    return this.button(/^Order \d+/);
  }

  /** The open sheet. */
  dialog(name?: string | RegExp): Locator {
    return this.page.getByRole('dialog', name === undefined ? {} : { name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }
}
