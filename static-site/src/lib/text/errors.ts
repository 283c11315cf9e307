import { ApiError } from '$api/error';
import { common } from './en/common';

/**
 * What to tell a person about a failed call. `own` holds the page's words for
 * the codes that mean something special there.
 */
export function errorText(error: unknown, own: Partial<Record<string, string>> = {}): string {
  if (!(error instanceof ApiError)) return common.error.unknown;
  const words = own[error.code] ?? (common.error as Record<string, unknown>)[error.code];
  if (typeof words === 'string') return words;
  return error.transient ? common.error.busy : common.error.unknown;
}
