import { beforeEach, expect, it } from 'vitest';
import { createApi, knowShapes } from '$api/client';
import { otherShapes } from '$api/shapes/other';
import type { StaffSession } from '$lib/staff/session.svelte';
import { FirstSteps } from './first-steps.svelte';

beforeEach(() => localStorage.clear());
knowShapes(otherShapes);

/** A branch with so many dishes and orders; it counts what is asked of it. */
function branch(dishes: number, orders: number | 'fails') {
  const asked: string[] = [];
  const api = createApi(undefined, {
    fetch: async (request) => {
      const path = new URL(request.url).pathname;
      asked.push(path.split('/').at(-1) ?? '');
      if (path.endsWith('/menu')) return Response.json({ categories: [{ items: Array.from({ length: dishes }) }] });
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

it('whoever has had an order, or wants to see no steps, is not asked again', async () => {
  const { asked, steps } = branch(3, 1);
  await steps().look(some(18));
  await steps().look(some(18));
  expect([asked.length, done(steps())]).toEqual([2, null]);
  localStorage.clear();
  const early = branch(0, 0);
  const shown = early.steps();
  await shown.look(some(0));
  shown.end();
  expect(done(shown)).toBeNull();
  await early.steps().look(some(0));
  expect(early.asked.length).toBe(2);
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
