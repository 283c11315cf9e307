import { seen } from '$lib/typed';
import { reachOf } from './reach';

/** Why a text is no address of a site. */
export type NoOrigin =
  | { why: 'missing' }
  | { why: 'wrong' }
  | { why: 'person' }
  /** There is something behind the name. */
  | { why: 'longer'; origin: string };

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;
/** What the server takes: a name in another script is in its form for machines by now. */
const ORIGIN = /^https?:\/\/([a-z\d]([a-z\d.-]*[a-z\d])?|\[[\da-f:]+\])(:\d{1,5})?$/;

/**
 * The address that somebody typed, as browsers name it: in lower case, without the usual port or a
 * slash at its end. Without a scheme it is https, or http where only the house's own network or this
 * computer finds it.
 */
export function originOf(typed: string): string | NoOrigin {
  const text = seen(typed);
  if (text === '') return { why: 'missing' };
  let url: URL;
  try {
    url = new URL(SCHEME.test(text) ? text : `https://${text}`);
    if (!SCHEME.test(text) && reachOf(url.href) !== 'anybody') url = new URL(`http://${text}`);
  } catch {
    return { why: 'wrong' };
  }
  if (url.username || url.password) return { why: 'person' };
  if (!ORIGIN.test(url.origin) || url.origin.length > 270) return { why: 'wrong' };
  if (url.pathname !== '/' || url.search || url.hash) return { why: 'longer', origin: url.origin };
  return url.origin;
}
