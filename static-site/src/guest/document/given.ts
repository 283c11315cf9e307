import type { Menu, MenuCategory } from '$api/types';

/** The menu that came in the page itself. */
export interface Given {
  menu: Menu;
  branch: string;
  /** What it was read as, as the API knows it. */
  etag: string;
}

/** Reads it out of the page of a menu; null on other pages. Each category stands beside its dishes, the rest at the end. */
export function given(): Given | null {
  const { branch = '', etag = '' } = page()?.dataset ?? {};
  const parts = [...(page()?.querySelectorAll('script') ?? [])].map(({ textContent }) => JSON.parse(textContent) as unknown);
  if (parts.length === 0) return null;
  const menu = { ...(parts.pop() as Menu), categories: parts as MenuCategory[] };
  return { menu, branch, etag: `W/"${etag}"` };
}

/** What was rendered before there was any script, as long as it is on the screen. */
export const page = (): HTMLElement | null => document.getElementById('document');
