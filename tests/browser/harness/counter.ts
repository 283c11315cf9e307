import type { Locator } from 'playwright-core';
import type { Channel } from '$api/types';
import { counter as text } from '$text/en/counter';
import { orderEntry } from '$text/en/order-entry';
import type { Device } from './device';
import { StaffScreen } from './staff';
import type { Stack, Table } from './stack';

/** Whoever is ordered for by phone. */
export const MEERA = { name: 'Meera', phone: '+91 98450 12345', address: '12 Lake Road\nthird floor' };

/** The page of a cashier. */
export class CounterScreen extends StaffScreen {
  readonly path = '/counter';

  static async start(device: Device, stack: Stack, role = 'cashier', origin = stack.url): Promise<CounterScreen> {
    const screen = new CounterScreen(device, origin);
    await screen.signIn(stack.staff(role));
    return screen;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** A check in the list. */
  card(name: string): Locator {
    return this.page.locator('[data-check]').filter({ hasText: name });
  }

  /** A check on one of the boards. */
  onBoard(name: string): Locator {
    return this.page.getByRole('listitem', { name, exact: true });
  }

  async view(which: keyof typeof text.view): Promise<void> {
    await this.page.getByRole('group', { name: text.views }).getByRole('button', { name: new RegExp(`^${text.view[which]}, `) }).click();
  }

  /** Begins a new check of a kind. */
  async begin(kind: Channel): Promise<Locator> {
    await this.button(text.fresh.button).click();
    await this.dialog().getByRole('radio', { name: text.kind[kind] }).check();
    return this.dialog();
  }

  async openCheck(): Promise<void> {
    await this.dialog().getByRole('button', { name: text.fresh.submit }).click();
    await this.order.waitFor();
  }

  async openTable(table: Table): Promise<void> {
    await (await this.begin('dine_in')).getByRole('radio', { name: new RegExp(`\\b${table.name}$`) }).check();
    await this.openCheck();
  }

  async openPickup(name: string): Promise<void> {
    await (await this.begin('pickup')).getByLabel(text.fresh.name).fill(name);
    await this.openCheck();
  }

  async openDelivery({ name, phone, address } = MEERA): Promise<void> {
    const sheet = await this.begin('delivery');
    await sheet.getByLabel(text.fresh.name).fill(name);
    await sheet.getByLabel(text.fresh.phone).fill(phone);
    await sheet.getByLabel(text.fresh.address).fill(address);
    await this.openCheck();
  }

  /** The dishes, where an order is taken. */
  get order(): Locator {
    return this.page.getByRole('main', { name: orderEntry.menu });
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: orderEntry.search });
  }

  async category(name: string): Promise<void> {
    await this.page.getByRole('group', { name: orderEntry.categories }).getByRole('button', { name, exact: true }).click();
  }

  tile(dish: string): Locator {
    return this.order.getByRole('listitem').getByRole('button').filter({ hasText: dish }).first();
  }

  /** Finds a dish and adds it. */
  async add(typed: string): Promise<void> {
    await this.search.fill(typed);
    await this.page.getByText(/^Enter adds /).waitFor({ state: 'attached' });
    await this.search.press('Enter');
  }

  /** The check beside the dishes, or where there is no room for it, its sheet. */
  get ticket(): Locator {
    return this.page.getByRole('complementary', { name: orderEntry.ticket.title }).or(this.dialog());
  }

  /** Where there is no room for the check beside the dishes: shows it. */
  async openTicket(pieces: number): Promise<void> {
    await this.button(new RegExp(`^${orderEntry.ticket.open(pieces)}`)).click();
  }

  lines(section: 'fresh' | 'saved' | 'sent'): Locator {
    return this.ticket.getByRole('region', { name: orderEntry.ticket[section], exact: true });
  }

  kot(): Locator {
    return this.button(/^KOT: /);
  }

  async send(): Promise<void> {
    await this.kot().click();
    await this.button(text.fresh.button).waitFor();
  }

  async save(): Promise<void> {
    await this.button(orderEntry.action.saveOf).click();
    await this.button(text.fresh.button).waitFor();
  }
}
