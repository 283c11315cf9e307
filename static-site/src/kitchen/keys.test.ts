import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Keys } from './keys.svelte';

const commands = { recall: vi.fn(), help: vi.fn(), type: vi.fn() };
let keys: Keys;
let stop: () => void;

beforeEach(() => {
  const ticket = (name: string, bump = true) =>
    `<article id="${name}" tabindex="-1">${bump ? `<div data-bump><button id="${name}-bump"></button></div>` : ''}</article>`;
  document.body.innerHTML = `<section data-pass>${ticket('p1')}</section><section data-flow>${ticket('t1')}${ticket('t2', false)}${ticket('t3')}</section><input id="text">`;
  keys = new Keys();
  stop = keys.listen(commands);
});
afterEach(() => {
  stop();
  localStorage.clear();
  vi.clearAllMocks();
});

/** Presses a key where the focus is; true when the page took it from the browser. */
function press(key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
  return event.defaultPrevented;
}
const selected = () => document.activeElement?.id;

it('digits select a ticket by its bump button, or the ticket that has nothing to bump', () => {
  expect([press('1'), selected()]).toEqual([true, 't1-bump']);
  expect([press('2'), selected()]).toEqual([true, 't2']);
  expect([press('3'), selected()]).toEqual([true, 't3-bump']);
  // There is no ninth: what was selected stays.
  expect([press('9'), selected()]).toEqual([true, 't3-bump']);
});

it('arrows move through the flow and on to the pass, and stop at the ends', () => {
  const way = ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowUp'].map((key) => press(key) && selected());
  expect(way).toEqual(['t1-bump', 't2', 't3-bump', 'p1-bump', 'p1-bump', 't3-bump', 't2']);
});

it('Backspace recalls, ? helps, + and - size the text; Enter is left to the browser', () => {
  for (const key of ['Backspace', '?', '+', '-']) expect(press(key)).toBe(true);
  expect([commands.recall.mock.calls.length, commands.help.mock.calls.length, commands.type.mock.calls]).toEqual([1, 1, [[1], [-1]]]);
  expect(press('Enter')).toBe(false);
});

it('takes nothing while somebody types, holds a modifier, or has turned it off', () => {
  document.getElementById('text')?.focus();
  expect([press('1'), press('Backspace')]).toEqual([false, false]);
  document.getElementById('t1-bump')?.focus();
  expect(press('2', { ctrlKey: true })).toBe(false);
  keys.turn(false);
  expect([press('3'), selected(), new Keys().on]).toEqual([false, 't1-bump', false]);
  expect(commands.recall).not.toHaveBeenCalled();
});
