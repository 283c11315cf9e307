import type { KitchenLine, KitchenOrder, LineStatus } from '$api/types';
import { atWork, byAge, isLive } from '$lib/board/orders';

export type Stage = 'pending' | 'preparing' | 'ready';
export const STAGES: readonly Stage[] = ['pending', 'preparing', 'ready'];

/** What the big button of a ticket does. */
export type Action = 'accept' | 'start' | 'ready' | 'serve';

/** An order as this screen shows it: whole, or the part of one station. */
export interface Ticket {
  order: KitchenOrder;
  lines: KitchenLine[];
  stage: Stage;
  /** Null while other stations still cook, or when all of a station's lines are void. */
  action: Action | null;
  /** Other stations that are not done yet. */
  awaits: string[];
}

/**
 * The ticket of an order, for the whole kitchen or for one station; null when
 * the order is over or has nothing for the station. A station's ticket moves
 * on by its own lines: the grill is ready when the grill is.
 */
export function ticketOf(order: KitchenOrder, station: string | null): Ticket | null {
  const whole = stageOf(order);
  if (whole === null) return null;
  const lines = station === null ? order.lines : order.lines.filter((line) => line.station === station);
  if (lines.length === 0 && station !== null) return null;
  const own = lines.filter(isLive);
  const others = order.lines.filter((line) => !lines.includes(line) && isLive(line) && atWork(line));
  const awaits = [...new Set(others.map((line) => line.station))];
  const stage = station === null || own.length === 0 || order.status === 'placed' ? whole : stageOfLines(own);
  const nothingLeft = own.length === 0 && (stage === 'preparing' || order.status === 'accepted');
  return { order, lines, stage, action: nothingLeft ? null : actionOf(order, stage), awaits };
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

/** The board's columns, each with the oldest first. */
export function columns(orders: readonly KitchenOrder[], station: string | null): Record<Stage, Ticket[]> {
  const board: Record<Stage, Ticket[]> = { pending: [], preparing: [], ready: [] };
  for (const order of [...orders].sort(byAge)) {
    const ticket = ticketOf(order, station);
    if (ticket) board[ticket.stage].push(ticket);
  }
  return board;
}

export interface AllDayRow {
  item_id: string;
  name: string;
  quantity: number;
}

/** How many of each item are still to be made, most first. */
export function allDay(orders: readonly KitchenOrder[], station: string | null): AllDayRow[] {
  const rows = new Map<string, AllDayRow>();
  for (const order of orders) {
    if (stageOf(order) === null) continue;
    for (const line of order.lines) {
      if (!atWork(line) || (station !== null && line.station !== station)) continue;
      const row = rows.get(line.item_id) ?? { item_id: line.item_id, name: line.name, quantity: 0 };
      rows.set(line.item_id, { ...row, quantity: row.quantity + line.quantity });
    }
  }
  return [...rows.values()].sort((a, b) => b.quantity - a.quantity || a.name.localeCompare(b.name));
}
