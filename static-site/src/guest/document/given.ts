import type { Menu, MenuCategory } from '$api/types';

/** The menu that came in the page itself. */
export interface Given {
  menu: Menu;
  branch: string;
  /** What it was read as, as the API knows it. */
  etag: string;
}

/**
 * Reads it out of the page of a menu; null on other pages. Each category stands beside its rows,
 * which say what the dishes are, and the rest at the end.
 */
export function given(): Given | null {
  const { branch = '', etag = '' } = page()?.dataset ?? {};
  const parts = [...(page()?.querySelectorAll('script') ?? [])];
  const last = parts.pop();
  if (!last) return null;
  const categories = parts.map((part) => {
    const category = JSON.parse(part.textContent) as MenuCategory;
    const rows = part.previousElementSibling?.querySelectorAll('li') ?? [];
    rows.forEach((row, at) => {
      const item = category.items[at];
      if (!item) return;
      // Where the page was put into another language, it keeps what it came with (`translate.ts`).
      const textOf = (part: string) => {
        const one = row.querySelector<HTMLElement>(part);
        return one?.dataset['own'] ?? one?.textContent;
      };
      item.name = textOf('.name') ?? '';
      const description = textOf('.description');
      if (description) item.description = description;
      // `/photos/<photo>-<width>`.
      const photo = row.querySelector('img')?.src.split('/').pop()?.split('-')[0];
      if (photo) item.photo = photo;
    });
    return category;
  });
  const menu: Menu = { ...(JSON.parse(last.textContent) as Menu), categories };
  return { menu, branch, etag: `W/"${etag}"` };
}

/** What was rendered before there was any script, as long as it is on the screen. */
export const page = (): HTMLElement | null => document.getElementById('document');
