import { expect, test } from 'vitest';
import type { MoneyLine } from '$lib/ui/money-line';
import { channelLines, netAndTax, offLines, paidLines, salesLines } from './money';
import { inr, noMoney, someMoney } from './testing';

const signed = ({ value, minus }: MoneyLine) => (minus ? -value.minor : value.minor);

test('from the revenue on the rows come to the sums below them', () => {
  const lines = salesLines(someMoney());
  const sums = lines.flatMap(({ sum }, at) => (sum ? [at] : []));
  expect(sums).toHaveLength(2);
  const [net = 0, beforeTax = 0] = sums;
  const upTo = (from: number, to: number) => lines.slice(from, to).reduce((all, line) => all + signed(line), 0);
  expect(lines[net]?.value.minor).toBe(upTo(0, net));
  expect(lines[beforeTax]?.value.minor).toBe(upTo(net, beforeTax));
  expect(lines.map(({ name }) => name)).toEqual([
    'Revenue', 'Given back', 'Net', 'CGST 2.5%', 'SGST 2.5%', 'Net before tax',
    'Service charge', 'Rounding of bills',
  ]);
});

test('what was taken off stands by its reason, what is on the house apart, and both come to what is off the bills', () => {
  const lines = offLines(someMoney());
  expect(lines.map(({ name, value, more, part }) => [part ? `- ${name}` : name, value.minor, more])).toEqual([
    ['Discounts', 42_000, '4 times'],
    ['- Regular guest', 30_000, '3 bills'],
    ['- Waited too long', 8_000, '1 bill'],
    ['- Other reasons', 4_000, undefined],
    ['On the house', 18_000, 'once'],
    ['- Waited too long', 18_000, '1 bill'],
    ['Dishes voided', 54_000, '3 dishes, on no bill'],
    ['Bills taken back', 41_000, '1 bill, not in the revenue'],
  ]);
  const off = lines.filter(({ name }) => name === 'Discounts' || name === 'On the house').map(({ value }) => value.minor);
  expect(off.reduce((all, minor) => all + minor)).toBe(someMoney().billed.discount.minor);
});

test('of what there is none nothing is said', () => {
  const lines = salesLines(noMoney());
  expect(lines.map(({ name }) => name)).toEqual(['Revenue', 'Net', 'Net before tax']);
  expect(offLines(noMoney())).toEqual([]);
  expect(paidLines(noMoney())).toEqual([]);
  expect(channelLines(noMoney())).toEqual([]);
});

test('what came and what went back is named by how it was paid, and tips are apart', () => {
  const lines = paidLines(someMoney());
  expect(lines.map(({ name }) => name)).toEqual([
    'Cash', 'Card', 'UPI', 'On account', 'Accounts settled, UPI', 'Given back, Cash', 'Tips',
  ]);
  expect(lines.map(signed)).toEqual([300_000, 430_000, 200_000, 50_000, 40_000, -14_000, 17_000]);
  // Each name stands once: rows are kept apart by them.
  expect(new Set(lines.map(({ name }) => name)).size).toBe(lines.length);
  // Bills that are paid in full: what came for them is the revenue.
  const came = someMoney().payments.reduce((all, { amount }) => all + amount.minor, 0);
  expect(came).toBe(someMoney().revenue.minor);
});

test('channels say how many bills and what is left of them', () => {
  expect(channelLines(someMoney()).map(({ name, value, more }) => [name, value.minor, more])).toEqual([
    ['Dine-in', 700_000, '5 bills'],
    ['Pickup', 116_000, '2 bills'],
    ['Delivery', 150_000, '2 bills'],
  ]);
});

test('a day on which more went back than was billed is below nothing', () => {
  const money = { ...noMoney(), net: { ...noMoney().net, total: inr(-5_000) }, tax: inr(-238) };
  expect(netAndTax(money)).toBe('Net -₹50, of which tax -₹2.38');
});
