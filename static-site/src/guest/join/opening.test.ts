import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi } from '$api/client';
import { ApiError } from '$api/error';
import type { TableView } from '../table.svelte';
import { askToOpen, awaitOpening } from './opening';

const look = vi.fn(async () => {});
const table = { code: 'K7Q4M2XH', refreshInfo: look } as unknown as TableView;
let visible: DocumentVisibilityState = 'visible';

beforeEach(() => {
  vi.useFakeTimers();
  look.mockClear();
  visible = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visible);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('looks at a closed table every quarter of a minute, and only for who has the page in sight', async () => {
  const stop = awaitOpening(table);
  await vi.advanceTimersByTimeAsync(45_000);
  expect(look).toHaveBeenCalledTimes(3);
  visible = 'hidden';
  await vi.advanceTimersByTimeAsync(300_000);
  expect(look).toHaveBeenCalledTimes(3);
  visible = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  expect(look).toHaveBeenCalledTimes(4);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(look).toHaveBeenCalledTimes(4);
});

describe('asking that a table is opened', () => {
  const answering = (status: number, code?: string) =>
    createApi(undefined, {
      fetch: async () =>
        status === 204
          ? new Response(null, { status, headers: { 'apigw-requestid': 'r1' } })
          : new Response(JSON.stringify({ code, status }), { status, headers: { 'content-type': 'application/problem+json' } }),
      wait: async () => {},
      random: () => 0,
    });

  it.each([
    ['is done', answering(204)],
    ['is no failure where a party sits by now', answering(409, 'table_not_free')],
  ])('%s: how the table stands is looked up', async (_, api) => {
    await askToOpen(table, api);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('says when it was refused', async () => {
    await expect(askToOpen(table, answering(429, 'rate_limited'))).rejects.toBeInstanceOf(ApiError);
    expect(look).not.toHaveBeenCalled();
  });
});
