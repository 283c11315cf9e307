import { afterEach, expect, it, vi } from 'vitest';
import { Dragging } from './drag.svelte';
import { type Stage, ticketOf } from './stages';
import { aLine, anOrder } from './testing';

const ticket = ticketOf(anOrder('o1', [aLine('a')]), null);
/** Three columns, a hundred pixels each. */
const columnAt = (x: number) => (['pending', 'preparing', 'ready'] as Stage[])[Math.floor(x / 100)] ?? null;

function held(more: PointerEventInit = {}) {
  const drop = vi.fn();
  const dragging = new Dragging(columnAt, drop);
  if (!ticket) throw new Error('no ticket');
  dragging.grab(pointer('pointerdown', 50, 50, more), ticket);
  return { drop, dragging };
}

function pointer(type: string, x: number, y: number, more: PointerEventInit = {}): PointerEvent {
  return new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, isPrimary: true, button: 0, ...more });
}

const send = (type: string, x: number, y = 50) => window.dispatchEvent(pointer(type, x, y));

afterEach(() => vi.useRealTimers());

it('drops a ticket on the column under the pointer', () => {
  const { dragging, drop } = held();
  send('pointermove', 80);
  expect([dragging.ticket, dragging.over]).toEqual([ticket, null]);
  send('pointermove', 150);
  expect(dragging.over).toBe('preparing');
  send('pointerup', 150);
  expect(drop.mock.calls).toEqual([['o1', 'preparing']]);
  expect([dragging.ticket, dragging.over]).toEqual([null, null]);
});

it('is no drag when the way is short or steep: that is a tap, or scrolling', () => {
  const { dragging, drop } = held();
  send('pointermove', 60);
  send('pointermove', 70, 200);
  expect(dragging.ticket).toBeNull();
  send('pointerup', 70, 200);
  expect(drop).not.toHaveBeenCalled();
});

it.each([
  ['its own column', () => send('pointerup', 60)],
  ['outside', () => send('pointerup', 900)],
])('comes to nothing over %s', (_, end) => {
  const { drop } = held();
  send('pointermove', 150);
  send('pointermove', _ === 'outside' ? 900 : 60);
  end();
  expect(drop).not.toHaveBeenCalled();
});

it('is given up with Escape, and when the browser takes the pointer for itself', () => {
  for (const give of [() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })), () => send('pointercancel', 150)]) {
    const { dragging, drop } = held();
    send('pointermove', 150);
    give();
    expect(dragging.ticket).toBeNull();
    send('pointerup', 150);
    expect(drop).not.toHaveBeenCalled();
  }
});

it('leaves other buttons of the mouse and second fingers alone', () => {
  for (const more of [{ button: 2 }, { isPrimary: false }]) {
    const { dragging } = held(more);
    send('pointermove', 150);
    expect(dragging.ticket).toBeNull();
  }
});

it('swallows the click that ends a drag, and no later one', () => {
  vi.useFakeTimers();
  const clicked = vi.fn();
  document.body.addEventListener('click', clicked);
  held();
  send('pointermove', 150);
  send('pointerup', 150);
  document.body.click();
  vi.advanceTimersByTime(1);
  document.body.click();
  expect(clicked).toHaveBeenCalledTimes(1);
});
