import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackOffice } from '../harness/back-office';
import { RemoteGuest } from '../harness/remote-guest';
import type { Stack } from '../harness/stack';

/** Dishes that need no choice; an order has one of each, so that all tickets are alike. */
const DISHES = ['vada-pav', 'jeera-rice', 'idli-sambar'];

export interface Ticket {
  id: string;
  number: number;
}

/** A party that orders, and the hands that cook for it: one lane of the restaurant. */
export class Lane {
  /** What was ordered and not served, oldest first. */
  readonly open: Ticket[] = [];

  private constructor(
    readonly office: BackOffice,
    readonly guest: RemoteGuest,
  ) {}

  static async start(stack: Stack, office: BackOffice, name: string): Promise<Lane> {
    const table = stack.freeTable();
    const { pin } = await office.open(table);
    return new Lane(office, await RemoteGuest.join(stack, table, pin, name));
  }

  /** One more order, brought as far as is said. */
  async order(...statuses: string[]): Promise<void> {
    for (const dish of DISHES) {
      const line = randomUUID();
      await patient(() => this.guest.add(dish, 1, [], undefined, line));
    }
    const key = randomUUID();
    const { id, number } = await patient(() => this.guest.order(undefined, key));
    this.open.push({ id, number });
    await this.advance({ id, number }, ...statuses);
  }

  /** The oldest order of the lane leaves the kitchen. */
  async serve(...statuses: string[]): Promise<void> {
    const ticket = this.open.shift();
    if (ticket) await this.advance(ticket, ...statuses, 'served');
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
