import { expect, it } from 'vitest';
import { judge, type Step } from './tap';

const order = (from: string, to: string) => ({ of: 'order', from, to }) as Step;

it.each<[Step, string, ReturnType<typeof judge>]>([
  [order('accepted', 'preparing'), 'accepted', 'send'],
  [order('accepted', 'preparing'), 'preparing', 'done'],
  // Somebody has gone on from there: what was wanted has been.
  [order('accepted', 'preparing'), 'served', 'done'],
  [order('accepted', 'preparing'), 'placed', 'lost'],
  [order('accepted', 'preparing'), 'cancelled', 'lost'],
  // One step back.
  [order('ready', 'preparing'), 'ready', 'send'],
  [order('ready', 'preparing'), 'accepted', 'done'],
  [order('ready', 'preparing'), 'served', 'lost'],
  [order('placed', 'rejected'), 'rejected', 'done'],
  [order('placed', 'rejected'), 'preparing', 'lost'],
  [{ of: 'line', line: 'a', from: 'cooking', to: 'ready' }, 'served', 'done'],
  [{ of: 'line', line: 'a', from: 'cooking', to: 'ready' }, 'cancelled', 'lost'],
  [{ of: 'call', from: 'open', to: 'acknowledged' }, 'resolved', 'done'],
  [{ of: 'table', from: 'free', to: 'booked' }, 'occupied', 'lost'],
])('%j at %s: %s', (step, now, verdict) => {
  expect(judge(step, now)).toBe(verdict);
});
