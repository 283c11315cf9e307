import type { Call } from '$api/types';
import { formatMoney } from '$lib/money';
import { floor as text } from '$lib/text/floor';
import type { Todo } from './todo';

/** What a thing in the queue is, without its table. */
export function titleOf(todo: Todo): string {
  if (todo.kind === 'call') return asked(todo.call);
  if (todo.kind === 'accept') return text.todo.accept(todo.order.number);
  if (todo.kind === 'open') return text.todo.open;
  const numbers = todo.parts.map(({ order }) => order.number);
  return todo.parts.every(({ whole }) => whole) ? text.todo.serve(numbers) : text.todo.serveSome(numbers);
}

/** Why guests call; of a call to pay how much and how, as the counter reads it. */
function asked({ reason, payment, called_by }: Call): string {
  return payment ? text.call.asksToPay(called_by.name, formatMoney(payment.amount), payment.method) : text.call.reasons[reason];
}

/** The same for who only hears it. */
export function spoken(todo: Todo): string {
  return `${text.todo.table(todo.row.table.name)}: ${titleOf(todo)}`;
}
