import { expect, it } from 'vitest';
import { warningOf } from './pass';
import { aLine, anOrder } from './testing';

const dal = aLine('dal', 'ready', { name: 'Dal' });
const naan = aLine('naan', 'ready', { name: 'Naan' });

it.each([
  ['nothing where nothing was noted', anOrder('o1', [dal, naan]), null],
  ['the allergy that a guest has marked', anOrder('o1', [dal, { ...dal, id: 'b', note: 'no nuts', allergy: true }]), { allergy: true, words: 'no nuts (Dal)' }],
  ['one that only the words tell of', anOrder('o1', [{ ...naan, note: 'मूंगफली से एलर्जी' }]), { allergy: true, words: 'मूंगफली से एलर्जी (Naan)' }],
  ['one without words', anOrder('o1', [{ ...naan, allergy: true }]), { allergy: true, words: 'Naan' }],
  ['one in the note of the whole order', anOrder('o1', [dal], { note: 'nut allergy' }), { allergy: true, words: 'nut allergy' }],
  ['all allergies, and no wish before them', anOrder('o1', [{ ...dal, note: 'hot' }, { ...naan, note: 'nut allergy' }], { note: 'sesame allergy' }), { allergy: true, words: 'nut allergy (Naan) · sesame allergy' }],
  ['wishes where there is no allergy', anOrder('o1', [{ ...dal, note: 'hot' }], { note: 'Together' }), { allergy: false, words: 'hot (Dal) · Together' }],
  ['nothing of what was taken off', anOrder('o1', [{ ...dal, status: 'cancelled', note: 'nut allergy' }]), null],
] as const)('the pass says %s', (_, order, warning) => {
  expect(warningOf(order)).toEqual(warning);
});
