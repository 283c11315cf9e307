import { expect, it } from 'vitest';
import { createApi } from '$api/client';
import type { StaffSession } from '$lib/staff/session.svelte';
import { newBranch as text } from '$lib/text/new-branch';
import { NewBranchState } from './new-branch.svelte';

/** A form with a name typed, what answers it, and the keys that it was sent with. */
function form(...replies: Response[]) {
  const keys: (string | null)[] = [];
  const sent: unknown[] = [];
  const api = createApi(undefined, {
    fetch: async (request) => {
      keys.push(request.headers.get('idempotency-key'));
      sent.push(await request.clone().json());
      const reply = replies.shift();
      if (!reply) throw new TypeError('no network');
      return reply;
    },
    wait: async () => {},
    random: () => 0,
  });
  const state = new NewBranchState({ api } as unknown as StaffSession, 'b');
  state.name = ' Harbour ';
  return { keys, sent, state };
}

const refused = (field: string) =>
  Response.json({ code: 'validation', status: 422, errors: [{ field, message: '' }] }, { status: 422 });

it('is sent with one key until something else is wished for, so that it is made once', async () => {
  const { keys, state } = form(refused('name'), Response.json({ id: 'h1', name: 'Harbour' }, { status: 201 }));
  expect(await state.send()).toBeNull();
  expect(state.errors['name']).toBe(text.error.fields.name);
  state.name = 'Hill';
  expect(await state.send()).toBe('h1');
  expect([keys.length, keys[0] === keys[1], state.busy]).toEqual([2, false, false]);
  const before = keys.length;
  expect(await state.send()).toBeNull();
  expect(state.error).toBe(text.error.noAnswer);
  expect(new Set(keys.slice(before - 1)).size).toBe(1);
});

it('says what is wrong where it can be mended, and what cannot be above the form', async () => {
  const { keys, state } = form(refused('branches'));
  state.name = '\u200b ';
  expect(await state.send()).toBeNull();
  expect([state.errors['name'], keys.length]).toEqual([text.error.missing, 0]);
  state.name = 'Harbour';
  expect(await state.send()).toBeNull();
  expect([state.error, Object.keys(state.errors)]).toEqual([text.error.fields.branches, []]);
});

it.each([
  ['', null],
  ['4:30', null],
  ['11 pm', 23],
  ['00', 0],
])('a day that ends at %o ends at %o', async (typed, hour) => {
  const { sent, state } = form(Response.json({ id: 'h1', name: 'Harbour' }, { status: 201 }));
  state.closing = typed;
  expect(await state.send()).toBe(hour === null ? null : 'h1');
  expect(state.errors['closing_hour']).toBe(hour === null ? text.error.fields.closing_hour : undefined);
  expect(sent).toEqual(hour === null ? [] : [expect.objectContaining({ closing_hour: hour })]);
});
