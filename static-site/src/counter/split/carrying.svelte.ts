/** So near to the top or bottom of the window, in CSS pixels, what scrolls comes along. */
const EDGE = 56;
const SPEED = 8;

/** What is carried: which line, and out of which share (`null`: out of none). */
export interface Load {
  key: string;
  from: number | null;
}

/**
 * Lines carried by hand to a share: a mouse, a pen or a finger takes one by its grip and lets go over a
 * share, or over what is not assigned. As `menu/dragging.svelte.ts` does for rows in their order.
 */
export class Carrying {
  load = $state.raw<Load | null>(null);
  /** The share below the hand: its number, -1 for what is not assigned, null for none. */
  over = $state<number | null>(null);
  x = $state(0);
  y = $state(0);
  #grip: HTMLElement | null = null;

  constructor(readonly drop: (load: Load, to: number | null) => void) {}

  take(event: PointerEvent & { currentTarget: HTMLElement }, load: Load): void {
    if (event.button !== 0 || this.load !== null) return;
    // Else the mouse marks text on its way.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#grip = event.currentTarget;
    [this.load, this.x, this.y] = [load, event.clientX, event.clientY];
    this.#follow();
  }

  move(event: PointerEvent): void {
    if (!this.load) return;
    [this.x, this.y] = [event.clientX, event.clientY];
    this.#look();
  }

  release(): void {
    const [load, over] = [this.load, this.over];
    this.cancel();
    if (load && over !== null) this.drop(load, over < 0 ? null : over);
  }

  cancel(): void {
    [this.load, this.over] = [null, null];
  }

  #look(): void {
    const below = document.elementsFromPoint(this.x, this.y).find((one) => one.closest('[data-share]'));
    const share = below?.closest<HTMLElement>('[data-share]')?.dataset['share'];
    this.over = share === undefined ? null : Number(share);
  }

  #follow(): void {
    if (!this.load) return;
    // The line was taken away meanwhile: nothing will tell that the hand let go.
    if (!this.#grip?.isConnected) return this.cancel();
    const by = this.y < EDGE ? -SPEED : this.y > innerHeight - EDGE ? SPEED : 0;
    if (by) {
      scrollBy(0, by);
      this.#grip.closest('main')?.scrollBy(0, by);
      this.#look();
    }
    requestAnimationFrame(() => this.#follow());
  }
}
