/**
 * The code of a one-time link, out of the address as soon as it is read: who looks over a shoulder or
 * into the history finds none.
 */
export function takeCode(here: Pick<Location, 'hash' | 'pathname' | 'search'>, past: Pick<History, 'replaceState'>): string {
  const code = here.hash.replace(/^#/, '').trim();
  if (code) past.replaceState(null, '', here.pathname + here.search);
  return code;
}
