import { describe, expect, it } from 'vitest';
import { ApiError } from '$api/error';
import type { Problem } from '$api/types';
import { type Draft, EMPTY, inMinutes, mistakesOf, pickupAt, refusedBy, requestOf } from './opening';

const draft = (kind: Draft['kind'], more: Partial<Draft> = {}): Draft => ({ ...EMPTY, kind, ...more });
const meera = { name: ' Meera ', phone: '+91 98450 12345', address: '12 Lake Road\nthird floor' };
/** Noon by the clock of this device. */
const noon = new Date(2026, 4, 1, 12, 0).getTime();

describe('what a new check lacks', () => {
  it.each<[Draft, string[]]>([
    [draft('dine_in'), ['table']],
    [draft('dine_in', { table: 't1' }), []],
    [draft('pickup'), []],
    [draft('delivery'), ['name', 'phone', 'address']],
    [draft('delivery', { ...meera, phone: '123 456' }), ['phone']],
    [draft('delivery', { ...meera, name: '\u200b' }), ['name']],
    [draft('delivery', { ...meera, phone: '०१२३४५६' }), []],
    [draft('delivery', meera), []],
  ])('%j', (typed, wrong) => {
    expect([...mistakesOf(typed)]).toEqual(wrong);
  });
});

describe('what is sent', () => {
  it('has only what the kind has, whatever was typed before the kind was changed', () => {
    const all = { ...meera, table: 't1', waiter: 'w1', rider: 'r1', at: '12:30' };
    expect(requestOf(draft('dine_in', all), noon)).toEqual({ kind: 'dine_in', table_id: 't1', waiter_id: 'w1' });
    expect(requestOf(draft('delivery', all), noon)).toEqual({
      kind: 'delivery',
      customer: { name: 'Meera', phone: '+91 98450 12345', address: '12 Lake Road\nthird floor' },
    });
    expect(requestOf(draft('pickup', all), noon)).toEqual({
      kind: 'pickup',
      customer: { name: 'Meera', phone: '+91 98450 12345' },
      pickup_at: new Date(2026, 4, 1, 12, 30).toISOString(),
    });
  });

  it('names nobody where nothing was said', () => {
    expect(requestOf(draft('pickup'), noon)).toEqual({ kind: 'pickup' });
    expect(requestOf(draft('dine_in', { table: 't1' }), noon)).toEqual({ kind: 'dine_in', table_id: 't1' });
  });
});

describe('the time of a pickup', () => {
  it.each([
    ['12:30', new Date(2026, 4, 1, 12, 30)],
    ['11:57', new Date(2026, 4, 1, 11, 57)],
    ['00:10', new Date(2026, 4, 2, 0, 10)],
    ['11:00', new Date(2026, 4, 2, 11, 0)],
  ])('%s', (typed, at) => {
    expect(pickupAt(typed, noon)).toBe(at.toISOString());
  });

  it('is none where none was said', () => {
    expect([pickupAt('', noon), pickupAt('soon', noon)]).toEqual([null, null]);
  });

  it('is filled in by minutes', () => {
    expect([inMinutes(15, noon), inMinutes(13 * 60 + 5, noon)]).toEqual(['12:15', '01:05']);
  });
});

describe('what the server refused', () => {
  const refused = (code: string, ...fields: string[]) =>
    new ApiError(code, 422, { code, errors: fields.map((field) => ({ field, message: '' })) } as unknown as Problem);

  it('stands at its field', () => {
    expect([...refusedBy(refused('validation', 'customer.phone', 'customer.address'))]).toEqual(['phone', 'address']);
    expect([...refusedBy(refused('validation', 'waiter_id', 'something.else'))]).toEqual(['waiter']);
    expect([...refusedBy(refused('table_not_free'))]).toEqual(['table']);
    expect([...refusedBy(refused('forbidden'))]).toEqual([]);
  });
});
