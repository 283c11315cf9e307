import type { Problem } from './types';

/**
 * Why a call failed. `code` is the API's own (`pin_wrong`, `cart_changed`, ..)
 * or one of ours when no answer of it came: `network` (no connection), `timeout`,
 * `busy` (something on the way to it gave up), `garbled` (an answer that is not the
 * API's, such as that of a Wi-Fi which wants a log-in).
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: string,
    /** HTTP status; 0 when no answer of the API came: what a stranger's 401 or 404 says does not count. */
    readonly status: number,
    /** The whole problem document, with the extras of its code. */
    readonly problem?: Problem,
    /** Seconds that the server asks to wait. */
    readonly retryAfter?: number,
    cause?: unknown,
  ) {
    super(problem?.detail ?? problem?.title ?? code, { cause });
  }

  /** Another try may succeed; whether this one took effect is not known. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500 || this.code === 'in_progress';
  }

  /** The caller's identity is over or was never there. */
  get unauthenticated(): boolean {
    return this.status === 401;
  }
}

/** Reads an error answer, whatever sent it. */
export function problemError(response: Response, body: unknown): ApiError {
  const problem = isProblem(body) ? body : undefined;
  const header = Number(response.headers.get('retry-after') ?? Number.NaN);
  const wait = problem?.retry_after ?? (Number.isFinite(header) ? header : undefined);
  if (problem) return new ApiError(problem.code, response.status, problem, wait);
  return response.status >= 500 || response.status === 429
    ? new ApiError('busy', response.status, undefined, wait)
    : new ApiError('garbled', 0, undefined, wait, response.status);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}

/** The fields that the server refused, by the names that it has for them. */
export function refusedFields(error: unknown): string[] {
  if (!(error instanceof ApiError) || error.code !== 'validation') return [];
  const { errors = [] } = (error.problem ?? {}) as { errors?: { field: string }[] };
  return errors.map(({ field }) => field);
}
