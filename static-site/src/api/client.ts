import { type Answering, type Api, calls } from './call';
import { ApiError, problemError } from './error';
import { openShapes, type Shapes } from './shapes/open';
import { type Ports, transport } from './transport';

export type { Api } from './call';

export interface Identity {
  /** The bearer token to send, if there is one. */
  token(): string | null | undefined;
  /**
   * Called on a 401; a token from here repeats the call once. Staff pages
   * refresh here. Guests' tokens are not refreshed: leave it out.
   */
  renew?: () => Promise<string | null>;
}

let shapes = openShapes;

/** Pages that call more than guests do say by what the answers are known. */
export function knowShapes(more: Shapes): void {
  shapes = { ...shapes, ...more };
}

/** The API as one identity sees it. `tryMs`: the time limit of one try. */
export function createApi(identity?: Identity, ports?: Ports, tryMs?: number): Api {
  const send = transport(ports, tryMs);
  return calls(
    onlyOurs(async (request) => {
      const token = identity?.token();
      if (token) request.headers.set('authorization', `Bearer ${token}`);
      const again = identity?.renew ? request.clone() : null;
      const response = await send(request);
      if (response.status !== 401 || !again) return response;
      const renewed = await identity?.renew?.();
      if (!renewed) return response;
      again.headers.set('authorization', `Bearer ${renewed}`);
      return send(again);
    }),
  );
}

/** What the gateway puts on every answer of ours, those without a body too. */
const OURS = 'apigw-requestid';

/** The fields that an answer has to have, for `body`, which has it parsed. */
const expected = new WeakMap<Response, readonly string[]>();

/**
 * An answer counts only when it is ours. A Wi-Fi that wants a log-in answers 200 to anything, with
 * a page, with `{}` or with nothing, and whether the call reached us is not known then.
 */
function onlyOurs(answer: (request: Request) => Promise<Response>): Answering {
  return async (request, path) => {
    const { method } = request;
    const response = await answer(request);
    // Whoever asks by a version has what that is (`body` would not).
    if (response.status === 304 && response.headers.has(OURS)) return response;
    if (!response.ok) throw problemError(response, await response.json().catch(() => undefined));
    const fields = shapes[`${method} ${path}`];
    if (fields) expected.set(response, fields.split(' '));
    else if (!response.headers.has(OURS)) throw garbled(response.status);
    return response;
  };
}

const garbled = (cause: unknown) => new ApiError('garbled', 0, undefined, undefined, cause);

/** The answer's body, nothing where the call has none. Throws an `ApiError` for all that is no such answer. */
export async function body<T>(call: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data, response } = await call.catch((error: unknown) => {
    // What was thrown by others than us could not be read as JSON.
    throw error instanceof ApiError ? error : garbled(error);
  });
  const fields = expected.get(response);
  if (fields?.some((field) => (data as Partial<Record<string, unknown>> | null | undefined)?.[field] === undefined)) {
    throw garbled(response.status);
  }
  return data as T;
}
