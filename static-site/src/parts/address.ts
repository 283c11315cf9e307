/** Whose parts are shown: each audience has sizes and colours of its own on the root. */
export const AUDIENCES = ['ui', 'guest', 'kitchen', 'floor', 'owner'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What the address asks for, such as `/parts.html?of=kitchen&scheme=dark&dir=rtl`. */
export interface Wanted {
  of: Audience;
  scheme: 'light' | 'dark';
  dir: 'ltr' | 'rtl';
}

/** What is missing or unknown is the first of its kind. */
export function wantedBy(search: string): Wanted {
  const asked = new URLSearchParams(search);
  return {
    of: AUDIENCES.find((one) => one === asked.get('of')) ?? 'ui',
    scheme: asked.get('scheme') === 'dark' ? 'dark' : 'light',
    dir: asked.get('dir') === 'rtl' ? 'rtl' : 'ltr',
  };
}

/** The way to the same page with one thing changed. */
export function addressOf(wanted: Wanted, change: Partial<Wanted> = {}): string {
  return `?${new URLSearchParams({ ...wanted, ...change })}`;
}
