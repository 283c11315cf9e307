import { describe, expect, it } from 'vitest';
import type { Order, OrderLine, OrderStatus } from '$api/types';
import { common } from '$lib/text/common';
import { addersOf, backId, guestStatus, late, readyAt, stepOf, tellsState, toPutBack, unanswered } from './order-view';

const SENT = Date.parse('2026-11-21T19:00:00Z');
const minutes = (count: number) => count * 60_000;
const order = (status: OrderStatus, lines: string[] = []): Order =>
  ({
    ...{ id: 'o1', number: 7, status, placed_at: new Date(SENT).toISOString() },
    ...{ estimated_ready_at: new Date(SENT + minutes(20)).toISOString(), lines: lines.map((id) => ({ id })) },
  }) as Order;

describe('an order as the guest sees it', () => {
  it('has no time before somebody has accepted it, nor after it is ready', () => {
    for (const status of ['placed', 'ready', 'served', 'completed', 'rejected', 'cancelled'] as const) {
      expect(readyAt(order(status)), status).toBeNull();
    }
  });

  it('shows the time that the restaurant promised with its acceptance', () => {
    for (const status of ['accepted', 'preparing'] as const) {
      expect(readyAt(order(status))).toBe(SENT + minutes(20));
      expect(readyAt({ ...order(status), estimated_ready_at: null })).toBeNull();
    }
  });

  it('is to be asked about after three minutes without an answer', () => {
    expect(unanswered(order('placed'), SENT + minutes(3) - 1)).toBe(false);
    expect(unanswered(order('placed'), SENT + minutes(3))).toBe(true);
    expect(unanswered(order('accepted'), SENT + minutes(9))).toBe(false);
  });

  it('is late, and no more ready at any moment, from five minutes after the promised time on', () => {
    expect(late(order('preparing'), SENT + minutes(25) - 1)).toBe(false);
    expect(late(order('preparing'), SENT + minutes(25))).toBe(true);
    for (const status of ['placed', 'ready', 'served'] as const) expect(late(order(status), SENT + minutes(60))).toBe(false);
  });

  it('has no line that is ready before somebody has accepted it', () => {
    const line = (status: OrderLine['status']) => ({ status }) as OrderLine;
    expect(tellsState(order('placed'), line('ready'))).toBe(false);
    expect(tellsState(order('placed'), line('cancelled'))).toBe(true);
    expect(tellsState(order('accepted'), line('ready'))).toBe(true);
  });

  it('remembers whose a line is though others put it back, twice as well', () => {
    const by = (id: string, name: string) => ({ id, added_by: { guest_id: name, name } });
    const stopped = (...lines: unknown[]) => ({ ...order('rejected'), lines }) as Order;
    const adders = addersOf([stopped(by('b12a', 'Asha'), by('new1', 'Carl')), stopped(by('ab12', 'Bela')), { ...order('placed'), lines: [by('x1', 'Dev')] } as Order]);
    expect([...adders].map(([id, { name }]) => [id, name])).toEqual([['b12a', 'Bela'], ['12ab', 'Bela'], ['ew1n', 'Carl']]);
  });

  it('is served at the table whatever the accounts call it', () => {
    expect(guestStatus(order('completed'))).toBe(common.orderStatus.served);
    expect([stepOf(order('rejected')), stepOf(order('cancelled'))]).toEqual([null, null]);
  });

  it('can be put back once, under IDs that follow from the old ones', () => {
    const rejected = order('rejected', ['ab12', 'cd34']);
    expect(backId('ab12')).toBe('b12a');
    expect(toPutBack(rejected, [{ id: 'ab12' }]).map(({ id }) => id)).toEqual(['ab12', 'cd34']);
    expect(toPutBack(rejected, [{ id: 'b12a' }]).map(({ id }) => id)).toEqual(['cd34']);
    expect(toPutBack(order('served', ['ab12']), [])).toEqual([]);
  });
});
