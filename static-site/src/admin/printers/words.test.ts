import { expect, it } from 'vitest';
import type { Printer } from '$api/types';
import { draftOf, newDraft, printsWords, sameSetUp, stateOf, wishOf } from './words';

const kitchen: Printer = {
  id: 'hot',
  name: 'Kitchen',
  kind: 'star_cloudprnt',
  columns: 48,
  letters: 'latin',
  stations: ['tandoor'],
  prints_orders: true,
  prints_kitchen: true,
  prints_bills: false,
  has_secret: true,
  is_on: true,
  heard_at: '2026-11-30T12:00:00Z',
  condition: 'ready',
};

it('a printer is told by what it said last', () => {
  expect(stateOf(kitchen)).toEqual({ tone: 'good', words: 'Online' });
  expect(stateOf({ ...kitchen, condition: 'no_paper' })).toEqual({ tone: 'bad', words: 'No paper' });
  expect(stateOf({ ...kitchen, condition: 'paper_low' }).tone).toBe('warn');
  expect(stateOf({ ...kitchen, is_on: false }).words).toMatch(/^Silent since /);
  const { heard_at: _, ...unheard } = kitchen;
  expect(stateOf(unheard).words).toBe('Not heard from yet');
  expect(stateOf({ ...unheard, has_secret: false }).words).toBe('Not linked yet');
  expect(stateOf({ ...kitchen, kind: 'browser' }).tone).toBe('plain');
});

it('says what a printer prints, by the names that stations have', () => {
  expect(printsWords(kitchen, [{ id: 'tandoor', name: 'Tandoor' }])).toBe('Prints kitchen orders of Tandoor');
  expect(printsWords({ ...kitchen, stations: [], prints_bills: true }, [])).toBe('Prints kitchen orders and bills');
  expect(printsWords({ ...kitchen, prints_kitchen: false }, [])).toBe('Prints only what somebody sends to it');
});

it('what is filled in is what is sent, and nothing of the kitchen where it prints none of it', () => {
  const wish = wishOf(draftOf(kitchen));
  expect(wish).toEqual({
    name: 'Kitchen',
    kind: 'star_cloudprnt',
    columns: 48,
    letters: 'latin',
    stations: ['tandoor'],
    prints_kitchen: true,
    prints_orders: true,
    prints_bills: false,
  });
  const till = wishOf({ ...draftOf(kitchen), kitchen: false, bills: true, fallback: 'bar' });
  expect(till).toMatchObject({ stations: [], prints_kitchen: false, prints_orders: false, prints_bills: true, fallback: 'bar' });
  expect([newDraft(true).bills, newDraft(false).bills]).toEqual([true, false]);
});

it('two answers of one printer are the same whatever was heard in between', () => {
  expect(sameSetUp(kitchen, { ...kitchen, is_on: false, condition: 'jam' })).toBe(true);
  expect(sameSetUp(kitchen, { ...kitchen, name: 'Bar' })).toBe(false);
  expect(sameSetUp(kitchen, undefined)).toBe(false);
});
