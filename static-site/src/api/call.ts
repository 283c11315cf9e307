import type { Client } from 'openapi-fetch';
import type { paths } from './schema';

/** Typed calls; every path, body and answer is checked against the document. */
export type Api = Client<paths>;

/** What a call may say; its types make sure that it says what the operation wants. */
interface Wish extends Omit<RequestInit, 'body' | 'headers'> {
  params?: { path?: Texts; query?: Texts; header?: Texts };
  headers?: Texts;
  body?: unknown;
  bodySerializer?: (body: unknown) => BodyInit;
  parseAs?: 'json' | 'blob';
}
type Texts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Answers of the service; throws for what is none. */
export type Answering = (request: Request, path: string) => Promise<Response>;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The calls that `openapi-fetch` has the types of. Its own code knows every way of writing
 * parameters down, which are 2 KB at the start of each page, and ours have one.
 */
export function calls(answer: Answering): Api {
  const api = Object.fromEntries(METHODS.map((method) => [method, (path: string, wish?: Wish) => call(method, path, wish)]));
  return api as unknown as Api;

  async function call(method: string, path: string, { params = {}, headers, body, bodySerializer = JSON.stringify, parseAs, ...init }: Wish = {}) {
    const query = given(params.query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    const address = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(params.path?.[name])));
    const request = new Request(location.origin + address + (query.length > 0 ? `?${query.join('&')}` : ''), {
      ...init,
      method,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: bodySerializer(body), headers: { 'content-type': 'application/json' } }),
    });
    for (const [name, value] of [...given(headers), ...given(params.header)]) request.headers.set(name, value);
    const response = await answer(request, path);
    if (parseAs === 'blob') return { data: await response.blob(), response };
    const text = await response.text();
    return { data: text ? (JSON.parse(text) as unknown) : undefined, response };
  }
}

/** What is said of these. */
function given(texts: Texts = {}): [name: string, value: string][] {
  return Object.entries(texts).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]));
}
