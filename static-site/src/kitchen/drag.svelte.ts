import type { Stage, Ticket } from './stages';

/** A finger must mean it: shorter ways are taps, steeper ones scroll. */
const FAR_PX = 14;

/**
 * Dragging a ticket to another column: a faster way to what its buttons do,
 * for where the columns stand side by side. The ticket stays in its place and
 * a small copy follows the pointer, so that nothing on the board moves.
 */
export class Dragging {
  /** The ticket under way. */
  ticket = $state.raw<Ticket | null>(null);
  /** The column under the pointer, if it is another one than the ticket's own. */
  over = $state<Stage | null>(null);
  x = $state(0);
  y = $state(0);
  #stop: (() => void) | null = null;

  constructor(
    /** The column at this place of the window. */
    readonly columnAt: (x: number) => Stage | null,
    readonly drop: (id: string, to: Stage) => void,
  ) {}

  /** To be called with each `pointerdown` on a ticket. */
  grab(event: PointerEvent, ticket: Ticket): void {
    if (!event.isPrimary || event.button !== 0) return;
    this.#stop?.();
    const { clientX, clientY, pointerId } = event;
    const move = (to: PointerEvent) => {
      if (to.pointerId !== pointerId) return;
      const [across, down] = [Math.abs(to.clientX - clientX), Math.abs(to.clientY - clientY)];
      if (this.ticket === null && (across < FAR_PX || across < down)) return;
      this.ticket = ticket;
      [this.x, this.y] = [to.clientX, to.clientY];
      const column = this.columnAt(to.clientX);
      this.over = column === ticket.stage ? null : column;
    };
    const up = (at: PointerEvent) => {
      if (at.pointerId !== pointerId) return;
      const { ticket, over } = this;
      this.#end();
      if (ticket === null) return;
      swallowClick();
      if (over !== null) this.drop(ticket.order.id, over);
    };
    const key = ({ key }: KeyboardEvent) => key === 'Escape' && this.#end();
    const end = () => this.#end();
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', key);
    this.#stop = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', key);
    };
  }

  #end(): void {
    this.#stop?.();
    this.#stop = null;
    this.ticket = null;
    this.over = null;
  }
}

/** A drag that ends where it began to press would count as a tap on that button too. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}
