import { expect, it } from 'vitest';
import { aCard, someCards, someSettings } from '../testing';
import { recallPrinted, rememberPrinted, standingOf, withPrinted } from './printed';

const { cards, branch } = someCards(3);
const [one, two, three] = cards as [(typeof cards)[0], (typeof cards)[0], (typeof cards)[0]];

it('a card is out of date when guests would be misled by it', () => {
  const printed = withPrinted({}, [one, two], { all: cards, branch });
  const standing = (card: typeof one, at = branch) => standingOf(printed, card, at);
  expect([one, two, three].map((card) => standing(card))).toEqual(['current', 'current', 'unprinted']);
  expect(standing({ ...one, code: 'NEWCODE', url: 'http://192.168.1.5:8080/#NEWCODE' })).toBe('outdated');
  expect(standing({ ...one, url: 'https://order.example/#CODE1' })).toBe('outdated');
  // Printed when links did not name the menu's page yet: they lead there all the same.
  expect(standing({ ...one, url: `http://192.168.1.5:8080/m/b#${one.code}` })).toBe('current');
  expect(standing({ ...one, name: 'H1 · Hall' })).toBe('outdated');
  expect(standing({ ...one, section: 'Garden' })).toBe('outdated');
  expect(standing(one, someSettings({ brand: 'Platter' }))).toBe('outdated');
  // A party sat down and left: nothing of that is on the card.
  expect(standing({ ...one, version: 99, seats: 6 })).toBe('current');
});

it('printing one does not touch the others, and a table that is gone is forgotten', () => {
  const printed = withPrinted({}, [one, two], { all: cards, branch });
  const moved = { ...one, name: 'H9' };
  const all = [moved, three];
  const again = withPrinted(printed, [moved], { all, branch });
  expect(Object.keys(again)).toEqual([one.id]);
  expect(standingOf(again, moved, branch)).toBe('current');
});

it('it is kept by branch on this device', () => {
  rememberPrinted('b1', withPrinted({}, [aCard(1)], { all: cards, branch }));
  expect(Object.keys(recallPrinted('b1'))).toEqual(['t1']);
  expect(recallPrinted('b2')).toEqual({});
});
