import type { Memory } from '../storage';

/** When orders of a party were accepted, as far as this phone has heard it happen; the API does not tell it later. */
export class Acceptance {
  readonly #at: Record<string, number>;

  constructor(
    readonly memory: Memory,
    /** The name under which it is stored; the next party at the table takes it over. */
    readonly slot: string,
    readonly session: string,
  ) {
    const kept = memory.read<{ session: string; at: Record<string, number> }>(slot);
    this.#at = kept?.session === session ? kept.at : {};
  }

  /** `at`: epoch milliseconds of the server's clock. */
  note(order: string, at: number): void {
    this.#at[order] = at;
    this.memory.write(this.slot, { session: this.session, at: this.#at });
  }

  of(order: string): number | undefined {
    return this.#at[order];
  }
}
