import { describe, expect, it } from 'vitest';
import { body, createApi } from './client';
import { ApiError } from './error';
import type { Ports } from './transport';

type Answer = Response | Error;

/** A server that gives the answers in turn and remembers the requests. */
function server(...answers: Answer[]) {
  const seen: { method: string; auth: string | null; body: string }[] = [];
  const waits: number[] = [];
  const ports: Ports = {
    async fetch(request) {
      seen.push({
        method: request.method,
        auth: request.headers.get('authorization'),
        body: await request.text(),
      });
      const answer = answers[seen.length - 1];
      if (!answer) throw new Error('more requests than answers');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    wait: async (ms) => void waits.push(ms),
    random: () => 0.5,
  };
  return { seen, waits, ports };
}

const json = (status: number, value: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

const line = { item_id: 'i', quantity: 1, options: [] };
const put = (api: ReturnType<typeof createApi>) =>
  body(api.PUT('/api/v1/cart/lines/{line}', { params: { path: { line: 'l' } }, body: line }));

describe('the API client', () => {
  it('sends the bearer token and gives the body', async () => {
    const { ports, seen } = server(json(200, { version: 3 }));
    const api = createApi({ token: () => 'secret' }, ports);
    expect(await body(api.GET('/api/v1/cart'))).toEqual({ version: 3 });
    expect(seen[0]?.auth).toBe('Bearer secret');
  });

  it('repeats a put after a lost connection and a busy server, with the same body', async () => {
    const { ports, seen, waits } = server(new TypeError('cut'), json(503, {}), json(200, { version: 1 }));
    expect(await put(createApi(undefined, ports))).toEqual({ version: 1 });
    expect(seen.map((request) => request.body)).toEqual(Array(3).fill(JSON.stringify(line)));
    expect(waits).toEqual([400, 800]);
  });

  it('never repeats a post by itself', async () => {
    const { ports, seen } = server(new TypeError('cut'));
    const call = body(createApi(undefined, ports).POST('/api/v1/sessions/leave'));
    await expect(call).rejects.toMatchObject({ code: 'network', status: 0, transient: true });
    expect(seen).toHaveLength(1);
  });

  it('turns a problem document into a typed error with its extras', async () => {
    const problem = { type: 'x', title: 't', status: 429, code: 'pin_limited', request_id: 'r', retry_after: 540 };
    const { ports } = server(json(429, problem));
    const error = await put(createApi(undefined, ports)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'pin_limited', status: 429, retryAfter: 540, problem });
  });

  it('reads Retry-After when the answer is not the API’s', async () => {
    const page = new Response('<h1>busy</h1>', { status: 500, headers: { 'retry-after': '7' } });
    const { ports } = server(page);
    await expect(put(createApi(undefined, ports))).rejects.toMatchObject({ code: 'garbled', retryAfter: 7 });
  });

  it('renews once on a 401 and repeats the call with the new token', async () => {
    const { ports, seen } = server(json(401, { code: 'token_expired' }), json(200, { version: 1 }));
    let token = 'old';
    const api = createApi({ token: () => token, renew: async () => (token = 'new') }, ports);
    expect(await put(api)).toEqual({ version: 1 });
    expect(seen.map((request) => request.auth)).toEqual(['Bearer old', 'Bearer new']);
    expect(seen[1]?.body).toBe(JSON.stringify(line));
  });

  it('gives up after one renewal', async () => {
    const over = () => json(401, { code: 'token_expired' });
    const { ports, seen } = server(over(), over());
    const api = createApi({ token: () => 'old', renew: async () => 'new' }, ports);
    await expect(put(api)).rejects.toMatchObject({ status: 401, unauthenticated: true });
    expect(seen).toHaveLength(2);
  });
});
