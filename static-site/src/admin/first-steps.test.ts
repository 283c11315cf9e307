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
  const steps = () => new FirstSteps({ api } as unknown as StaffSession, 'b');
  return { asked, steps };
}

const done = ({ done }: FirstSteps) => done && [...done];

it.each([
  [0, 0, []],
  [18, 0, ['tables']],
  [0, 3, ['menu']],
  [18, 3, ['tables', 'menu']],
])('with %d tables and %d dishes, done is %o', async (tables, dishes, expected) => {
  const steps = branch(dishes, 0).steps();
  expect(done(steps)).toBeNull();
  await steps.look(tables);
  expect(done(steps)).toEqual(expected);
});

it('whoever has had an order, or wants to see no steps, is not asked again', async () => {
  const { asked, steps } = branch(3, 1);
  await steps().look(18);
  await steps().look(18);
  expect([asked.length, done(steps())]).toEqual([2, null]);
  localStorage.clear();
  const early = branch(0, 0);
  const shown = early.steps();
  await shown.look(0);
  shown.end();
  expect(done(shown)).toBeNull();
  await early.steps().look(0);
  expect(early.asked.length).toBe(2);
});

it('what cannot be read leads nobody anywhere', async () => {
  const steps = branch(3, 'fails').steps();
  await steps.look(18);
  expect(done(steps)).toBeNull();
});
