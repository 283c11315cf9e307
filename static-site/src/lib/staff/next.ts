/** Where signing in starts. */
export const SIGN_IN = '/sign-in';

/** Never resolved over the network; only to see what a browser would make of a path. */
const BASE = 'https://salver.invalid';
const OUTSIDE = [SIGN_IN, '/api', '/realtime'];

/**
 * The `next` of a query as a path on this site, or null. A link to the
 * sign-in page may come from anybody, so it must never lead to another site:
 * what is not plainly a path (`//host`, `/\host`, `javascript:`, hidden
 * control characters) is dropped, and the browser's own reading decides.
 */
export function safeNext(next: string | null): string | null {
  if (!next || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return null;
  let url: URL;
  try {
    url = new URL(next, BASE);
  } catch {
    return null;
  }
  if (url.origin !== BASE || url.pathname.startsWith('//')) return null;
  if (OUTSIDE.some((path) => url.pathname === path || url.pathname.startsWith(`${path}/`))) return null;
  return url.pathname + url.search + url.hash;
}

/** The sign-in page that comes back to where somebody is. */
export function signInPath(here: Pick<Location, 'pathname' | 'search'>): string {
  const next = safeNext(here.pathname + here.search);
  return next === null || next === '/' ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(next)}`;
}
