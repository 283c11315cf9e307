import { ApiError } from './error';

/** What the transport needs of the world; tests bring their own. */
export interface Ports {
  fetch: (request: Request) => Promise<Response>;
  wait: (ms: number) => Promise<void>;
  random: () => number;
}

const real: Ports = {
  fetch: (request) => fetch(request),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** One try's time limit. The gateway itself gives up after 30 s. */
export const TRY_MS = 10_000;
const TRIES = 3;
const SAFE = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const BUSY = new Set([502, 503, 504]);

/**
 * `fetch` with a time limit, and with retries for calls that may be repeated.
 * A POST is never repeated here: who posts decides, with an idempotency key.
 */
export function transport(ports: Ports = real, tryMs = TRY_MS): (request: Request) => Promise<Response> {
  return async (request) => {
    const tries = SAFE.has(request.method) ? TRIES : 1;
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt === tries;
      try {
        const response = await once(ports, request.clone(), tryMs);
        if (last || !BUSY.has(response.status)) return response;
      } catch (error) {
        if (last) throw error;
      }
      await ports.wait(ports.random() * 400 * 2 ** attempt);
    }
  };
}

async function once(ports: Ports, request: Request, tryMs: number): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), tryMs);
  try {
    const response = await ports.fetch(new Request(request, { signal: abort.signal }));
    return await complete(response);
  } catch (cause) {
    throw new ApiError(abort.signal.aborted ? 'timeout' : 'network', 0, undefined, undefined, cause);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads the whole body while the time limit still runs: a link can die in the middle of it. */
async function complete(response: Response): Promise<Response> {
  const { status, headers } = response;
  const bytes = await response.arrayBuffer();
  return new Response(bytes.byteLength > 0 ? bytes : null, { status, headers });
}
