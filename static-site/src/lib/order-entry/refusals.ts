import { ApiError } from '$api/error';
import type { CheckStatus } from '$api/types';
import { errorText, textFor } from '$lib/text/errors';
import { orderEntry } from '$lib/text/order-entry';
import { clockTime } from '$lib/time';

/** Why the server did not take an order, in words that name the dish. `nameOf` knows dishes by ID and lines by theirs. */
export function refusalText(error: unknown, nameOf: (item: string | undefined, line: string | undefined) => string | undefined): string {
  const text = orderEntry.refused;
  if (!(error instanceof ApiError)) return errorText(error);
  const { code, problem } = error;
  const dish = nameOf(problem?.item_id, problem?.line_id) ?? text.dish;
  switch (code) {
    case 'item_sold_out':
      return problem?.left ? text.few(dish, problem.left) : text.item_sold_out(dish);
    case 'item_not_served':
      return text.item_not_served(dish, problem?.from ? clockTime(problem.from) : null);
    case 'item_gone':
    case 'item_not_priced':
    case 'options_invalid':
      return text[code](dish);
    case 'illegal_transition':
      return text.illegal_transition(statusText(problem?.current).toLowerCase());
    case 'cart_changed':
    case 'cart_empty':
    case 'check_on_hold':
    case 'check_billed':
    case 'day_closed':
    case 'approval_needed':
    case 'session_closed':
    case 'session_order_limit':
    case 'validation':
      return text[code];
    default:
      return errorText(error);
  }
}

/** How far a check is, in words; the server's own name for what this page does not know. */
export function statusText(status: CheckStatus | string | undefined): string {
  return textFor(orderEntry.status, status ?? '') ?? status ?? '';
}
