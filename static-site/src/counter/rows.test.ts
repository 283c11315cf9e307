import { describe, expect, it } from 'vitest';
import type { Call, Check, CheckStatus, FloorTable, Order } from '$api/types';
import { BOARDS, byOpening, byPickup, nextStep, ofCheck, ofTable, takesOrders } from './rows';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const at = (minute: number) => `2026-05-01T12:${String(minute).padStart(2, '0')}:00Z`;
const order = (check: string, status: Order['status']) => ({ id: `${check}-${status}`, session_id: check, status }) as Order;
const table = (more: Partial<FloorTable> = {}, orders = 1) =>
  ({
    id: 't1', name: '4', seats: 4, status: 'occupied', version: 1,
    session: { id: 'c1', mode: 'family', opened_at: at(0), guest_count: 0, order_count: orders, total: inr(0), version: 3 },
    ...more,
  }) as FloorTable;
const check = (kind: Check['kind'], status: CheckStatus, more: Partial<Check> = {}) =>
  ({ id: `${kind}-${status}`, branch_id: 'lane', kind, name: '', status, on_hold: false, opened_at: at(0), order_count: 0, total: inr(0), version: 1, ...more }) as Check;

describe('the check of a table', () => {
  it('is none where nobody sits', () => {
    const { session: _, ...free } = table();
    expect(ofTable(free as FloorTable, 'Hall', [], true)).toBeNull();
  });

  it.each<[string, FloorTable, Order[], boolean, CheckStatus]>([
    ['nothing ordered', table({}, 0), [], true, 'saved'],
    ['one to accept', table(), [order('c1', 'placed')], true, 'sent_to_kitchen'],
    ['one ready', table(), [order('c1', 'ready')], true, 'sent_to_kitchen'],
    ['all served', table(), [order('c1', 'served')], true, 'ready_to_bill'],
    ['others are open elsewhere', table(), [order('c2', 'preparing')], true, 'ready_to_bill'],
    ['orders that are not known may be open', table(), [], false, 'sent_to_kitchen'],
    ['its bill is out', table({ status: 'billed' }), [], true, 'billed'],
  ])('%s', (_, of, orders, isWhole, status) => {
    expect(ofTable(of, 'Hall', orders, isWhole)?.status).toBe(status);
  });

  it('counts its own open orders', () => {
    const orders = [order('c1', 'placed'), order('c1', 'accepted'), order('c1', 'preparing'), order('c1', 'ready'), order('c2', 'ready')];
    expect(ofTable(table(), 'Hall', orders, true)).toMatchObject({ toAccept: 1, cooking: 2, ready: 1, table: '4', section: 'Hall' });
  });
});

it('says that a table asks for its bill, until somebody saw to it', () => {
  const call = (more: Partial<Call>) => ({ session_id: 'c1', reason: 'bill', status: 'open', ...more }) as Call;
  const asks = (...calls: Call[]) => ofTable(table(), 'Hall', [], true, calls)?.asksBill;
  expect([asks(call({})), asks(call({ status: 'acknowledged' })), asks(call({ status: 'resolved' })), asks(call({ reason: 'water' })), asks(call({ session_id: 'c2' }))]).toEqual([true, true, false, false, false]);
});

it('knows a pickup that is paid and not fetched', () => {
  expect([ofCheck(check('pickup', 'ready_for_pickup'), []).isPaid, ofCheck(check('pickup', 'ready_for_pickup', { paid_at: at(5) }), []).isPaid]).toEqual([false, true]);
});

it('says of what is on its way already that it is billed', () => {
  expect([ofCheck(check('delivery', 'preparing'), []).isBilled, ofCheck(check('delivery', 'out_for_delivery', { billed_at: at(5) }), []).isBilled]).toEqual([false, true]);
});

describe('the steps by hand', () => {
  it('of a delivery lead to the door, of a pickup to the window, and a table has none', () => {
    const walk = (kind: Check['kind']) => {
      const seen: CheckStatus[] = [];
      for (let status: CheckStatus | null = 'sent_to_kitchen'; status; status = nextStep({ kind, status })) seen.push(status);
      return seen;
    };
    expect([nextStep({ kind: 'delivery', status: 'billed' }), nextStep({ kind: 'pickup', status: 'billed' })]).toEqual(['preparing', 'ready_for_pickup']);
    expect(walk('delivery')).toEqual(['sent_to_kitchen', 'preparing', 'out_for_delivery', 'delivered']);
    expect(walk('pickup')).toEqual(['sent_to_kitchen', 'ready_for_pickup']);
    expect(walk('dine_in')).toEqual(['sent_to_kitchen']);
    expect(nextStep({ kind: 'delivery', status: 'saved' })).toBeNull();
  });

  it('each stand in one column of their board', () => {
    for (const kind of ['delivery', 'pickup'] as const) {
      const statuses = BOARDS[kind].flatMap((column) => column.statuses);
      expect(new Set(statuses).size).toBe(statuses.length);
      expect(statuses).toContain('billed');
      for (let status: CheckStatus | null = 'sent_to_kitchen'; status; status = nextStep({ kind, status })) expect(statuses).toContain(status);
    }
  });

  it('end what staff may order', () => {
    const all = ['saved', 'sent_to_kitchen', 'ready_to_bill', 'billed', 'paid', 'preparing', 'out_for_delivery', 'delivered', 'ready_for_pickup'] as const;
    const taking = (kind: Check['kind']) => all.filter((status) => takesOrders({ kind, status }));
    expect(taking('dine_in')).toEqual(['saved', 'sent_to_kitchen', 'ready_to_bill', 'preparing']);
    expect(taking('delivery')).toEqual(['saved', 'sent_to_kitchen', 'ready_to_bill', 'billed', 'preparing']);
  });
});

it('lists checks by when they were opened, and pickups by when somebody comes', () => {
  const first = ofCheck(check('pickup', 'saved', { id: 'a', opened_at: at(1), pickup_at: at(50) }), []);
  const second = ofCheck(check('pickup', 'saved', { id: 'b', opened_at: at(2), pickup_at: at(30) }), []);
  const third = ofCheck(check('pickup', 'saved', { id: 'c', opened_at: at(10) }), []);
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).join('');
  expect([ids([third, second, first].sort(byOpening)), ids([first, second, third].sort(byPickup))]).toEqual(['abc', 'cba']);
});
