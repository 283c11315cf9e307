import type { Cart, CartLine } from '$api/types';

/** A guest's own lines of the shared cart, as the server last had them. */
export class OwnLines {
  #known: readonly CartLine[] = [];
  #version = -1;

  constructor(readonly guest: string) {}

  /** Looks at the cart as the server has it now. Gives what was there the last time and is no longer. */
  gone({ version, lines }: Cart): CartLine[] {
    if (version <= this.#version) return [];
    const now = lines.filter(({ added_by }) => added_by.guest_id === this.guest);
    const gone = this.#known.filter(({ id }) => !now.some((line) => line.id === id));
    this.#known = now;
    this.#version = version;
    return gone;
  }
}
