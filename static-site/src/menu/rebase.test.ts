import { expect, it } from 'vitest';
import { rebased } from './rebase';

const form = { name: 'Lassi', price: '80', groups: ['size', 'sugar'], times: [] as { key: string; opens: string }[] };

it('what was typed stays, and what was not touched is theirs', () => {
  const typed = { ...form, name: 'Sweet lassi' };
  expect(rebased(typed, form, { ...form, name: 'Salted lassi', price: '90' })).toEqual({ ...form, name: 'Sweet lassi', price: '90' });
});

it('of a list of names, each is put and taken away by itself', () => {
  const typed = { ...form, groups: ['sugar', 'ice'] };
  expect(rebased(typed, form, { ...form, groups: ['size', 'milk'] }).groups).toEqual(['ice', 'milk']);
});

it('rows without names are one thing, whatever keys the form gave them', () => {
  const was = { ...form, times: [{ key: 'a', opens: '17:00' }] };
  const theirs = { ...form, times: [{ key: 'c', opens: '18:00' }] };
  expect(rebased({ ...form, times: [{ key: 'b', opens: '17:00' }] }, was, theirs).times).toEqual(theirs.times);
  const mine = [{ key: 'b', opens: '12:00' }];
  expect(rebased({ ...form, times: mine }, was, theirs).times).toEqual(mine);
});

const half = { id: 'half', name: 'Half', price: '70' };
const full = { id: 'full', name: 'Full', price: '120' };
const third = { id: 'third', name: 'Third', price: '50' };

it.each([
  ['their field of a row that was edited here', [{ ...half, name: 'Small' }, full], [{ ...half, price: '75' }, full], [{ ...half, name: 'Small', price: '75' }, full]],
  ['a row that they added', [{ ...half, price: '60' }, full], [half, third, full], [{ ...half, price: '60' }, third, full]],
  ['a row that was added here', [half, full, third], [full, half], [full, half, third]],
  ['a row that they took away', [half, { ...full, price: '110' }], [full], [{ ...full, price: '110' }]],
  ['a row that they took away and that was edited here', [{ ...half, price: '60' }, full], [full], [full, { ...half, price: '60' }]],
  ['a row that was taken away here', [full], [half, full, third], [full, third]],
  ['an order that was made here', [full, half], [{ ...half, price: '75' }, full, third], [full, { ...half, price: '75' }, third]],
])('%s stays', (_, mine, theirs, left) => {
  expect(rebased(mine, [half, full], theirs)).toEqual(left);
});

it('what is said of things by their names is looked at for each', () => {
  const was = { tea: { min: '', max: '1' }, milk: { min: '', max: '' } };
  const mine = { ...was, tea: { min: '1', max: '1' } };
  const theirs = { tea: { min: '', max: '2' }, milk: { min: '', max: '3' }, ice: { min: '', max: '' } };
  expect(rebased(mine, was, theirs)).toEqual({ ...theirs, tea: { min: '1', max: '2' } });
});
