/** So near to the top or bottom of the window, in CSS pixels, the page scrolls along. */
const EDGE = 72;
const SPEED = 10;

/**
 * Rows put in order by hand: a mouse, a pen or a finger takes a row by its grip and lets go over
 * another one. The browser's own drag and drop would do for a mouse; on phones it begins with a
 * long press, if at all.
 */
export class Dragging {
  /** The row in the hand. */
  id = $state<string | null>(null);
  /** The row that it would be dropped on. */
  on = $state<string | null>(null);
  #y = 0;
  #grip: HTMLElement | null = null;
  #rows: HTMLElement[] = [];

  constructor(readonly drop: (id: string, on: string) => void) {}

  /** How the row is marked: in the hand, or where the one in the hand would go. */
  mark(ids: readonly string[], id: string) {
    const here = this.id !== null && this.on === id && this.id !== id;
    const down = ids.indexOf(this.id ?? '') < ids.indexOf(id);
    return { dragged: this.id === id, before: here && !down, behind: here && down };
  }

  take(event: PointerEvent & { currentTarget: HTMLElement }, id: string): void {
    const list = event.currentTarget.closest('ul, ol');
    if (event.button !== 0 || !list || this.id !== null) return;
    // Else the mouse marks text on its way.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#rows = [...list.querySelectorAll<HTMLElement>(':scope > [data-row]')];
    [this.id, this.on, this.#y, this.#grip] = [id, id, event.clientY, event.currentTarget];
    this.#follow();
  }

  move(event: PointerEvent): void {
    if (this.id === null) return;
    this.#y = event.clientY;
    this.#look();
  }

  release(): void {
    const [id, on] = [this.id, this.on];
    this.cancel();
    if (id !== null && on !== null && id !== on) this.drop(id, on);
  }

  cancel(): void {
    [this.id, this.on, this.#rows] = [null, null, []];
  }

  /** The first row that ends below the pointer; past the last one it is the last. */
  #look(): void {
    const row = this.#rows.find((row) => row.getBoundingClientRect().bottom > this.#y) ?? this.#rows.at(-1);
    this.on = row?.dataset['row'] ?? null;
  }

  #follow(): void {
    if (this.id === null) return;
    // Somebody else took the row away: nothing will tell that the hand let go.
    if (!this.#grip?.isConnected) return this.cancel();
    const by = this.#y < EDGE ? -SPEED : this.#y > innerHeight - EDGE ? SPEED : 0;
    if (by) {
      scrollBy(0, by);
      this.#look();
    }
    requestAnimationFrame(() => this.#follow());
  }
}
