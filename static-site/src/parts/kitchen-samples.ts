import type { KitchenLine, KitchenOrder, Staff } from '$api/types';
import { noteDone } from '../kitchen/done';
import { KitchenState } from '../kitchen/kitchen-state.svelte';
import { aLine, anOrder } from '../kitchen/testing';
import { offline } from './staff-samples';

const NOW = Date.parse('2026-05-01T12:30:00Z');
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
export const thresholds = { urgent_minutes: 12, critical_minutes: 20 };

const naan = (more: Partial<KitchenLine> = {}) => aLine('naan', 'new', { name: 'Garlic Naan', quantity: 2, ...more });
const curry = (more: Partial<KitchenLine> = {}) =>
  aLine('curry', 'new', { name: 'Paneer Butter Masala', options: ['Extra hot', 'No onion'], kitchen_note: 'Serve with green chutney', station: 'tandoor', ...more });
const half = (more: Partial<KitchenLine> = {}) => aLine('half', 'new', { name: 'Butter Chicken, Half', variant: 'Half', ...more });
const grill = (more: Partial<KitchenLine> = {}) => aLine('grill', 'new', { name: 'مشاوي مشكلة', note: 'بدون بصل', ...more });

const orders: KitchenOrder[] = [
  anOrder('1', [naan(), curry()], { status: 'placed', placed_at: ago(1), table: 'V2' }),
  anOrder('2', [naan(), curry({ quantity: 3 }), grill()], { placed_at: ago(2), table: 'H10', note: 'All at once, please' }),
  anOrder('3', [curry({ allergy: true, note: 'peanuts' })], { placed_at: ago(3), table: 'تراس ٤' }),
  anOrder('4', [naan({ quantity: 1, voided: 1 }), grill({ status: 'cancelled', quantity: 0, voided: 1 })], { placed_at: ago(4), table: 'F1' }),
  anOrder('5', [naan({ status: 'cooking' }), curry({ status: 'ready' }), grill()], { status: 'preparing', placed_at: ago(15), table: 'T5' }),
  anOrder('6', [naan({ status: 'cooking' }), curry({ status: 'cooking' })], { status: 'preparing', placed_at: ago(29), table: 'T6' }),
  anOrder('7', [grill()], { placed_at: ago(5), table: 'T7', party_left_at: ago(1) }),
  anOrder('8', [curry({ status: 'cooking' })], { status: 'preparing', placed_at: ago(6), table: 'T8' }),
  anOrder('9', [naan({ status: 'ready' }), curry({ status: 'ready', note: 'peanuts', allergy: true }), grill({ status: 'ready' })], { status: 'ready', placed_at: ago(18), ready_at: ago(2), table: 'T9' }),
  anOrder('10', [curry({ status: 'ready' })], { status: 'ready', placed_at: ago(22), ready_at: ago(1), table: 'C3', party_left_at: ago(1) }),
  anOrder('11', [half({ quantity: 2 }), curry(), grill()], { placed_at: ago(7), table: 'T11' }),
];
const cancelled = anOrder('12', [naan(), curry()], { placed_at: ago(8), table: 'V4', reason: 'They ordered twice.' });

/** A kitchen with an order in each state, as one of its screens. */
export function aKitchen(staff: Staff, station: string | null, some = orders): KitchenState {
  const kitchen = new KitchenState(offline(), staff, 'parts', () => {});
  kitchen.clock.sync(ago(0));
  kitchen.info = {
    branch: { id: 'parts', name: 'Lake Road', ...thresholds },
    stations: [{ id: 'wok', name: 'Wok' }, { id: 'tandoor', name: 'Tandoor' }],
  };
  kitchen.station = station;
  for (const order of some) kitchen.live.learn('order', order);
  if (some.length === 0) return kitchen;
  const memory = { known: () => true, own: () => false };
  kitchen.done = noteDone([], [{ ...cancelled, status: 'cancelled', version: 2 }], NOW, memory);
  kitchen.fresh.show('2', 'new');
  kitchen.fresh.show('4', 'changed');
  void kitchen.taps.take({
    kind: 'order', about: '8', name: 'Order 8', what: 'Ready', version: 1, steps: [{ of: 'order', from: 'preparing', to: 'ready' }],
  });
  return kitchen;
}
