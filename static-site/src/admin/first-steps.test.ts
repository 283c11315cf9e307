import { beforeEach, expect, it } from 'vitest';
import { createApi, knowShapes } from '$api/client';
import { otherShapes } from '$api/shapes/other';
import type { StaffSession } from '$lib/staff/session.svelte';
import { FirstSteps } from './first-steps.svelte';

beforeEach(() => localStorage.clear());
knowShapes(otherShapes);

interface Kept {
  id: string;
  name: string;
}

/** A branch with so many dishes, orders and people, of whom the last is only invited; it counts what is asked of it. */
function branch(dishes: number, orders: number | 'fails', people = 1, sample: readonly Kept[] = [], stations: readonly Kept[] = []) {
  const asked: string[] = [];
  const api = createApi(undefined, {
    fetch: async (request) => {
      const path = new URL(request.url).pathname;
      asked.push(path.split('/').at(-1) ?? '');
      if (path.endsWith('/menu')) return Response.json({ categories: [{ items: [...sample, ...Array.from({ length: dishes }, (_, at) => ({ id: `d${at}`, name: 'Dish' }))] }] });
      if (path.endsWith('/draft')) return Response.json({ version: 1, published_version: 0, categories: [], stations, problems: [], topics: {}, server_time: '' });
      if (path.endsWith('/team')) {
        const elsewhere = { places: [{ branch: 'other', role: 'cook' }] };
        const [first, ...others] = Array.from({ length: people }, () => ({ places: [{ role: 'owner' }] }));
        const invitations = [{ branches: ['other'] }, ...others.map(() => ({ branches: ['other', 'b'] }))];
        return Response.json({ people: [elsewhere, first], invitations, branches: [], roles: [], whole_brand: true });
      }
      if (orders === 'fails') return Response.json({ code: 'forbidden' }, { status: 403 });
      return Response.json({ today: {}, topics: {}, server_time: '', recent: Array.from({ length: orders }) });
    },
    wait: async () => {},
    random: () => 0,
  });
  const steps = () => new FirstSteps({ api } as unknown as StaffSession, 'b', true);
  return { asked, steps };
}

const some = (tables: number) => ({ tables, hours: false, looks: false, cards: false });
const done = ({ done }: FirstSteps) => done && [...done];

it.each([
  [0, false, false, true, 0, []],
  [18, false, false, false, 0, ['tables']],
  [0, false, false, true, 3, ['menu']],
  [18, true, true, true, 3, ['tables', 'hours', 'looks', 'menu', 'cards']],
])('with %d tables, hours: %s, looks: %s, cards: %s, and %d dishes, done is %o', async (tables, hours, looks, cards, dishes, expected) => {
  const steps = branch(dishes, 0).steps();
  expect(done(steps)).toBeNull();
  await steps.look({ tables, hours, looks, cards });
  expect(done(steps)).toEqual(expected);
});

it('whoever has had an order is not asked again', async () => {
  const { asked, steps } = branch(3, 1);
  await steps().look(some(18));
  await steps().look(some(18));
  expect([asked.length, done(steps())]).toEqual([4, null]);
});

it('what is hidden stays so on this device until somebody wants to see it, or an order came', async () => {
  const { steps } = branch(3, 0);
  const shown = steps();
  await shown.look(some(18));
  shown.hide();
  const hidden = steps();
  await hidden.look(some(18));
  expect([hidden.hidden, done(hidden)]).toEqual([true, ['tables', 'menu']]);
  hidden.show();
  expect([hidden.hidden, steps().hidden]).toEqual([false, false]);
  hidden.hide();
  const later = branch(3, 1).steps();
  await later.look(some(18));
  expect([later.hidden, done(later), steps().hidden]).toEqual([true, null, false]);
});

it('a skipped step counts as settled, on this device, and can be taken up again', async () => {
  const { steps } = branch(0, 0);
  const first = steps();
  await first.look(some(18));
  first.toggle('hours');
  first.toggle('cards');
  expect(first.left).toEqual(['looks', 'stations', 'menu', 'colleagues', 'try']);
  const next = steps();
  await next.look({ ...some(18), cards: true });
  next.toggle('hours');
  // What is done is done, skipped or not.
  expect([next.left, done(next)]).toEqual([
    ['hours', 'looks', 'stations', 'menu', 'colleagues', 'try'],
    ['tables', 'cards'],
  ]);
  expect([...steps().skipped]).toEqual(['cards']);
});

it.each([
  [1, false],
  [2, true],
])('of %d people, the last of them only invited, colleagues are %s', async (people, expected) => {
  const steps = branch(0, 0, people).steps();
  await steps.look(some(0));
  expect(steps.done?.has('colleagues')).toBe(expected);
});

it('what cannot be read leads nobody anywhere', async () => {
  const steps = branch(3, 'fails').steps();
  await steps.look(some(18));
  expect(done(steps)).toBeNull();
});

it('looks are a step of whoever owns the brand', () => {
  const steps = (owner: boolean) => new FirstSteps({} as StaffSession, 'b', owner).all;
  expect(steps(true)).toContain('looks');
  expect(steps(false)).not.toContain('looks');
  expect(steps(true).filter((step) => step !== 'looks')).toEqual(steps(false));
});

it('a sample menu is no menu yet, and is reminded of until it is gone', async () => {
  const coffee = { id: 'salver-sample-coffee', name: 'Coffee' };
  const steps = branch(0, 0, 1, [coffee]).steps();
  await steps.look(some(18));
  expect([done(steps), steps.sample]).toEqual([['tables'], true]);
  // A first order of it does not end the steps.
  const tried = branch(0, 1, 1, [coffee]).steps();
  await tried.look(some(18));
  await tried.firstOrder();
  expect([done(tried), tried.sample]).toEqual([['try', 'tables'], true]);
  const own = branch(3, 1).steps();
  await own.look(some(18));
  expect([done(own), own.sample]).toEqual([null, false]);
  localStorage.clear();
  // What was renamed is the owner's.
  const renamed = branch(0, 0, 1, [{ ...coffee, name: 'Filter coffee' }]).steps();
  await renamed.look(some(18));
  expect([done(renamed), renamed.sample]).toEqual([['tables', 'menu'], false]);
});

it.each([
  ['none', [], false],
  ['one, which is enough', [{ id: 's1', name: 'Kitchen' }], true],
  ['that of the sample', [{ id: 'salver-sample-kitchen', name: 'Kitchen' }], false],
  ['that of the sample, renamed', [{ id: 'salver-sample-kitchen', name: 'Grill' }], true],
])('stations: %s', async (_, stations, expected) => {
  const steps = branch(0, 0, 1, [], stations).steps();
  await steps.look(some(0));
  expect(done(steps)).toEqual(expected ? ['stations'] : []);
  // Whoever has none and wants none goes on to the menu.
  if (!expected) {
    for (const step of ['tables', 'hours', 'looks', 'stations'] as const) steps.toggle(step);
    expect(steps.left[0]).toBe('menu');
  }
});
