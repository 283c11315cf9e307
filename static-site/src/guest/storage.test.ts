import { afterEach, expect, it, vi } from 'vitest';
import { Memory } from './storage';

const SEAT = { token: 't', session_id: 's', guest_id: 'g' };

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

it('finds the seat on a phone whose storage has filled up since', () => {
  new Memory().keepSeat('H4', SEAT);
  const { getItem, removeItem } = localStorage;
  vi.stubGlobal('localStorage', {
    getItem: getItem.bind(localStorage),
    removeItem: removeItem.bind(localStorage),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  const memory = new Memory();
  expect(memory.seat('H4')).toEqual(SEAT);
  expect(memory.write('intent.s.g', { key: 'k' })).toBe(false);
  expect(memory.read('intent.s.g')).toEqual({ key: 'k' });
});

it.each(['getItem', 'setItem', 'removeItem'] as const)('works for the life of the page where %s is refused', (method) => {
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: forbidden, removeItem: () => {}, [method]: forbidden });
  const memory = new Memory();
  memory.keepSeat('H4', SEAT);
  expect(memory.seat('H4')).toEqual(SEAT);
  memory.dropSeat('H4', true);
  expect(memory.seat('H4')).toBeNull();
  expect(memory.deviceId(() => 'made')).toBe('made');
});

it('works where the browser forbids the very look at storage', () => {
  vi.stubGlobal('localStorage', undefined);
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      throw new DOMException('no', 'SecurityError');
    },
  });
  const memory = new Memory();
  expect(memory.write('order', { note: 'x' })).toBe(false);
  expect(memory.read('order')).toEqual({ note: 'x' });
});

it('takes for no seat what an older page or somebody else has left', () => {
  localStorage.setItem('salver.seat.H4', '{"session_id":"s"}');
  expect(new Memory().seat('H4')).toBeNull();
});
