import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { ApiError, problemError } from './error';
import type { paths } from './schema';
import { type Ports, transport } from './transport';

/** Typed calls; every path, body and answer is checked against the document. */
export type Api = Client<paths>;

export interface Identity {
  /** The bearer token to send, if there is one. */
  token(): string | null | undefined;
  /**
   * Called on a 401; a token from here repeats the call once. Staff pages
   * refresh here. Guests' tokens are not refreshed: leave it out.
   */
  renew?: () => Promise<string | null>;
}

/** The API as one identity sees it. `tryMs`: the time limit of one try. */
export function createApi(identity?: Identity, ports?: Ports, tryMs?: number): Api {
  const send = transport(ports, tryMs);
  const client = createClient<paths>({
    baseUrl: location.origin,
    credentials: 'same-origin',
    fetch: async (request) => {
      const token = identity?.token();
      if (token) request.headers.set('authorization', `Bearer ${token}`);
      const again = identity?.renew ? request.clone() : null;
      const response = await send(request);
      if (response.status !== 401 || !again) return response;
      const renewed = await identity?.renew?.();
      if (!renewed) return response;
      again.headers.set('authorization', `Bearer ${renewed}`);
      return send(again);
    },
  });
  client.use(throwProblems);
  return client;
}

const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    throw problemError(response, await response.json().catch(() => undefined));
  },
};

/**
 * The answer's body; nothing for a 204. Errors were thrown as `ApiError` before this point, so
 * what is left without data is an answer that is not the API's.
 */
export async function body<T>(call: Promise<{ data?: T; response: Response }>): Promise<T> {
  let answer: { data?: T; response: Response };
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError('garbled', 0, undefined, undefined, error);
  }
  if (answer.data === undefined && answer.response.status !== 204) {
    throw new ApiError('garbled', answer.response.status);
  }
  return answer.data as T;
}
