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
const cart = { id: 'family', version: 1, lines: [], total: { minor: 0, currency: 'INR' } };
const put = (api: ReturnType<typeof createApi>) =>
  body(api.PUT('/api/v1/cart/lines/{line}', { params: { path: { line: 'l' } }, body: line }));

describe('the API client', () => {
  it('sends the bearer token and gives the body', async () => {
    const { ports, seen } = server(json(200, cart));
    const api = createApi({ token: () => 'secret' }, ports);
    expect(await body(api.GET('/api/v1/cart'))).toEqual(cart);
    expect(seen[0]?.auth).toBe('Bearer secret');
  });

  it('repeats a put after a lost connection and a busy server, with the same body', async () => {
    const { ports, seen, waits } = server(new TypeError('cut'), json(503, {}), json(200, cart));
    expect(await put(createApi(undefined, ports))).toEqual(cart);
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
    await expect(put(createApi(undefined, ports))).rejects.toMatchObject({ code: 'busy', transient: true, retryAfter: 7 });
  });

  /** What a Wi-Fi says to everything before somebody has logged in to it. */
  const html = { 'content-type': 'text/html' };
  const portal: [string, () => Response][] = [
    ['200 with {}', () => json(200, {})],
    ['200 with a list', () => json(200, [])],
    ['200 with null', () => json(200, null)],
    ['200 with nothing', () => new Response(null, { status: 200 })],
    ['200 with a page', () => new Response('<h1>Welcome to our Wi-Fi</h1>', { status: 200, headers: html })],
    ['204', () => new Response(null, { status: 204 })],
    ['401 with a page', () => new Response('<h1>Log in</h1>', { status: 401, headers: html })],
    ['404 with a page', () => new Response('<h1>Log in</h1>', { status: 404, headers: html })],
    ['511 with a page', () => new Response('<h1>Log in</h1>', { status: 511, headers: html })],
  ];
  it.each(portal)('is not sure of what a stranger answers: %s', async (_, answer) => {
    const order = { cart_version: 1 };
    const header = { 'Idempotency-Key': 'k' };
    for (const call of [
      (api: ReturnType<typeof createApi>) => body(api.POST('/api/v1/orders', { params: { header }, body: order })),
      (api: ReturnType<typeof createApi>) => body(api.GET('/api/v1/session')),
      (api: ReturnType<typeof createApi>) => body(api.POST('/api/v1/auth/sign-out')),
    ]) {
      const { ports } = server(answer());
      const error = await call(createApi(undefined, ports)).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ transient: true, unauthenticated: false });
    }
  });

  it('takes an answer without a body from our gateway', async () => {
    const { ports } = server(new Response(null, { status: 204, headers: { 'apigw-requestid': 'r' } }));
    expect(await body(createApi(undefined, ports).POST('/api/v1/auth/sign-out'))).toBeUndefined();
  });

  it('renews once on a 401 and repeats the call with the new token', async () => {
    const { ports, seen } = server(json(401, { code: 'token_expired' }), json(200, cart));
    let token = 'old';
    const api = createApi({ token: () => token, renew: async () => (token = 'new') }, ports);
    expect(await put(api)).toEqual(cart);
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
