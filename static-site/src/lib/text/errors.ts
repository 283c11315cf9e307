import { ApiError } from '$api/error';
import { common } from './common';

/**
 * What to tell a person about a failed call. `own` holds the page's words for
 * the codes that mean something special there.
 */
export function errorText(error: unknown, own: Partial<Record<string, string>> = {}): string {
  if (!(error instanceof ApiError)) return common.error.unknown;
  const words = textFor(own, error.code) ?? textFor(common.error, error.code);
  if (typeof words === 'string') return words;
  return error.transient ? common.error.busy : common.error.unknown;
}

/** The text for a key that not all have: a code of an error, a status of an order. */
export function textFor<Text>(texts: Readonly<Record<string, Text>>, key: string): Text | undefined {
  return texts[key];
}
