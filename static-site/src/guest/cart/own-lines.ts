import type { Cart, CartLine } from '$api/types';

/** How long pieces that went may turn out to be ordered, to be put back, or to be the first of several. */
export const SETTLES_MS = 2_000;

/** Watches a guest's own lines of the shared cart, as the server has them: what somebody else takes out of them is told. */
export class OwnLines {
  #known: ReadonlyMap<string, CartLine> = new Map();
  #version = -1;
  /** The lines that lost pieces, as they were before. */
  readonly #less = new Map<string, CartLine>();

  constructor(
    readonly guest: string,
    /** How many pieces of a line have been ordered. */
    readonly ordered: (id: string) => number,
    /** Called once for what was taken together, with how many are left. */
    readonly tell: (before: CartLine, left: number) => void,
  ) {}

  /** Looks at the cart as the server has it now. What the guest changes, by the line's ID, is their own doing. */
  look({ version, lines }: Cart, changes: (id: string) => boolean): void {
    if (version <= this.#version) return;
    const now = new Map(lines.filter(({ added_by }) => added_by.guest_id === this.guest).map((line) => [line.id, line]));
    for (const [id, before] of this.#known) {
      if (changes(id)) this.#less.delete(id);
      else if ((now.get(id)?.quantity ?? 0) < before.quantity && !this.#less.has(id)) {
        this.#less.set(id, before);
        setTimeout(() => this.#settle(before), SETTLES_MS);
      }
    }
    this.#known = now;
    this.#version = version;
  }

  #settle(before: CartLine): void {
    const { id, quantity } = before;
    if (this.#less.get(id) !== before) return;
    this.#less.delete(id);
    const left = this.#known.get(id)?.quantity ?? this.ordered(id);
    if (left < quantity) this.tell(before, left);
  }
}
