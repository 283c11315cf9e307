import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackOffice } from '../harness/back-office';
import { RemoteGuest } from '../harness/remote-guest';
import type { Stack, Table } from '../harness/stack';

/** Dishes that need no choice; an order has one of each, so that all tickets are alike. */
const DISHES = ['vada-pav', 'jeera-rice', 'idli-sambar'];

/** So often a party orders; a branch lets none order more than ten times in ten minutes. */
const ORDERS = 8;

export interface Ticket {
  id: string;
  number: number;
  session: string;
}

/** Parties that order one after the other at two tables by turns, and the hands that cook for them: one lane of the restaurant. */
export class Lane {
  /** What was ordered and not served, oldest first. */
  readonly open: Ticket[] = [];
  /** Parties that have ordered their last, until they are served. */
  readonly #leaving: string[] = [];
  #ordered = 0;

  private constructor(
    readonly office: BackOffice,
    readonly name: string,
    public tables: readonly Table[],
    public guest: RemoteGuest,
    public session: string,
  ) {}

  static async start(stack: Stack, office: BackOffice, name: string): Promise<Lane> {
    const tables = [stack.freeTable(), stack.freeTable()];
    const { guest, session } = await Lane.#sit(office, tables[0], name);
    return new Lane(office, name, tables, guest, session);
  }

  static async #sit(office: BackOffice, table: Table | undefined, name: string) {
    if (!table) throw new Error('a lane has no table');
    const { pin, session } = await office.open(table);
    return { guest: await RemoteGuest.join(office.stack, table, pin, name), session: session.id };
  }

  /** The next party sits down at the other table. */
  async #next(): Promise<void> {
    this.#leaving.push(this.session);
    this.tables = this.tables.toReversed();
    const { guest, session } = await Lane.#sit(this.office, this.tables[0], this.name);
    this.guest = guest;
    this.session = session;
    this.#ordered = 0;
  }

  /** One more order, brought as far as is said. */
  async order(...statuses: string[]): Promise<void> {
    if (this.#ordered === ORDERS) await this.#next();
    this.#ordered += 1;
    for (const dish of DISHES) {
      const line = randomUUID();
      await patient(() => this.guest.add(dish, 1, [], undefined, line));
    }
    const key = randomUUID();
    const { id, number } = await patient(() => this.guest.order(undefined, key));
    const ticket = { id, number, session: this.session };
    this.open.push(ticket);
    await this.advance(ticket, ...statuses);
  }

  /** The oldest order of the lane leaves the kitchen. */
  async serve(...statuses: string[]): Promise<void> {
    const ticket = this.open.shift();
    if (!ticket) return;
    await this.advance(ticket, ...statuses, 'served');
    const [leaving] = this.#leaving;
    if (!leaving || this.open.some(({ session }) => session === leaving)) return;
    this.#leaving.shift();
    await this.office.close(leaving);
  }

  async advance(ticket: Ticket, ...statuses: string[]): Promise<void> {
    for (const status of statuses) {
      const done = (error: Error) => error.message.includes(`"current":"${status}"`);
      await patient(() => this.office.advance(ticket, status).catch((error: Error) => done(error) || Promise.reject(error)));
    }
  }
}

/** Tries again while the service is busy. What was asked for may have been done: it is asked for so that it is done once. */
async function patient<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('503 '))) throw error;
      await sleep(1_000);
    }
  }
}

/** So many parties at tables of their own. */
export async function seat(stack: Stack, lanes: number): Promise<Lane[]> {
  const office = await BackOffice.signIn(stack);
  return Promise.all(Array.from({ length: lanes }, (_, at) => Lane.start(stack, office, `Guest ${at + 1}`)));
}
