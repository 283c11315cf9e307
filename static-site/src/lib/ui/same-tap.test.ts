import { afterEach, beforeEach, expect, test } from 'vitest';
import { oneTap } from './same-tap';

let stop: () => void;
let did: string[];

beforeEach(() => {
  document.body.innerHTML = '<ul><li><button><b>1</b></button></li><li><button><b>2</b></button></li></ul>';
  did = [];
  stop = oneTap();
  for (const button of document.querySelectorAll('button')) button.addEventListener('click', () => did.push(button.textContent));
});
afterEach(() => stop());

/** A tap at a time in ms, on the words of a button. */
function tap(words: string, at: number, x = 50): void {
  const hit = [...document.querySelectorAll('b')].find(({ textContent }) => textContent === words);
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, clientX: x, clientY: 80 });
  Object.defineProperty(event, 'timeStamp', { value: at });
  hit?.dispatchEvent(event);
}
const remove = (words: string) => [...document.querySelectorAll('li')].find(({ textContent }) => textContent === words)?.remove();

test('what comes to lie under the finger is not tapped by the second half of a double tap', () => {
  tap('1', 1_000);
  remove('1');
  tap('2', 1_200, 55);
  expect(did).toEqual(['1']);
  // Nor by the third.
  tap('2', 1_400);
  expect(did).toEqual(['1']);
});

test.each([
  ['a moment later', 1_600, 50],
  ['elsewhere', 1_200, 90],
])('it is tapped %s', (_, at, x) => {
  tap('1', 1_000);
  remove('1');
  tap('2', at, x);
  expect(did).toEqual(['1', '2']);
});

test('what stays takes every tap, also when its words change', () => {
  tap('1', 1_000);
  const button = document.querySelector('button');
  if (button) button.innerHTML = '<b>one more</b>';
  tap('one more', 1_100);
  tap('2', 1_200);
  expect(did).toEqual(['1', 'one more', '2']);
});

test.each([
  ['a person typed', true, ['1', '2']],
  ['a button said so as a field does', false, ['1']],
])('after the first tap %s', (_, isTrusted, wanted) => {
  tap('1', 1_000);
  const event = new Event('input', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  document.body.dispatchEvent(event);
  remove('1');
  tap('2', 1_200);
  expect(did).toEqual(wanted);
});

test.each([
  ['li:first-child', ['1']],
  ['li:last-child', ['1', '2']],
])('what is watched alone is %s', (of, wanted) => {
  stop();
  stop = oneTap(of);
  tap('1', 1_000);
  remove('1');
  tap('2', 1_200);
  expect(did).toEqual(wanted);
});

test('it ends', () => {
  stop();
  tap('1', 1_000);
  remove('1');
  tap('2', 1_100);
  expect(did).toEqual(['1', '2']);
});
