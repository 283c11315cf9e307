import type { Cart, CartLine, MenuItem, Money } from '$api/types';
import { draft, likeChoice, type Wish } from '$lib/menu/wish';
import { sumMoney, timesMoney } from '$lib/money';

/** A wish on its way to the server. */
export interface Edit {
  wish: Wish;
  /** Grows with every change of mind about this line. */
  revision: number;
  /** `held`: not to be sent yet, as the guest may undo it. */
  state: 'queued' | 'sending' | 'unsent' | 'held';
}

/** Edits by line ID. Never changed in place. */
export type Edits = ReadonlyMap<string, Edit>;

/** A line as shown; `pending` until the server's cart holds it so. */
export interface ShownLine extends CartLine {
  pending: false | 'saving' | 'unsent';
}

/** The guest changed a line; a wish under way is overtaken by this one. */
export function want(edits: Edits, id: string, wish: Wish): Edits {
  const before = edits.get(id);
  // While one try is under way the next waits for it: two puts could overtake each other.
  const state = before?.state === 'sending' ? 'sending' : 'queued';
  return new Map(edits).set(id, { wish, revision: (before?.revision ?? 0) + 1, state });
}

/** The guest removed a line and may still undo it. */
export function hold(edits: Edits, id: string, wish: Wish): Edits {
  return new Map(edits).set(id, { wish, revision: (edits.get(id)?.revision ?? 0) + 1, state: 'held' });
}

/** What was held may be sent. */
export function letGo(edits: Edits, id: string): Edits {
  const edit = edits.get(id);
  return edit?.state === 'held' ? new Map(edits).set(id, { ...edit, state: 'queued' }) : edits;
}

/** The line shall be as the server has it. */
export function forget(edits: Edits, id: string): Edits {
  const next = new Map(edits);
  next.delete(id);
  return next;
}

/** Marks all lines that may be sent now; gives them with the revision that is sent. */
export function take(edits: Edits): [Edits, { id: string; wish: Wish; revision: number }[]] {
  const ready = [...edits].filter(([, { state }]) => state === 'queued' || state === 'unsent');
  const next = new Map(edits);
  for (const [id, edit] of ready) next.set(id, { ...edit, state: 'sending' });
  return [next, ready.map(([id, { wish, revision }]) => ({ id, wish, revision }))];
}

/** The server holds or refused `revision`; a later change of mind is still to be sent. */
export function settle(edits: Edits, id: string, revision: number): Edits {
  const edit = edits.get(id);
  if (!edit) return edits;
  const next = new Map(edits);
  if (edit.revision === revision) next.delete(id);
  else next.set(id, { ...edit, state: edit.state === 'held' ? 'held' : 'queued' });
  return next;
}

/** The try failed without an answer; the wish is kept for the next one. */
export function postpone(edits: Edits, id: string): Edits {
  const edit = edits.get(id);
  return edit && edit.state !== 'held' ? new Map(edits).set(id, { ...edit, state: 'unsent' }) : edits;
}

/** The server's lines with the edits laid over them. */
export function overlay(
  cart: Cart,
  edits: Edits,
  items: ReadonlyMap<string, MenuItem>,
  me: CartLine['added_by'],
): ShownLine[] {
  const known = new Set(cart.lines.map(({ id }) => id));
  const shown = cart.lines.map((line) => withEdit(line, edits.get(line.id), items));
  for (const [id, edit] of edits) {
    const item = items.get(edit.wish.item_id);
    if (!known.has(id) && item) shown.push(withEdit(draft(id, item, edit.wish, me), edit, items));
  }
  return shown.filter(({ quantity }) => quantity > 0);
}

function withEdit(line: CartLine, edit: Edit | undefined, items: ReadonlyMap<string, MenuItem>): ShownLine {
  if (!edit) return { ...line, pending: false };
  const { wish } = edit;
  const item = items.get(wish.item_id);
  const kept = wish.item_id === line.item_id && likeChoice(line, wish);
  // Other choices have another price: a guess too.
  const { note: _, ...wished } = kept || !item ? line : draft(line.id, item, wish, line.added_by);
  // Always the wish's: the next wish is made of what is shown, and would take the mark off again.
  const allergy = wish.note !== undefined && (wish.allergy ?? line.allergy);
  return {
    ...wished,
    quantity: wish.quantity,
    total: timesMoney(wished.unit_price, wish.quantity),
    allergy,
    ...(wish.note === undefined ? {} : { note: wish.note }),
    pending: edit.state === 'unsent' ? 'unsent' : 'saving',
  };
}

/**
 * The guest's own line with exactly these choices, so that adding the same
 * dish again counts up instead of starting another line.
 */
export function sameLine(lines: readonly ShownLine[], wish: Wish, guest: string): ShownLine | undefined {
  return lines.find(
    (line) =>
      line.item_id === wish.item_id &&
      line.added_by.guest_id === guest &&
      (line.note ?? '') === (wish.note ?? '') &&
      line.allergy === (wish.allergy ?? false) &&
      likeChoice(line, wish),
  );
}

/** What one guest put into the shared cart. */
export interface Share {
  guestId: string;
  lines: ShownLine[];
  total: Money;
}

/** The lines by who added them: the guest's own first, then the others in the order of their first dish. */
export function sharesOf(lines: readonly ShownLine[], guest: string): Share[] {
  const by = new Map<string, ShownLine[]>();
  for (const line of lines) by.set(line.added_by.guest_id, [...(by.get(line.added_by.guest_id) ?? []), line]);
  const shares = [...by].flatMap(([guestId, own]) => {
    const currency = own[0]?.total.currency;
    return currency ? [{ guestId, lines: own, total: sumMoney(currency, own.map(({ total }) => total)) }] : [];
  });
  return shares.sort((a, b) => Number(b.guestId === guest) - Number(a.guestId === guest));
}
