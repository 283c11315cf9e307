import type { ShownLine } from '../cart/cart-edits';

const NONE: readonly ShownLine[] = [];

/** The lines of one dish. */
class Held {
  lines = $state.raw(NONE);
}

/** What of a line a row shows or changes; whether the server has it yet is none of that. */
const shown = ({ id, quantity, note, added_by }: ShownLine) => `${id} ${quantity} ${added_by.guest_id} ${note ?? ''}`;

/** What the cart holds of each dish. A change is told to that dish's rows alone: a long menu has hundreds of others. */
export class InCart {
  readonly #held = new Map<string, Held>();

  of(item: string): readonly ShownLine[] {
    return this.#held.get(item)?.lines ?? NONE;
  }

  /** These are the dishes that may be asked for. Not made when they are: whoever makes a state and reads it hears of no change. */
  knows(items: Iterable<string>): void {
    for (const item of items) if (!this.#held.has(item)) this.#held.set(item, new Held());
  }

  /** The cart has these lines now. */
  is(lines: readonly ShownLine[]): void {
    const by = new Map<string, ShownLine[]>();
    for (const line of lines) by.set(line.item_id, [...(by.get(line.item_id) ?? []), line]);
    for (const [item, held] of this.#held) {
      const own = by.get(item) ?? NONE;
      if (own.map(shown).join('\n') !== held.lines.map(shown).join('\n')) held.lines = own;
    }
  }
}
