import type { Page } from 'playwright-core';
import type { KitchenBoard, Order } from '$api/types';
import type { BackOffice } from './back-office';
import { RemoteGuest } from './remote-guest';
import type { Stack } from './stack';
import { expect } from './test';

const THREE = ['vada-pav', 'jeera-rice', 'idli-sambar'];

/** The board is empty: the stack is one for all tests of this file. */
export async function clear(office: BackOffice): Promise<void> {
  const { orders } = await office.read<KitchenBoard>('kitchen');
  for (const order of orders) await office.cancel(order, 'The next test.');
  await expect.poll(async () => (await office.read<KitchenBoard>('kitchen')).orders.length).toBe(0);
}

export async function seated(stack: Stack, office: BackOffice, table: Parameters<BackOffice['open']>[0], name = 'Asha'): Promise<RemoteGuest> {
  const { pin } = await office.open(table);
  return RemoteGuest.join(stack, table, pin, name);
}

/** So many orders, one after the other, brought as far as is said; their numbers. */
export async function orders<N extends number>(guest: RemoteGuest, office: BackOffice, count: N, ...statuses: string[]): Promise<Numbers<N>> {
  const made: Order[] = [];
  for (let at = 0; at < count; at += 1) {
    await guest.add(THREE[at % THREE.length] ?? '');
    made.push(await guest.order());
  }
  for (const order of made) await office.advance(order, ...statuses);
  return made.map(({ number }) => number) as Numbers<N>;
}

type Numbers<N extends number> = N extends 1 ? [number] : N extends 2 ? [number, number] : [number, number, number];

/** Counts every tone of the bell, as the page asks the browser for it. */
export async function countTones(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = window as unknown as { tones: number };
    counted.tones = 0;
    const start = AudioScheduledSourceNode.prototype.start;
    AudioScheduledSourceNode.prototype.start = function (when) {
      counted.tones += 1;
      start.call(this, when);
    };
  });
}

export const tonesOf = (page: Page) => page.evaluate(() => (window as unknown as { tones: number }).tones);
