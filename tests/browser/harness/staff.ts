import type { Locator, Page } from 'playwright-core';
import { common } from '$text/en/common';
import { floor as floorText } from '$text/en/floor';
import { kitchen as kitchenText } from '$text/en/kitchen';
import { staff as text } from '$text/en/staff';
import type { Device } from './device';
import type { Ready, Stack, Table } from './stack';

/** A screen at which somebody of the staff works. */
export abstract class StaffScreen {
  abstract readonly path: '/owner' | '/counter' | '/floor' | '/kitchen' | '/menu' | '/team' | '/admin';

  constructor(
    readonly device: Device,
    readonly origin: string,
  ) {}

  get page(): Page {
    return this.device.page;
  }

  /** Opens the page, is sent to sign in, and comes back to it, live. */
  async signIn(who: Ready['staff'][number]): Promise<void> {
    await this.page.goto(`${this.origin}${this.path}`);
    await this.fillIn(who);
    await this.live();
  }

  /** Signs in where the page has led to, and comes back to it. */
  async fillIn({ login, password }: Ready['staff'][number]): Promise<void> {
    await this.page.getByLabel(text.signIn.login).fill(login);
    await this.page.getByLabel(text.signIn.password, { exact: true }).fill(password);
    await this.page.getByRole('button', { name: text.signIn.submit }).click();
    await this.page.waitForURL(({ pathname }) => pathname === this.path);
  }

  async live(): Promise<void> {
    await this.page.getByText(text.link.live, { exact: true }).waitFor();
  }

  dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async closeSheet(): Promise<void> {
    await this.dialog().getByRole('button', { name: common.close, exact: true }).click();
    await this.dialog().waitFor({ state: 'hidden' });
  }
}

export class FloorScreen extends StaffScreen {
  readonly path = '/floor';

  static async start(device: Device, stack: Stack, role = 'waiter'): Promise<FloorScreen> {
    const screen = new FloorScreen(device, stack.url);
    await screen.signIn(stack.staff(role));
    return screen;
  }

  tile(table: Table): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${table.name}\\b`) });
  }

  /** What is open for a table: a sheet over the page, or where there is room a panel beside the list. */
  sheet(table: Table): Locator {
    const name = { name: floorText.sheet(table.name), exact: true };
    return this.page.getByRole('dialog', name).or(this.page.getByRole('region', name));
  }

  override async closeSheet(): Promise<void> {
    const open = this.page.getByRole('dialog').or(this.page.getByRole('region', { name: /^Table / }));
    await open.getByRole('button', { name: common.close }).first().click();
    await open.waitFor({ state: 'hidden' });
  }

  /** One of the two lists of a narrow page. */
  async view(which: 'todo' | 'tables'): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${floorText.view[which]}, `) }).click();
  }

  /** Something in the queue, or in a table's sheet. */
  todo(table: Table, title: string | RegExp): Locator {
    const words = typeof title === 'string' ? title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') : title.source;
    return this.page.getByRole('listitem', { name: new RegExp(`^${floorText.todo.table(table.name)}: ${words}$`) });
  }

  async show(table: Table): Promise<Locator> {
    await this.tile(table).click();
    await this.sheet(table).waitFor();
    return this.sheet(table);
  }

  /** Opens a free table and reads the PIN from the screen. */
  async openTable(table: Table, mode: 'family' | 'individual' = 'family'): Promise<string> {
    const sheet = await this.show(table);
    await sheet.getByRole('radio', { name: floorText.open.modes[mode] }).check();
    await sheet.getByRole('button', { name: floorText.open.submit }).click();
    return this.readPin(table);
  }

  async readPin(table: Table): Promise<string> {
    const shown = this.sheet(table).getByRole('img', { name: /^PIN/ });
    return ((await shown.getAttribute('aria-label')) ?? '').replaceAll(/\D/g, '');
  }

  async closeTable(table: Table): Promise<void> {
    const sheet = await this.show(table);
    await sheet.getByRole('button', { name: floorText.close.button }).click();
    await sheet.getByRole('group', { name: floorText.close.sure(table.name) })
      .getByRole('button', { name: floorText.close.button })
      .click();
    await this.page.getByText(floorText.close.closed(table.name)).first().waitFor();
  }
}

type Stage = keyof typeof kitchenText.stage;
type Action = keyof typeof kitchenText.action;

export class KitchenTablet extends StaffScreen {
  readonly path = '/kitchen';

  static async start(device: Device, stack: Stack, origin = stack.url): Promise<KitchenTablet> {
    const screen = new KitchenTablet(device, origin);
    await screen.signIn(stack.staff('cook'));
    return screen;
  }

  /** From here on the tablet shows what one station cooks. */
  async pickStation(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Station: / }).click();
    await this.dialog().getByRole('button', { name, exact: true }).click();
    await this.page.getByRole('button', { name: kitchenText.station.pick(name) }).waitFor();
  }

  /** An order's ticket, in whatever state it is, or in the one that is named. */
  ticket(number: number, stage?: Stage | 'gone'): Locator {
    const name = { name: new RegExp(`^Order ${number},`) };
    const ticket = this.page.getByRole('article', name);
    return stage ? ticket.and(this.page.locator(`[data-stage="${stage}"]`)) : ticket;
  }

  /** The numbers of the tickets in the flow, in their order. */
  async flow(): Promise<number[]> {
    const names = await this.page.locator('[data-flow] article').evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
    return names.map((name) => Number(/\d+/.exec(name)?.[0]));
  }

  /** The big button of a ticket. */
  async act(action: Action, number: number, table: Table): Promise<void> {
    const name = kitchenText.actionOf(kitchenText.action[action], number, table.name);
    await this.ticket(number).getByRole('button', { name }).click();
  }

  /** A dish of a ticket: on the ticket itself at a station, in its sheet for the whole kitchen. */
  async tapLine(number: number, dish: string): Promise<void> {
    const ticket = this.ticket(number);
    const name = new RegExp(dish);
    const sheet = ticket.getByRole('button', { name: /^Dishes of order/ });
    const direct = ticket.getByRole('listitem').getByRole('button', { name });
    await sheet.or(direct.first()).first().waitFor();
    if ((await sheet.count()) === 0) return direct.click();
    await sheet.click();
    // Below the dishes stands what says that one of them is sold out.
    await this.dialog().getByRole('button', { name }).first().click();
    await this.closeSheet();
  }
}
