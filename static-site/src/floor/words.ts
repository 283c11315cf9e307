import { floor as text } from '$lib/text/floor';
import type { Todo } from './todo';

/** What a thing in the queue is, without its table. */
export function titleOf(todo: Todo): string {
  if (todo.kind === 'call') return text.call.reasons[todo.call.reason];
  if (todo.kind === 'serve' && !todo.whole) return text.todo.serveSome(todo.order.number);
  return text.todo[todo.kind](todo.order.number);
}

/** The same for who only hears it. */
export function spoken(todo: Todo): string {
  return `${text.todo.table(todo.row.table.name)}: ${titleOf(todo)}`;
}
