import { expect, it } from 'vitest';
import type { CheckStatus, Order } from '$api/types';
import { callLink, type Goal, mapLink, nextStep, standingOf } from './way';

it.each<[CheckStatus, Goal, CheckStatus | null | undefined]>([
  ['sent_to_kitchen', 'out_for_delivery', 'preparing'],
  ['billed', 'out_for_delivery', 'preparing'],
  ['billed', 'delivered', 'preparing'],
  ['preparing', 'out_for_delivery', 'out_for_delivery'],
  ['out_for_delivery', 'out_for_delivery', null],
  ['delivered', 'out_for_delivery', null],
  ['out_for_delivery', 'delivered', 'delivered'],
  ['preparing', 'delivered', 'out_for_delivery'],
  ['delivered', 'delivered', null],
  ['paid', 'delivered', null],
  ['saved', 'out_for_delivery', undefined],
])('from %s to %s the next step is %s', (now, goal, step) => {
  expect(nextStep(now, goal)).toBe(step);
});

it('is ready when all that counts of it is', () => {
  const orders = (...all: Order['status'][]) => all.map((status) => ({ status }) as Order);
  expect(standingOf({ status: 'preparing' }, orders('ready', 'cancelled'))).toBe('ready');
  expect(standingOf({ status: 'preparing' }, orders('ready', 'preparing'))).toBe('cooking');
  expect(standingOf({ status: 'preparing' }, orders())).toBe('cooking');
  expect(standingOf({ status: 'preparing' }, undefined)).toBe('cooking');
  expect(standingOf({ status: 'out_for_delivery' }, orders('preparing'))).toBe('out');
});

it('links to the phone and to its map, whatever people wrote', () => {
  expect(callLink('+91 98450-12345')).toBe('tel:+919845012345');
  expect(callLink('(080) 1234 567')).toBe('tel:0801234567');
  const address = '12 Lake Road\n3rd floor & back';
  expect(mapLink(address, 'Linux; Android 15')).toBe('geo:0,0?q=12%20Lake%20Road%2C%203rd%20floor%20%26%20back');
  expect(mapLink(address, 'iPhone')).toContain('https://maps.apple.com/?q=12%20Lake%20Road');
  expect(mapLink(address, 'X11; Linux')).toContain('https://www.openstreetmap.org/search?query=12');
});
