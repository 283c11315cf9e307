import type { OrderStatus } from '$api/types';
import { type BoardOrder, isLive } from './orders';
import type { Step, Tap } from './tap';

type Line = BoardOrder['lines'][number];

/** What of an order is neither on a table nor void, line by line. */
export function restOf(lines: readonly Line[], reason: string): Step[] {
  return lines
    .filter((line) => isLive(line) && line.status !== 'served')
    .map((line) => ({ of: 'line', line: line.id, from: line.status, to: 'cancelled', reason }));
}

/**
 * A tap that drops an order, as nobody waits for it any more. What is on a table stays on the bill, and the rest is
 * cancelled; as long as nothing is known to be on a table, that is the whole order.
 */
export function dropped({ status, lines }: { status: OrderStatus; lines: readonly Line[] }, reason: string): Pick<Tap, 'steps'> & { rest: string } {
  const served = lines.some((line) => line.status === 'served');
  return { steps: served ? restOf(lines, reason) : [{ of: 'order', from: status, to: 'cancelled', reason }], rest: reason };
}
