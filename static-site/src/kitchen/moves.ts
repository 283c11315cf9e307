import type { KitchenOrder, LineStatus, MovedOrder, OrderStatus, Role } from '$api/types';
import { isLive, LINE_WAY, rank } from '$lib/board/orders';
import type { Step } from '$lib/board/tap';
import { type Action, type Stage, STAGES, type Ticket } from './stages';

/** Who may cancel, as the server has it. */
export const MAY_WITHDRAW: readonly Role[] = ['owner', 'manager', 'cashier', 'waiter'];

const ORDER_GOAL = { accept: 'accepted', start: 'preparing', ready: 'ready', serve: 'served' } as const;
const LINE_GOAL = { start: 'cooking', ready: 'ready' } as const;

/** The calls behind a ticket's big button. A station moves its own lines only. */
export function stepsOf({ order, lines }: Ticket, action: Action): Step[] {
  const part = lines.length < order.lines.length;
  if (!part || action === 'accept' || action === 'serve') return walkOrder(order.status, [ORDER_GOAL[action]]);
  const goal = LINE_GOAL[action];
  return lines
    .filter((line) => isLive(line) && rank(line.status) < rank(goal))
    .flatMap((line) => walk(line.id, line.status, goal));
}

/** The calls that take one line from a status to another, one legal step each. */
export function walk(line: string, from: LineStatus, to: LineStatus): Step[] {
  const [start, end] = [rank(from), rank(to)];
  if (start < 0 || end < 0) return [];
  const between = start < end ? LINE_WAY.slice(start + 1, end + 1) : LINE_WAY.slice(end, start).reverse();
  return between.map((status, at) => ({ of: 'line', line, from: between[at - 1] ?? from, to: status }));
}

/** The calls that take a whole order from a status through others, one legal step each. */
function walkOrder(from: OrderStatus, through: readonly OrderStatus[]): Step[] {
  return through.map((status, at) => ({ of: 'order', from: through[at - 1] ?? from, to: status }));
}

const RECALLED: Partial<Record<OrderStatus, { status: OrderStatus; line: LineStatus }>> = {
  preparing: { status: 'accepted', line: 'new' },
  ready: { status: 'preparing', line: 'cooking' },
  served: { status: 'ready', line: 'ready' },
};

/**
 * The calls that take back what turned `before` into `after`, seen from `now`.
 * Only lines that this changed are touched, so another station's work stays.
 * Null when nothing can be taken back: it was an acceptance, or somebody has
 * moved those lines on since.
 */
export function undoSteps(before: KitchenOrder, after: KitchenOrder, now: KitchenOrder): Step[] | null {
  const status = (order: KitchenOrder, id: string) => order.lines.find((line) => line.id === id)?.status;
  const changed = before.lines.filter((line) => status(after, line.id) !== line.status);
  if (before.status === 'placed' || changed.length === 0) return null;
  if (changed.some((line) => status(now, line.id) !== status(after, line.id))) return null;
  const recalled = RECALLED[now.status];
  const all = now.lines.filter(isLive).every(({ id }) => changed.some((line) => line.id === id));
  const lowers = all && recalled?.status === before.status ? recalled : null;
  const fixes = changed.flatMap((line) => {
    const current = status(now, line.id) ?? line.status;
    const from = lowers && rank(current) > rank(lowers.line) ? lowers.line : current;
    return walk(line.id, from, line.status);
  });
  return lowers ? [...walkOrder(now.status, [lowers.status]), ...fixes] : fixes;
}

const STAGE_ORDER: Record<Stage, OrderStatus> = { pending: 'accepted', preparing: 'preparing', ready: 'ready' };
const STAGE_LINE: Record<Stage, LineStatus> = { pending: 'new', preparing: 'cooking', ready: 'ready' };

/** The calls behind a ticket's "one step back"; null where there is none. A station takes its own lines back only. */
export function stepsBack({ order, lines, stage }: Ticket): Step[] | null {
  const to = stageBefore(stage);
  if (to === null) return null;
  if (lines.length === order.lines.length) return walkOrder(order.status, [STAGE_ORDER[to]]);
  const goal = STAGE_LINE[to];
  const steps = lines
    .filter((line) => isLive(line) && rank(line.status) > rank(goal))
    .flatMap((line) => walk(line.id, line.status, goal));
  return steps.length > 0 ? steps : null;
}

/** Where "one step back" leads to; null from the first stage. */
export function stageBefore(stage: Stage): Stage | null {
  return STAGES[STAGES.indexOf(stage) - 1] ?? null;
}

/** The order that the kitchen knows, with what the answer of a move says. */
export function merged(known: KitchenOrder, moved: MovedOrder): KitchenOrder {
  const lines = known.lines.map((line) => {
    const { status, quantity, voided, reason } = moved.lines.find(({ id }) => id === line.id) ?? line;
    return { ...line, status, quantity, voided, reason: reason ?? null };
  });
  return { ...known, status: moved.status, version: moved.version, reason: moved.reason ?? null, lines };
}
