import type { CallStatus, LineStatus, OrderStatus, TableStatus } from '$api/types';
import { isOpen, LINE_WAY } from './orders';

/** One call to the server. It names the state that it starts from, so that it is known later whether it still fits. */
export type Step =
  | { of: 'order'; from: OrderStatus; to: OrderStatus; reason?: string }
  | { of: 'line'; line: string; from: LineStatus; to: LineStatus; reason?: string }
  | { of: 'call'; from: CallStatus; to: Exclude<CallStatus, 'open'> }
  | { of: 'table'; from: TableStatus; to: 'free' | 'booked' };

/** The kind of thing that a tap is about, as the live store names it. */
export type Kind = 'order' | 'call' | 'table';

/** What somebody has tapped, until it is known to be done. */
export interface Tap {
  /** The operation's own ID; one tap is one operation however often it is sent. */
  id: string;
  kind: Kind;
  /** The order, call or table. */
  about: string;
  /** What the page blocks meanwhile: the thing itself, or one line of it. */
  key: string;
  /** The thing in words, such as "Order 8". */
  name: string;
  /** What was tapped, in words, such as "Start". */
  what: string;
  /** What is left to be sent. */
  steps: readonly Step[];
  /** The version that this was decided on; moves along with the steps that are done. */
  version: number;
  /** It holds for what was read only: any change in between refuses it. */
  exact: boolean;
  /** It drops an order, for this reason: whatever of it turns out to be on no table goes, also what this screen does not see. */
  rest?: string;
  /** Why it could not be applied, in words, for somebody to read; it is not sent any more. */
  refused?: string;
}

const WAYS: Record<Step['of'], readonly string[]> = {
  order: ['placed', 'accepted', 'preparing', 'ready', 'served', 'completed'],
  line: LINE_WAY,
  call: ['open', 'acknowledged', 'resolved'],
  // A table goes to and fro.
  table: [],
};

/**
 * What is to be done about a step of a thing that is at `now`: send it; or it
 * is done, by an earlier try or by somebody who has gone on from it; or it has
 * lost its ground. `drops`: it takes away what is not on a table, however far that is; a dish that was
 * brought meanwhile stays.
 */
export function judge(step: Step, now: string, drops = false): 'send' | 'done' | 'lost' {
  if (now === step.to) return 'done';
  if (now === step.from) return 'send';
  if (drops && step.of === 'line') return now === 'served' ? 'done' : 'send';
  if (drops && step.of === 'order' && isOpen({ status: now as OrderStatus })) return 'send';
  const [from, to, at] = [step.from, step.to, now].map((status) => WAYS[step.of].indexOf(status)) as [number, number, number];
  if (from < 0 || to < 0 || at < 0) return 'lost';
  return (from < to ? at > to : at < to) ? 'done' : 'lost';
}

/** The states after which nothing happens to an order any more. */
export const isOver = (status: string): boolean => ['completed', 'rejected', 'cancelled'].includes(status);
