import type { Cart, CartLine, OrderLine } from '$api/types';
import { saidOf } from '$lib/menu/combo';
import { comboAgain } from '../orders/folded';

/** How long pieces that went may turn out to be ordered, to be put back, or to be the first of several. */
export const SETTLES_MS = 2_000;

/** What somebody else did to a line of the guest's own. */
export interface Meddled {
  /** As the guest had left it. */
  before: CartLine;
  /** How many pieces are left. */
  left: number;
  /** What is left has another note, other options or another allergy mark. */
  changed: boolean;
  /** It is said to be kept from something no more. */
  unmarked: boolean;
  /** It is still in the cart, and can be made what it was. */
  here: boolean;
}

/** Watches a guest's own lines of the shared cart, as the server has them: what somebody else makes of them is told. */
export class OwnLines {
  #known: ReadonlyMap<string, CartLine> = new Map();
  #version = -1;
  /** The lines that lost pieces or became others, as they were before. */
  readonly #touched = new Map<string, CartLine>();

  constructor(
    readonly guest: string,
    /** A line as it went out with an order. */
    readonly ordered: (id: string) => OrderLine | undefined,
    /** Called once for what was done together. */
    readonly tell: (what: Meddled) => void,
  ) {}

  /** Looks at the cart as the server has it now. What the guest changes, by the line's ID, is their own doing. */
  look({ version, lines }: Cart, changes: (id: string) => boolean): void {
    if (version <= this.#version) return;
    const now = new Map(lines.filter(({ added_by }) => added_by.guest_id === this.guest).map((line) => [line.id, line]));
    for (const [id, before] of this.#known) {
      const line = now.get(id);
      const touched = !line || line.quantity < before.quantity || said(line) !== said(before);
      if (changes(id)) this.#touched.delete(id);
      else if (touched && !this.#touched.has(id)) {
        this.#touched.set(id, before);
        setTimeout(() => this.#settle(before), SETTLES_MS);
      }
    }
    this.#known = now;
    this.#version = version;
  }

  #settle(before: CartLine): void {
    const { id, quantity } = before;
    if (this.#touched.get(id) !== before) return;
    this.#touched.delete(id);
    const here = this.#known.get(id);
    const sent = here ? undefined : this.ordered(id);
    const now = here ?? sent;
    const left = (now?.quantity ?? 0) + (sent?.voided ?? 0);
    const changed = now !== undefined && said(now) !== said(before);
    if (left >= quantity && !changed) return;
    this.tell({ before, left, changed, unmarked: changed && before.allergy && !now.allergy, here: here !== undefined });
  }
}

/** What a line says besides how many. */
function said(line: CartLine | OrderLine): string {
  const { variant_id, options, note, allergy } = line;
  const parts = 'status' in line ? comboAgain(line)?.parts : line.parts;
  return JSON.stringify([variant_id, options.map(({ id }) => id).sort(), note ?? '', allergy, saidOf(parts)]);
}
