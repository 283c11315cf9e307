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

const done = ({ done }: FirstSteps) => done && [...done];

it.each([
  [0, false, false, 0, []],
  [18, false, false, 0, ['tables']],
  [0, false, false, 3, ['menu']],
  [18, true, true, 3, ['tables', 'hours', 'looks', 'menu']],
])('with %d tables, hours: %s, looks: %s, and %d dishes, done is %o', async (tables, hours, looks, dishes, expected) => {
  const steps = branch(dishes, 0).steps();
  expect(done(steps)).toBeNull();
  await steps.look(tables, hours, looks);
  expect(done(steps)).toEqual(expected);
});

it('whoever has had an order, or wants to see no steps, is not asked again', async () => {
  const { asked, steps } = branch(3, 1);
  await steps().look(18, false, false);
  await steps().look(18, false, false);
  expect([asked.length, done(steps())]).toEqual([2, null]);
  localStorage.clear();
  const early = branch(0, 0);
  const shown = early.steps();
  await shown.look(0, false, false);
  shown.end();
  expect(done(shown)).toBeNull();
  await early.steps().look(0, false, false);
  expect(early.asked.length).toBe(2);
});

it('what cannot be read leads nobody anywhere', async () => {
  const steps = branch(3, 'fails').steps();
  await steps.look(18, false, false);
  expect(done(steps)).toBeNull();
});

it('looks are a step of whoever owns the brand', () => {
  const steps = (owner: boolean) => new FirstSteps({} as StaffSession, 'b', owner).all;
  expect(steps(true)).toContain('looks');
  expect(steps(false)).not.toContain('looks');
  expect(steps(true).filter((step) => step !== 'looks')).toEqual(steps(false));
});
