import { describe, expect, it } from 'vitest';
import { createApi } from '$api/client';
import { codeInFragment } from '../code';
import { Memory } from '../storage';
import { join, parsePin, seatOf } from './joining';

function memory() {
  const map = new Map<string, string>();
  const store = {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
  return { map, memory: new Memory(store) };
}

const joined = {
  token: 't',
  expires_at: '2026-01-01T08:00:00Z',
  session: { id: 's1' },
  guest: { id: 'g1', name: 'Asha' },
};
describe('joining', () => {
  it('sends the same device ID each time, and knows a guest who is back', async () => {
    const { memory: kept } = memory();
    const sent: { device_id: string }[] = [];
    const api = createApi(undefined, {
      async fetch(request) {
        sent.push((await request.json()) as { device_id: string });
        return new Response(JSON.stringify(joined), { status: 201, headers: { 'content-type': 'application/json' } });
      },
      wait: async () => {},
      random: () => 0,
    });
    const first = await join({ code: 'C', pin: '1234', name: '' }, kept, api);
    kept.keepSeat('C', seatOf(first.joined));
    kept.dropSeat('C', false);
    const second = await join({ code: 'C', pin: '1234', name: '' }, kept, api);
    expect([first.returned, second.returned]).toEqual([false, true]);
    expect(sent[0]?.device_id).toMatch(/^[0-9a-f]{32}$/);
    expect(sent[1]?.device_id).toBe(sent[0]?.device_id);
  });

  it('keeps a seat until it is dropped, and apart from other tables', () => {
    const { memory: kept } = memory();
    kept.keepSeat('C', seatOf(joined as Parameters<typeof seatOf>[0]));
    expect(kept.seat('C')?.token).toBe('t');
    expect(kept.seat('D')).toBeNull();
    kept.dropSeat('C', true);
    expect(kept.seat('C')).toBeNull();
    expect(kept.satIn('C')).toBeNull();
  });

  it('reads nothing from a store that somebody else scribbled in', () => {
    const { map, memory: kept } = memory();
    map.set('salver.seat.C', '{"token":');
    expect(kept.seat('C')).toBeNull();
  });

  it.each([
    ['1234', '1234'],
    [' 12 34 56 ', '123456'],
    ['123', null],
    ['1234567', null],
    ['12a4', null],
    ['', null],
  ])('reads the PIN %j as %j', (typed, pin) => expect(parsePin(typed)).toBe(pin));

  it.each([
    ['#K7Q4M2XH', 'K7Q4M2XH'],
    ['#k7q4m2xh', 'K7Q4M2XH'],
    ['#K7Q4M2XH&utm_source=card', 'K7Q4M2XH'],
    ['#K7Q4M2XH?fbclid=2', 'K7Q4M2XH'],
    ['#?fbclid=2', null],
    ['', null],
    ['#', null],
    ['#a/b', null],
    ['#%E0%A4%A', null],
    ['#<script>', null],
  ])('reads the fragment %j as %j', (hash, code) => expect(codeInFragment(hash)).toBe(code));
});
