import type { Call, Cart, CartLine, Guest, Menu, MenuItem, Order, Ordering, OptionGroup, OrderLine, OrderStatus, Session, TableInfo, TaxAmount } from '$api/types';
import type { Foot } from '$lib/foot';
import type { ShownLine } from '../guest/cart/cart-edits';
import { type OrderContent, Party } from '../guest/party/party.svelte';
import type { Intent, Sending } from '$lib/sending/sending';
import { Memory } from '../guest/storage';
import { TableView } from '../guest/table.svelte';

/** The clock of all samples. */
export const NOW = Date.parse('2026-11-20T15:10:00Z');
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
const inr = (minor: number) => ({ minor, currency: 'INR' as const });
const me = { guest_id: 'me', name: 'Asha' };

/** Nothing of it outlives the page. */
export const memory = new Memory({ getItem: () => null, setItem: () => {}, removeItem: () => {} });

export const info = {
  branch: { id: 'b', name: 'Lake Road', time_zone: 'Asia/Kolkata' },
  brand: { id: 'r', name: 'Salver Kitchen' },
  table: { id: 't', name: 'T4', status: 'occupied' },
  session: { open: true },
} as unknown as TableInfo;

export const spice: OptionGroup = {
  id: 'spice',
  name: 'Spice level',
  min: 1,
  max: 1,
  options: [
    { id: 'mild', name: 'Mild', price: inr(0) },
    { id: 'hot', name: 'Extra hot, with green chillies', price: inr(2_000) },
    { id: 'arabic', name: 'حار جدا', price: inr(0) },
  ],
};

function dish(id: string, name: string, more: Partial<MenuItem> = {}): MenuItem {
  return { id, name, allergens: [], available: true, diet: 'veg', option_groups: [], prep_minutes: 10, price: inr(12_000), ...more };
}

export const halves = [
  { id: 'half', name: 'Half', price: inr(22_000) },
  { id: 'full', name: 'Full, for two', price: inr(37_000) },
];

export const dishes = [
  dish('vada', 'Vada Pav', { description: 'Potato in a bun with garlic chutney.', allergens: ['gluten', 'mustard'] }),
  dish('curry', 'Slow-cooked lamb shank with saffron rice and pickles', { diet: 'non_veg', option_groups: [spice], price: inr(124_950) }),
  dish('mixed', 'مشاوي مشكلة', { description: 'لحم ودجاج على الفحم مع خبز', diet: 'non_veg', price: inr(45_000) }),
  dish('gone', 'Gulab Jamun', { available: false, diet: 'egg' }),
] as const;

export const menu = {
  version: 1,
  language: 'en',
  currency: 'INR',
  currency_digits: 2,
  stations: [],
  ordering: { open: true },
  categories: [
    { id: 'snacks', name: 'Snacks', items: [dishes[0], dishes[3]] },
    { id: 'grill', name: 'مشاوي', items: [dishes[1], dishes[2]] },
  ],
} satisfies Menu as Menu;

function cartLine(id: string, item: MenuItem, more: Partial<ShownLine> = {}): ShownLine {
  const { name, price } = item;
  return { id, item_id: item.id, name, quantity: 1, allergy: false, options: [], unit_price: price, total: price, added_by: me, pending: false, ...more };
}

const [vada, curry, mixed, gone] = dishes;
const hot = { id: 'hot', group_id: 'spice', name: 'Extra hot', price: inr(2_000) };
export const cartLines = [
  cartLine('l1', vada, { quantity: 2, total: inr(24_000) }),
  cartLine('l2', curry, { options: [hot], note: 'no nuts, please', allergy: true, pending: 'saving' }),
  cartLine('l3', mixed, { note: 'بدون بصل', pending: 'unsent' }),
  cartLine('l4', gone),
  cartLine('l5', curry, { options: [hot] }),
] as const;

function orderLine(id: string, name: string, more: Partial<OrderLine> = {}): OrderLine {
  return {
    id, item_id: id, name, quantity: 1, voided: 0, allergy: false, options: [], status: 'cooking', unit_price: inr(12_000), total: inr(12_000),
    added_by: me, ...more,
  };
}

