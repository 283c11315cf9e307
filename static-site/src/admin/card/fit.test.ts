import { expect, it } from 'vitest';
import { fitted, LEADING, type Wish } from './fit';
import { aRuler } from './testing';

const box = { x: 0, y: 0, width: 30, height: 10 };
const wish: Wish = { face: 'text', bold: false, most: 5, least: 2, lines: 2 };
const fit = (text: string, more: Partial<Wish> = {}) => fitted(text, box, { ...wish, ...more }, aRuler);

it('what is short is as large as it may be, on one line', () => {
  expect(fit('Salver')).toEqual({ size: 5, lines: ['Salver'] });
});

it('what is long gets smaller and breaks between words', () => {
  const { size, lines } = fit('The Restaurant at the End');
  expect(lines.length).toBe(2);
  expect(lines.join(' ')).toBe('The Restaurant at the End');
  expect(size * lines.length * LEADING).toBeLessThanOrEqual(box.height);
  for (const line of lines) expect(aRuler(line, wish) * size).toBeLessThanOrEqual(box.width);
});

it('lines are even: no word stands alone on the last one', () => {
  expect(fit('Enter the PIN from your waiter', { most: 2, lines: 3 }).lines).toEqual(['Enter the PIN', 'from your waiter']);
});

it('what does not fit in the smallest letters ends with an ellipsis', () => {
  const { size, lines } = fit('word '.repeat(40));
  expect(size).toBe(2);
  expect(lines.at(-1)).toMatch(/…$/);
  for (const line of lines) expect(aRuler(line, wish) * size).toBeLessThanOrEqual(box.width);
});

it('what has to be whole gets as small as it must', () => {
  const address = `order.${'restaurant'.repeat(6)}.example/#WA9EKQUK`;
  const { size, lines } = fit(address, { least: 0.5, lines: 1 });
  expect(lines).toEqual([address]);
  expect(size).toBeLessThan(2);
});

it('a word is broken between letters, never between a letter and its marks', () => {
  const { lines } = fit('कि'.repeat(60), { most: 2, lines: 9 });
  for (const line of lines) expect(line).toMatch(/^\p{L}/u);
  expect(lines.length).toBeGreaterThan(1);
});

it('lines that are asked for stay lines', () => {
  expect(fit('Wi-Fi: House\nPassword: tray').lines).toEqual(['Wi-Fi: House', 'Password: tray']);
});
