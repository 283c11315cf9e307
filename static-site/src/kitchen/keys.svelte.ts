import { recall, remember } from '$lib/staff/device';

/** What keys do besides the browser's own: Enter presses the button that is selected by itself. */
export interface Commands {
  recall: () => void;
  help: () => void;
  type: (by: 1 | -1) => void;
}

const NEXT = new Set(['ArrowRight', 'ArrowDown']);
const BEFORE = new Set(['ArrowLeft', 'ArrowUp']);

/**
 * A keyboard or bump bar. What is selected is what has the focus, so that Enter, screen readers and
 * the ring around it are the browser's own. A device can turn it off: a speech input must be able to.
 */
export class Keys {
  on = $state(recall<boolean>('kitchen.keys') ?? true);
  /** The last touch of the page was a key: what is selected stands out. */
  used = $state(false);

  turn(on: boolean): void {
    this.on = on;
    remember('kitchen.keys', on);
  }

  /** Takes the keys of the page. Returns how to stop; fits `$effect`. */
  listen(commands: Commands): () => void {
    const key = (event: KeyboardEvent) => {
      this.used ||= this.on && event.key !== 'Tab';
      if (this.on && this.#take(event, commands)) event.preventDefault();
    };
    const touch = () => (this.used = false);
    window.addEventListener('keydown', key);
    window.addEventListener('pointerdown', touch, true);
    return () => {
      window.removeEventListener('keydown', key);
      window.removeEventListener('pointerdown', touch, true);
    };
  }

  #take({ key, target, defaultPrevented, ctrlKey, metaKey, altKey }: KeyboardEvent, { recall, help, type }: Commands): boolean {
    const typing = target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
    if (defaultPrevented || ctrlKey || metaKey || altKey || typing) return false;
    if (/^\d$/.test(key)) return select(tickets('flow')[(Number(key) + 9) % 10]);
    const turned = document.documentElement.dir === 'rtl' && (key === 'ArrowLeft' || key === 'ArrowRight');
    if (NEXT.has(key) || BEFORE.has(key)) return step(NEXT.has(key) !== turned ? 1 : -1);
    if (key === 'Escape') return select(null);
    const command = { Backspace: recall, '?': help, '+': () => type(1), '-': () => type(-1) }[key];
    command?.();
    return command !== undefined;
  }
}

/** The tickets of the flow, or those of the pass too. */
function tickets(where: 'flow' | 'all'): HTMLElement[] {
  const flow = [...document.querySelectorAll<HTMLElement>('[data-flow] article')];
  return where === 'flow' ? flow : [...flow, ...document.querySelectorAll<HTMLElement>('[data-pass] article')];
}

function step(by: 1 | -1): true {
  const all = tickets('all');
  const at = all.findIndex((ticket) => ticket.contains(document.activeElement));
  if (at < 0) return select(all[0]);
  return select(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

/** Its large button, or the ticket where there is nothing to bump. */
function select(ticket: HTMLElement | null | undefined): true {
  if (ticket === null && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const target = ticket?.querySelector<HTMLElement>('[data-bump] > button') ?? ticket;
  target?.focus({ preventScroll: true });
  ticket?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  return true;
}
