/** How long the last move can be taken back from the bar. */
export const UNDO_MS = 8_000;

interface Offer {
  words: string;
  takeBack: () => Promise<void>;
}

/** The last move, which can be taken back for a few seconds. */
export class Undo {
  /** What was done, in words; null when nothing can be taken back. */
  words = $state<string | null>(null);
  #offer: Offer | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A newer move takes the place of the one before. */
  offer(words: string, takeBack: () => Promise<void>): void {
    this.forget();
    this.words = words;
    this.#offer = { words, takeBack };
    this.#timer = setTimeout(() => this.forget(), UNDO_MS);
  }

  async take(): Promise<void> {
    const offer = this.#offer;
    this.forget();
    await offer?.takeBack();
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#offer = null;
    this.words = null;
  }
}
