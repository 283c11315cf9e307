import { expect, it } from 'vitest';
import type { TableCard } from '$api/types';
import { staleOf } from './stale';
import { someCards } from './testing';

const sheet = someCards(4);
const printed = (card: TableCard, standing: TableCard['printed']['standing'], origin?: string): TableCard => ({
  ...card,
  printed: { standing, ...(origin && { origin }) },
});
const [one, two, three, four] = sheet.cards as [TableCard, TableCard, TableCard, TableCard];
const cards = [
  printed(one, 'current', sheet.site.origin),
  printed(two, 'outdated', 'http://192.168.1.9:8080'),
  printed(three, 'outdated', sheet.site.origin),
  printed(four, 'unprinted'),
];
const ids = (cards: readonly TableCard[]) => cards.map(({ id }) => id);

it('cards are named by what is wrong with them', () => {
  const stale = staleOf({ ...sheet, cards });
  expect([stale.elsewhere, stale.otherwise, stale.unknown].map(ids)).toEqual([['t2'], ['t3'], []]);
});

it('what nobody knows of may carry an address of before', () => {
  const former = [{ origin: 'http://192.168.1.9:8080', until: '2026-11-29T18:00:00Z' }];
  expect(ids(staleOf({ ...sheet, cards, site: { ...sheet.site, former } }).unknown)).toEqual(['t4']);
});
