import type { LineStatus, Order, OrderStatus } from '$api/types';

/** What the kitchen's and the floor's orders have in common, and all that a move can change. */
export interface BoardOrder {
  id: string;
  number: number;
  status: OrderStatus;
  version: number;
  lines: readonly { id: string; status: LineStatus }[];
}

/** Somebody still has to do something for it. */
export const isOpen = ({ status }: Pick<BoardOrder, 'status'>): boolean =>
  status === 'placed' || status === 'accepted' || status === 'preparing' || status === 'ready';

/**
 * Oldest first by the time of ordering, which never changes, so whatever comes
 * back comes back to its old place.
 */
export function byAge(a: Pick<Order, 'id' | 'number' | 'placed_at'>, b: Pick<Order, 'id' | 'number' | 'placed_at'>): number {
  return Date.parse(a.placed_at) - Date.parse(b.placed_at) || a.number - b.number || (a.id < b.id ? -1 : 1);
}

/** The way of a line, one legal step each. */
export const LINE_WAY: readonly LineStatus[] = ['new', 'cooking', 'ready', 'served'];

/** How far a line is on its way; -1 for one that has left it. */
export const rank = (status: LineStatus): number => LINE_WAY.indexOf(status);

export const isLive = ({ status }: { status: LineStatus }): boolean => status !== 'cancelled';

/** Something is still to be cooked. */
export const atWork = ({ status }: { status: LineStatus }): boolean => status === 'new' || status === 'cooking';
