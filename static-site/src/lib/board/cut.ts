/** How things stand when it is to be said whether anything was missed. */
export interface Outcome {
  /** Taps that were refused and nobody has read yet. */
  refused: number;
  /** Open orders that did not fit the snapshot. */
  more: number;
}

/** What may be said after a cut. `quiet`: nothing came and nothing was lost; `saved`: so many taps got through. */
export type Claim = { is: 'news'; count: number } | { is: 'saved'; count: number } | { is: 'quiet' };

/**
 * A time without a live link, and what a screen owes to people after it: one
 * bell for all that came meanwhile, and no word that is not true.
 */
export class Cut {
  /** Counts the cuts: what was owed after one is forgotten with the next. */
  #turn = 0;
  #open = false;
  #rang = false;
  #missed = 0;
  /** When the link was back, on the server's clock. */
  #until = Number.NEGATIVE_INFINITY;
  /** What the next snapshot has to confirm; null when nothing is owed. */
  #owed: { saved: number } | null = null;

  /** The link is gone; called again while it stays so it changes nothing. */
  begin(): void {
    if (this.#open) return;
    this.#turn += 1;
    this.#open = true;
    this.#rang = false;
    this.#missed = 0;
    this.#owed = null;
  }

  /**
   * The link is back at `now`, on the server's clock. Gives how many orders are known to have come meanwhile.
   * `told`: people know of the cut; `waiting`: so many taps wait to be sent.
   */
  end(now: number, told: boolean, waiting: number): number {
    this.#open = false;
    this.#until = now;
    this.#owed = this.#missed === 0 && (told || waiting > 0) ? { saved: waiting } : null;
    return this.#missed;
  }

  /** Orders that are new here, by when they were placed. True when the bell should ring for them. */
  news(placed: readonly number[]): boolean {
    if (!this.#open && placed.some((at) => at >= this.#until)) return true;
    this.#missed += placed.length;
    const first = !this.#rang;
    this.#rang = true;
    return first;
  }

  /**
   * A snapshot that was asked for after the link was back. The one that brought it back is read from an index that
   * runs behind, and may leave out what came a moment before. Gives, once, how to ask what may be said now.
   */
  confirm(): ((outcome: Outcome) => Claim | null) | null {
    const owed = this.#owed;
    if (!owed || this.#open) return null;
    this.#owed = null;
    const turn = this.#turn;
    return ({ refused, more }) => {
      if (turn !== this.#turn) return null;
      if (this.#missed > 0) return { is: 'news', count: this.#missed };
      if (refused > 0 || more > 0) return null;
      return owed.saved > 0 ? { is: 'saved', count: owed.saved } : { is: 'quiet' };
    };
  }
}
