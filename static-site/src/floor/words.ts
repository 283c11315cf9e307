import { floor as text } from '$lib/text/floor';
import type { Todo } from './todo';

/** What a thing in the queue is, without its table. */
export function titleOf(todo: Todo): string {
  if (todo.kind === 'call') return text.call.reasons[todo.call.reason];
  if (todo.kind === 'accept') return text.todo.accept(todo.order.number);
  if (todo.kind === 'open') return text.todo.open;
  const numbers = todo.parts.map(({ order }) => order.number);
  return todo.parts.every(({ whole }) => whole) ? text.todo.serve(numbers) : text.todo.serveSome(numbers);
}

/** The same for who only hears it. */
export function spoken(todo: Todo): string {
  return `${text.todo.table(todo.row.table.name)}: ${titleOf(todo)}`;
}
