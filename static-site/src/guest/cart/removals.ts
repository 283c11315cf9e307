import { seat as text } from '$lib/text/seat';
import { dismiss, toast } from '$lib/ui/toast.svelte';

/** How long a removed dish can be had back. */
export const UNDO_MS = 6_000;

interface Held {
  timer: ReturnType<typeof setTimeout>;
  toast: number;
}

/** The lines that the guest removed a moment ago, and may have back: whose dish it was, it is still theirs. */
export class Removals {
  readonly #held = new Map<string, Held>();

  /** `letGo` tells the server; it is called once unless the guest undoes it. */
  constructor(readonly letGo: (id: string) => void) {}

  hold(id: string, name: string, undo: () => void): void {
    this.#drop(id);
    const back = () => {
      this.#drop(id);
      undo();
    };
    this.#held.set(id, {
      toast: toast(text.cart.removed(name), 'plain', { label: text.cart.undo, run: back }),
      timer: setTimeout(() => this.#release(id), UNDO_MS),
    });
  }

  /** The time is over for all: the order is sent, or the guest looks elsewhere. */
  release(): void {
    for (const id of [...this.#held.keys()]) this.#release(id);
  }

  #release(id: string): void {
    this.#drop(id);
    this.letGo(id);
  }

  #drop(id: string): void {
    const held = this.#held.get(id);
    if (!held) return;
    this.#held.delete(id);
    clearTimeout(held.timer);
    dismiss(held.toast);
  }
}
