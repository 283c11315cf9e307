import { flushSync } from 'svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { someCards } from '../testing';
import { ALL_WORDS, PrintState } from './print-state.svelte';
import { svgOf } from './drawing';

beforeEach(() => localStorage.clear());

const state = (count = 10, only: string | null = null) => {
  let sheet = $state.raw(someCards(count));
  const print = new PrintState(() => sheet, only);
  return { print, sheet: () => sheet, put: (next: typeof sheet) => (sheet = next) };
};

it('all tables come, or the one that is asked for, and tables that come later too', () => {
  const { print, sheet, put } = state();
  expect(print.cards).toHaveLength(10);
  expect(state(10, 't3').print.cards.map(({ id }) => id)).toEqual(['t3']);
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

it('a card that was printed and confirmed is named once its code has changed', () => {
  const { print, sheet, put } = state(3);
  print.made = print.cards.slice(0, 2);
  expect(print.standing('unprinted')).toHaveLength(3);
  print.confirm();
  expect(print.standing('unprinted').map(({ id }) => id)).toEqual(['t3']);
  expect(print.made).toEqual([]);
  put({ ...sheet(), cards: sheet().cards.map((card) => (card.id === 't2' ? { ...card, url: 'http://192.168.1.5:8080/#NEW' } : card)) });
  expect(print.standing('outdated').map(({ id }) => id)).toEqual(['t2']);
  print.choose(print.standing('outdated'));
  expect(print.cards.map(({ id }) => id)).toEqual(['t2']);
  // Another page of this device knows it too.
  expect(state(3).print.standing('current')).toHaveLength(2);
});
