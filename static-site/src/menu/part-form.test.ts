import { describe, expect, it } from 'vitest';
import type { Draft, DraftItem } from '$api/types';
import { editParts, type PartForm, partFaults, partsOf, soldBy } from './part-form';
import { changeWords } from './words';

const inr = (minor: number) => ({ minor, currency: 'INR' as const });
const item = (id: string, name: string, more: Partial<DraftItem> = {}) => ({ id, name, price: inr(100), ...more }) as DraftItem;
const thali = item('thali', 'Thali', {
  parts: [
    { id: 'main', name: 'Main', count: 1, choices: [{ item_id: 'dosa' }, { item_id: 'tikka', variant_id: 'half', surcharge: inr(5_000) }] },
    { id: 'drink', name: 'Drink', count: 2, choices: [{ item_id: 'water' }] },
  ],
});
const tikka = item('tikka', 'Tikka', { variants: [{ id: 'half', name: 'Half', price: inr(1) }] });
const draft = {
  currency: 'INR',
  currency_digits: 2,
  categories: [
    { id: 'food', name: 'Food', items: [item('dosa', 'Dosa'), tikka, thali] },
    { id: 'drinks', name: 'Drinks', items: [item('water', 'Water')] },
  ],
} as unknown as Draft;
const parts = () => partsOf(thali, draft);

describe('the parts of a combo', () => {
  it('are typed as they are, and saved by one command when one of them is other', () => {
    expect(parts()[0]?.choices).toEqual([
      { item: 'dosa', variant: '', surcharge: '' },
      { item: 'tikka', variant: 'half', surcharge: '50' },
    ]);
    expect(editParts('thali', parts(), parts(), draft)).toEqual([]);
    const [main, drink] = parts() as [PartForm, PartForm];
    const next = [{ ...drink, name: ' Drinks ' }, { ...main, choices: main.choices.slice(0, 1) }];
    const [command] = editParts('thali', parts(), next, draft);
    expect(command).toMatchObject({
      do: 'set_combo',
      item: 'thali',
      set: {
        parts: [
          { id: 'drink', name: 'Drinks', count: 2, choices: [{ item: 'water' }] },
          { id: 'main', name: 'Main', count: 1, choices: [{ item: 'dosa' }] },
        ],
      },
      expected: { parts: [{ id: 'main', choices: [{ item: 'dosa' }, { item: 'tikka', variant: 'half', surcharge: inr(5_000) }] }, { id: 'drink' }] },
    });
  });

  it('offer what the menu sells, each variant by itself, and no combo', () => {
    const sold = soldBy(draft, 'thali', '?');
    expect(sold.map(({ name, sold }) => [name, ...sold.map(({ name }) => name)])).toEqual([
      ['Food', 'Dosa', 'Tikka, Half'],
      ['Drinks', 'Water'],
    ]);
  });

  it('are told what is wrong with them', () => {
    expect(partFaults(parts(), draft)).toEqual([{}, {}]);
    const [main, drink] = parts() as [PartForm, PartForm];
    const faults = partFaults(
      [
        { ...main, name: ' ' },
        { ...drink, name: 'Drink', count: '0', choices: [] },
        { ...main, name: 'drink', choices: [{ item: 'dosa', variant: '', surcharge: 'x' }] },
      ],
      draft,
    );
    expect(faults).toEqual([{ name: 'missing' }, { count: 'range', choices: 'none' }, { name: 'twice', surcharges: ['unreadable'] }]);
    expect(partFaults([{ ...main, count: '11' }, drink], draft)[0]).toEqual({ count: 'many' });
  });
});

describe('what became of a combo, in words', () => {
  const words = (from: PartForm[], to: PartForm[]) => {
    const [command] = editParts('thali', from, to, draft);
    return command && changeWords({ thing: 'item', name: 'Thali', command }, { stations: [], language: 'en' });
  };

  it('is its parts, or what is to be had for them', () => {
    const [main, drink] = parts() as [PartForm, PartForm];
    expect(words([], parts())).toEqual(['“Thali” is a combo: Main (2 dishes), Drink (1 dish)']);
    expect(words(parts(), [main])).toEqual(['Parts of “Thali”: Main (2 dishes), Drink (1 dish) → Main (2 dishes)']);
    expect(words(parts(), [])).toEqual(['“Thali” is no combo any more']);
    const dearer = { ...main, choices: main.choices.map((choice) => ({ ...choice, surcharge: '60' })) };
    expect(words(parts(), [dearer, drink])).toEqual(['“Thali” offers something else, or at another extra price, for Main']);
  });
});
