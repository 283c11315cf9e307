import type { KitchenLine, KitchenOrder, LineStatus } from '$api/types';
import { atWork, byAge, isLive } from '$lib/board/orders';

export type Stage = 'pending' | 'preparing' | 'ready';
export const STAGES: readonly Stage[] = ['pending', 'preparing', 'ready'];

/** Which lines a screen shows; null for all of them. */
export type Part = ((line: Pick<KitchenLine, 'station'>) => boolean) | null;

/**
 * One station's part, or the whole kitchen's. What was sent to a station that is none any more, as
 * the menu has moved on or the dish is made elsewhere by now, is on every screen: better seen twice
 * than by nobody.
 */
export function partOf(station: string | null, stations: readonly { id: string }[]): Part {
  if (station === null) return null;
  const known = new Set(stations.map(({ id }) => id));
  return (line) => line.station === station || !known.has(line.station);
}

/** What the big button of a ticket does. Serving is the pass's, where the whole order is: no station does it. */
export type Action = 'accept' | 'start' | 'ready' | 'serve';

/** An order as this screen shows it: whole, or the part of one station. */
export interface Ticket {
  order: KitchenOrder;
  lines: KitchenLine[];
  stage: Stage;
  /** Null for a station whose part is ready, or all of whose lines are void. */
  action: Action | null;
  /** Other stations that are not done yet. */
  awaits: string[];
}

/**
 * The ticket of an order, for the whole kitchen or for one station; null when
 * the order is over or has nothing for the station. A station's ticket moves
 * on by its own lines: the grill is ready when the grill is.
 */
export function ticketOf(order: KitchenOrder, part: Part): Ticket | null {
  const whole = stageOf(order);
  if (whole === null) return null;
  const lines = linesOf(order, part);
  if (lines.length === 0 && part !== null) return null;
  const own = lines.filter(isLive);
  const others = order.lines.filter((line) => !lines.includes(line) && isLive(line) && atWork(line));
  const awaits = [...new Set(others.map((line) => line.station))];
  const stage = part === null || own.length === 0 || order.status === 'placed' ? whole : stageOfLines(own);
  const nothingLeft = own.length === 0 && (stage === 'preparing' || order.status === 'accepted');
  const served = part !== null && stage === 'ready';
  return { order, lines, stage, action: nothingLeft || served ? null : actionOf(order, stage), awaits };
}

function stageOf({ status }: KitchenOrder): Stage | null {
  if (status === 'placed' || status === 'accepted') return 'pending';
  return status === 'preparing' || status === 'ready' ? status : null;
}

function stageOfLines(lines: readonly KitchenLine[]): Stage {
  if (lines.every((line) => line.status === 'new')) return 'pending';
  return lines.some(atWork) ? 'preparing' : 'ready';
}

function actionOf(order: KitchenOrder, stage: Stage): Action | null {
  if (order.status === 'placed') return 'accept';
  if (stage === 'pending') return 'start';
  if (stage === 'preparing') return 'ready';
  return order.status === 'ready' ? 'serve' : null;
}

/** A new order rings, unless somebody has already begun to cook it. */
export const needsBell = ({ status }: KitchenOrder): boolean => status === 'placed' || status === 'accepted';

/** What a tap on a line makes of it; null when a tap does nothing. */
export function nextOfLine(order: KitchenOrder, line: KitchenLine): LineStatus | null {
  if (order.status !== 'accepted' && order.status !== 'preparing') return null;
  if (line.status === 'new') return 'cooking';
  return line.status === 'cooking' ? 'ready' : null;
}

/** What was cancelled or rejected, and nobody has seen it yet. */
export interface Withdrawn {
  order: KitchenOrder;
  lines: KitchenLine[];
  stage: null;
}

export interface Flow {
  /** What is to be accepted, then what is to be cooked, each with the oldest first. */
  tickets: (Ticket | Withdrawn)[];
  /** What is ready: whole orders, or a station's part. */
  pass: Ticket[];
}

/** The board: one flow, and the pass. `withdrawn` stand where they stood, until they are seen. */
export function flowOf(orders: readonly KitchenOrder[], withdrawn: readonly KitchenOrder[], part: Part): Flow {
  const gone = withdrawn
    .map((order): Withdrawn => ({ order, lines: goneLines(order, part), stage: null }))
    .filter(({ lines }) => lines.length > 0);
  const live = orders.map((order) => ticketOf(order, part)).filter((ticket) => ticket !== null);
  const cooked = live.filter(({ stage }) => stage !== 'ready');
  const first = ({ order }: Ticket | Withdrawn) => (order.status === 'placed' ? 0 : 1);
  return {
    tickets: [...cooked, ...gone].sort((a, b) => first(a) - first(b) || byAge(a.order, b.order)),
    pass: live.filter(({ stage }) => stage === 'ready').sort((a, b) => byAge(a.order, b.order)),
  };
}

/** What of an order concerns a station, or the whole kitchen. */
export function linesOf(order: KitchenOrder, part: Part): KitchenLine[] {
  return part === null ? order.lines : order.lines.filter(part);
}

/** What of an order nobody is to cook any more: all of it, or what was taken off one that is served. */
export function goneLines(order: KitchenOrder, part: Part): KitchenLine[] {
  const lines = linesOf(order, part);
  return order.status === 'served' ? lines.filter((line) => !isLive(line)) : lines;
}

/** One dish as it is made: what differs in its variant or its options is another dish, such as a cup and a bowl of soup. */
export interface AllDayRow {
  /** The item with its options. */
  id: string;
  name: string;
  options: readonly string[];
  quantity: number;
}

/**
 * How many of each dish are still to be made, of what the branch has taken on: items with most pieces first, what is one item in
 * several variants together. The kitchen is not told which option is a size and which an extra,
 * so it adds up only what is the same in all of them.
 */
export function allDay(orders: readonly KitchenOrder[], part: Part): AllDayRow[] {
  const rows = new Map<string, AllDayRow>();
  const pieces = new Map<string, number>();
  const items = new Map<string, string>();
  for (const order of orders) {
    if (stageOf(order) === null || order.status === 'placed') continue;
    for (const { item_id, name, variant, options, quantity, ...line } of order.lines) {
      if (!atWork(line) || (part !== null && !part(line))) continue;
      const id = JSON.stringify([item_id, variant, ...[...options].sort()]);
      rows.set(id, { id, name, options, quantity: quantity + (rows.get(id)?.quantity ?? 0) });
      pieces.set(item_id, quantity + (pieces.get(item_id) ?? 0));
      items.set(id, item_id);
    }
  }
  const item = ({ id }: AllDayRow) => items.get(id) ?? '';
  const all = (row: AllDayRow) => pieces.get(item(row)) ?? 0;
  return [...rows.values()].sort(
    (a, b) =>
      all(b) - all(a) || a.name.localeCompare(b.name) || item(a).localeCompare(item(b)) ||
      b.quantity - a.quantity || a.id.localeCompare(b.id),
  );
}
