import { flushSync } from 'svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { someCards } from '../testing';
import { ALL_WORDS, PrintState } from './print-state.svelte';
import { svgOf } from './drawing';
import { lettersOf } from './letters';
import { someLetters } from './testing';

vi.mock('./letters', () => ({ lettersOf: vi.fn() }));
beforeEach(() => localStorage.clear());

const state = (count = 10, only: string[] | null = null) => {
  let sheet = $state.raw(someCards(count));
  const print = new PrintState(() => sheet, only);
  return { print, sheet: () => sheet, put: (next: typeof sheet) => (sheet = next) };
};

it('all tables come, or the one that is asked for, and tables that come later too', () => {
  const { print, sheet, put } = state();
  expect(print.cards).toHaveLength(10);
  expect(state(10, ['t3']).print.cards.map(({ id }) => id)).toEqual(['t3']);
  print.toggle('t1', false);
  put(someCards(11));
  flushSync();
  expect(print.cards).toHaveLength(10);
  expect(sheet().cards).toHaveLength(11);
});

it('the size of a card and the paper say how many lie on a page', () => {
  const { print } = state();
  const pages = () => print.pages.map(({ length }) => length);
  print.paper = 'a4';
  expect(pages()).toEqual([2, 2, 2, 2, 2]);
  print.format = 'a7';
  expect(pages()).toEqual([8, 2]);
  print.paper = 'letter';
  expect(pages()).toEqual([6, 4]);
});

it('what was chosen is there again, and Wi-Fi is on every card without what nobody sees', () => {
  const { print } = state(2);
  print.format = 'sticker';
  print.words = ALL_WORDS;
  print.network = ' House\u200b ';
  print.password = 'tray2026';
  print.keep();
  const again = state(2).print;
  expect([again.format, again.words, again.network, again.password]).toEqual(['sticker', ALL_WORDS, 'House', 'tray2026']);
  for (const drawing of again.drawings) {
    expect(svgOf(drawing)).toContain('Wi-Fi: House');
    expect(svgOf(drawing)).toContain('Password: tray2026');
    expect(svgOf(drawing)).toContain('टेबल');
  }
});

it.each([
  ['en-US', 'letter'],
  ['en-GB', 'a4'],
  ['hi-IN', 'a4'],
  ['es-MX', 'letter'],
])('who reads %s has %s at hand', (language, paper) => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(language);
  expect(state(1).print.paper).toBe(paper);
});

it('what is kept of another version of the page is no choice', () => {
  const { sheet } = state();
  localStorage.setItem(`salver.cards.${sheet().branch.id}.wishes`, '{"format":"poster","paper":"a0","words":"xx"}');
  const { print } = state();
  expect([print.format, print.words]).toEqual(['tent', 'en']);
  expect(['a4', 'letter']).toContain(print.paper);
});

it('cards are chosen by how those on the tables stand, and what was made is what was wanted then', async () => {
  const { print, sheet, put } = state(3);
  const standings = ['current', 'outdated', 'unprinted'] as const;
  put({ ...sheet(), cards: sheet().cards.map((card, at) => ({ ...card, printed: { standing: standings[at] ?? 'current' } })) });
  flushSync();
  for (const standing of standings) expect(print.standing(standing)).toHaveLength(1);
  print.choose(print.standing('outdated'));
  expect(print.cards.map(({ id }) => id)).toEqual(['t2']);
  vi.stubGlobal('print', () => {});
  await print.print([]);
  const made = print.made;
  expect(made).toMatchObject({ origin: sheet().site.origin, cards: [{ id: 't2', mark: sheet().cards[1]?.mark }] });
  // The address changes while the printer works: what lies in it still carries the old one.
  put({ ...sheet(), site: { ...sheet().site, origin: 'https://order.example' } });
  flushSync();
  expect(print.made).toEqual(made);
});

it('cards wait for the brand’s letters, and are made in the device’s where these do not come', async () => {
  const { print, sheet, put } = state(1);
  const look = async (face: 'plain' | 'classic' | 'modern') => {
    put({ ...sheet(), looks: { face, version: 1 } });
    print.dress();
    const waiting = print.waiting;
    await vi.waitFor(() => expect(print.waiting).toBe(false));
    return waiting;
  };
  const svg = () => print.drawings.map((drawing) => svgOf(drawing)).join('');
  expect(await look('plain')).toBe(false);
  expect(svg()).not.toContain('@font-face');
  vi.mocked(lettersOf).mockResolvedValue(someLetters);
  expect(await look('classic')).toBe(true);
  expect([print.bare, svg().includes(someLetters.source)]).toEqual([null, true]);
  vi.mocked(lettersOf).mockRejectedValue(new Error('no network'));
  expect(await look('modern')).toBe(true);
  expect([print.bare, svg().includes('@font-face')]).toEqual(['letters', false]);
  expect(await look('plain')).toBe(false);
  expect(print.bare).toBeNull();
});