export function anOrder(number: number, status: OrderStatus, more: Partial<Order> = {}): Order {
  return {
    id: `o${number}`, number, session_id: 's', table: 'T4', status, placed_at: ago(8), placed_by: me, version: 1, total: inr(36_000),
    estimated_ready_at: new Date(NOW + 7 * 60_000).toISOString(),
    lines: [
      orderLine('vada', 'Vada Pav', { quantity: 2, total: inr(24_000), status: status === 'ready' ? 'ready' : 'cooking' }),
      orderLine('mixed', 'مشاوي مشكلة', { options: [hot], note: 'no nuts', allergy: true, status: 'new' }),
    ],
    ...more,
  };
}

export const orderStates: Order[] = [
  anOrder(1, 'placed', { placed_at: ago(1) }),
  anOrder(2, 'placed', { placed_at: ago(9), placed_by: { guest_id: 'you', name: 'Benedikt' } }),
  anOrder(3, 'accepted'),
  anOrder(4, 'preparing'),
  anOrder(10, 'preparing', { estimated_ready_at: ago(20), placed_by: { guest_id: 'you', name: 'Benedikt' } }),
  anOrder(5, 'ready'),
  anOrder(6, 'served'),
  anOrder(7, 'completed'),
  anOrder(8, 'rejected', { reason: 'The kitchen has closed.' }),
  anOrder(9, 'cancelled'),
];

const tax = (name: string, rate_bp: number, included: boolean, amount: number): TaxAmount => ({ name, rate_bp, included, taxable: inr(36_000), amount: inr(amount) });
/** What stands below dishes: nothing of tax, taxes on top, and within. */
export const feet: Foot[] = [
  { total: inr(36_000), to_pay: inr(36_000) },
  {
    total: inr(36_050),
    taxes: [tax('CGST', 250, false, 901), tax('SGST', 250, false, 901), tax('Value added tax on alcoholic drinks', 2_000, false, 7_210)],
    round_off: inr(-62),
    to_pay: inr(45_000),
  },
  { total: inr(36_000), taxes: [tax('CGST', 250, true, 857), tax('SGST', 250, true, 857)], to_pay: inr(36_000) },
];

export function aCall(status: Call['status'], minutes: number): Call {
  return {
    id: 'c', session_id: 's', table: 'T4', reason: 'waiter', status, called_by: me, opened_at: ago(minutes), note: 'a high chair', version: 1,
    ...(status === 'resolved' ? { resolved_at: ago(1) } : {}),
  };
}

type Placing = Sending<OrderContent & Intent, Order>;
const intent = { key: 'k', since: NOW, cart_version: 1, expected_total: inr(36_000) };
/** A send in each of its states that the cart shows. */
export const sends: Placing[] = [
  { state: 'sending', intent },
  { state: 'waiting', intent, code: 'network' },
  { state: 'undecided', intent },
  { state: 'refused', code: 'prices_changed' },
  { state: 'refused', code: 'cart_changed' },
  { state: 'refused', code: 'branch_closed', problem: { opens_at: '2026-11-21T06:30:00Z' } },
  { state: 'refused', code: 'item_sold_out' },
] as unknown as Placing[];

/** Why guests may not order: by staff, and by the opening hours. */
export const notOrdering: Ordering[] = [
  { open: false },
  { open: false, word: 'The kitchen closes for 20 minutes', until: '2026-11-20T20:15:00Z' },
  { open: false, opens_at: '2026-11-20T18:30:00Z' },
];

/** A party whose server never answers. */
export function aParty(sending?: Placing, orders: Order[] = []): Party {
  const table = new TableView('SAMPLECODE', memory);
  table.info = info;
  table.menu = { categories: [{ id: 'c', name: 'All', items: [...dishes] }], currency: 'INR', currency_digits: 2, stations: [], version: 1, language: 'en', ordering: { open: true } };
  const party = new Party(table, { token: 't', session_id: 's', guest_id: 'me' }, memory, () => {});
  const lines = orders.length > 0 ? [] : cartLines.slice(0, 2).map(({ pending: _, ...line }): CartLine => line);
  const session: Session = { id: 's', branch_id: 'b', guest_count: 1, mode: 'family', opened_at: ago(30), status: 'open', version: 1 };
  party.live.learn('session', session);
  party.live.learn('guest', { id: 'me', name: 'Asha', version: 1 } as unknown as Guest);
  const cart: Cart = { id: 'family', lines, total: inr(148_950), version: 1 };
  party.live.learn('cart', cart);
  for (const order of orders) party.live.learn('order', order);
  if (sending) party.outbox.now = sending;
  return party;
}
