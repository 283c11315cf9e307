import { describe, expect, it } from 'vitest';
import type { CartLine, MenuItem, Problem } from '$api/types';
import { faultOf, faultText, mendable, refusedFor } from './faults';

const option = (id: string, name: string) => ({ id, name, price: { minor: 0, currency: 'INR' } });
const group = (min: number, max: number) => ({
  id: 'spice',
  name: 'Spice level',
  min,
  max,
  options: [option('mild', 'Mild'), option('hot', 'Hot')],
});
const dosa = (...groups: ReturnType<typeof group>[]) =>
  ({ id: 'dosa', name: 'Masala Dosa', available: true, option_groups: groups }) as unknown as MenuItem;
const line = (...chosen: [string, string][]) =>
  ({
    id: 'l1',
    item_id: 'dosa',
    name: 'Masala Dosa',
    options: chosen.map(([id, name]) => ({ ...option(id, name), group_id: 'spice' })),
  }) as unknown as CartLine;
const problem = (more: Partial<Problem>) => ({ code: 'options_invalid', line_id: 'l1', item_id: 'dosa', ...more }) as Problem;
const both: [string, string][] = [
  ['mild', 'Mild'],
  ['hot', 'Hot'],
];

describe('what is wrong with a line of the cart', () => {
  it.each([
    ['nothing', line(['mild', 'Mild']), dosa(group(1, 1)), true, null],
    ['a dish that is gone', line(), undefined, true, { kind: 'gone' }],
    ['a dish that is sold out', line(), dosa(), false, { kind: 'sold-out' }],
    ['a dish that is served later', line(), { ...dosa(), serves_at: '2026-11-30T01:30:00Z' }, false, { kind: 'later' }],
    ['a dish without a price', line(), { ...dosa(), ask: 'market' } as MenuItem, false, { kind: 'ask' }],
    ['fewer left than are wanted', { ...line(), quantity: 3 }, { ...dosa(), left: 2 }, true, { kind: 'left', count: 2 }],
    ['as many left as are wanted', { ...line(), quantity: 2 }, { ...dosa(), left: 2 }, true, null],
    ['a new required option', line(), dosa(group(1, 1)), true, { kind: 'few', group: 'Spice level', count: 1 }],
    ['a lowered limit', line(...both), dosa(group(0, 1)), true, { kind: 'many', group: 'Spice level', count: 1 }],
    ['an option that is gone', line(['ghee', 'Ghee']), dosa(group(0, 1)), true, { kind: 'option', option: 'Ghee' }],
  ])('is seen by the menu: %s', (_, one, item, available, fault) => expect(faultOf(one, item, available)).toEqual(fault));

  it.each([
    ['item_gone', problem({}), undefined, { kind: 'gone' }],
    ['item_sold_out', problem({}), dosa(), { kind: 'sold-out' }],
    ['item_sold_out', problem({ left: 3 }), dosa(), { kind: 'left', count: 3 }],
    ['item_not_served', problem({}), dosa(), { kind: 'later' }],
    ['item_not_priced', problem({}), dosa(), { kind: 'ask' }],
    ['options_invalid', problem({ group_id: 'spice', min: 1, max: 1 }), dosa(group(1, 1)), { kind: 'few', group: 'Spice level', count: 1 }],
    ['options_invalid', problem({ option_id: 'ghee' }), dosa(), { kind: 'option', option: 'Ghee' }],
    // The menu of this page is older than the server's.
    ['options_invalid', problem({ group_id: 'new', min: 1, max: 1 }), dosa(), { kind: 'choices' }],
    ['ordering_paused', undefined, dosa(), null],
    ['branch_closed', undefined, dosa(), null],
  ])('is told by the server: %s', (code, told, item, fault) =>
    expect(refusedFor(code, told, line(['ghee', 'Ghee']), item)).toEqual(fault),
  );

  it('too many of a group is another fault than too few', () => {
    const told = problem({ group_id: 'spice', min: 0, max: 1 });
    expect(refusedFor('options_invalid', told, line(...both), dosa(group(0, 1)))).toMatchObject({ kind: 'many', count: 1 });
  });

  it('is said with the dish and what is wrong, and never as sold out when it is not', () => {
    expect(faultText({ kind: 'few', group: 'Spice level', count: 1 }, 'Masala Dosa')).toMatch(/Masala Dosa.*Spice level/);
    expect(faultText({ kind: 'option', option: 'Ghee' }, 'Masala Dosa')).toMatch(/Ghee.*Masala Dosa/);
    expect(faultText({ kind: 'left', count: 3 }, 'Masala Dosa')).toMatch(/3.*Masala Dosa/);
    for (const kind of ['gone', 'choices'] as const) expect(faultText({ kind }, 'Masala Dosa')).not.toMatch(/sold out/);
  });

  it('is mended by other choices, or by leaving the dish', () => {
    expect([mendable({ kind: 'choices' }), mendable({ kind: 'gone' }), mendable({ kind: 'sold-out' })]).toEqual([true, false, false]);
    expect(mendable({ kind: 'left', count: 1 })).toBe(true);
  });
});

it('a variant that is gone, missing or too much wants another choice', () => {
  const half = { id: 'half', name: 'Half', price: { minor: 1, currency: 'INR' } };
  const sold = { ...dosa(), variants: [half] };
  const of = (variant_id: string | undefined, item: MenuItem) => faultOf({ ...line(), quantity: 1, ...(variant_id ? { variant_id } : {}) }, item, true);
  expect(of('half', sold)).toBeNull();
  expect([of('full', sold), of(undefined, sold), of('half', dosa())]).toEqual(Array(3).fill({ kind: 'choices' }));
});

describe('what is wrong with a combo of the cart', () => {
  const picked = { part_id: 'main', part: 'Main', item_id: 'tikka', name: 'Tikka', options: [] };
  const combo = { ...line(), item_id: 'thali', name: 'Thali', quantity: 1, parts: [picked] } as CartLine;
  const thali = (...choices: { item_id: string; variant_id?: string }[]) =>
    ({ ...dosa(), id: 'thali', parts: [{ id: 'main', name: 'Main', count: 1, choices }] }) as unknown as MenuItem;
  const tikka = { item_id: 'tikka' };

  it('is what was picked and is not to be had any more', () => {
    expect(faultOf(combo, thali(tikka), true)).toBeNull();
    const out = faultOf(combo, thali(tikka), true, 1, (id) => id === 'tikka');
    expect(out).toEqual({ kind: 'part', part: 'Tikka' });
    expect(out && mendable(out) && faultText(out, 'Thali')).toBe('Tikka has just sold out. Please choose something else for Thali.');
    expect(faultOf(combo, thali({ item_id: 'dosa' }), true)).toEqual({ kind: 'choices' });
    expect(faultOf(combo, thali({ item_id: 'tikka', variant_id: 'half' }), true)).toEqual({ kind: 'choices' });
    expect(faultOf(combo, dosa(), true)).toEqual({ kind: 'choices' });
    expect(faultOf({ ...combo, parts: [] }, thali(tikka), true)).toEqual({ kind: 'choices' });
  });

  it('is said by the server with the dish’s own name', () => {
    const of = (more: Partial<Problem>) => refusedFor('item_sold_out', problem({ item_id: 'tikka', ...more }), combo, thali(tikka));
    expect(of({})).toEqual({ kind: 'part', part: 'Tikka' });
    const few = of({ left: 2 });
    expect(few && faultText(few, 'Thali')).toBe('Only 2 left of Tikka. Please take fewer.');
    expect(of({ item_id: 'thali' })).toEqual({ kind: 'sold-out' });
  });
});
