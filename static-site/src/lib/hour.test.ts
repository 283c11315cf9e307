import { expect, it } from 'vitest';
import { CLOSING, hourOf, hourText } from './hour';

it.each([
  ['4', 4],
  ['04', 4],
  ['04:00', 4],
  [' 4:00 ', 4],
  ['4.00', 4],
  ['0400', 4],
  ['4h', 4],
  ['4 h', 4],
  ['4h00', 4],
  ['4 am', 4],
  ['4AM', 4],
  ['4 a.m.', 4],
  ['4:00 AM', 4],
  ['4 o’clock', 4],
  ['23', 23],
  ['23:00', 23],
  ['11 pm', 23],
  ['11PM', 23],
  ['12 am', 0],
  ['12 pm', 12],
  ['0', 0],
  ['00:00', 0],
  ['24:00', 0],
  ['Midnight', 0],
  ['noon', 12],
  ['०४:००', 4],
  ['٤', 4],
  ['４：００', 4],
  ['4\u202fam', 4],
])('%o is %d', (typed, hour) => {
  expect(hourOf(typed)).toBe(hour);
});

it.each(['', ' ', '25', '4:30', '4.5', '13 pm', '-4', '+4', '1e1', '004', 'four', '4 am pm', '4 in the morning', '99:00', '4:0'])('%o is no full hour', (typed) => {
  expect(hourOf(typed)).toBeNull();
});

it('what is shown is understood', () => {
  for (let hour = 0; hour < 24; hour += 1) expect(hourOf(hourText(hour))).toBe(hour);
  expect(hourOf(CLOSING)).toBe(4);
});
