import type { Menu, MenuCategory } from '$api/types';
import { fitting } from '../fitting';
import { PARTS, type Thing } from '$lib/menu/said';
import { tagsOf, told } from '../told';

/** The language of the page's own words. */
const PAGE = 'en';

/**
 * Puts the menu that came with the page into the first of these languages that something of it is
 * written in. The page is one for all phones, in the menu's own language, as a CDN keeps it; its other
 * languages come with it.
 */
export function translate(root: HTMLElement, menu: Menu, wishes: readonly string[]): void {
  const all = tagsOf(menu);
  const own = all.at(-1) ?? '';
  const tags = fitting(wishes, all);
  if (tags.every((tag) => tag === own)) return;
  const { categories, popular = [] } = told(menu, own, tags);
  const items = new Map(categories.flatMap((category) => category.items.map((item) => [item.id, item])));
  const best = popular.flatMap((id) => items.get(id) ?? []);
  const shown: readonly Pick<MenuCategory, 'name' | 'items'>[] = [...(best.length > 0 ? [{ name: '', items: best }] : []), ...categories];
  const tabs = root.querySelectorAll<HTMLElement>('nav li button');
  root.querySelectorAll('section').forEach((section, at) => {
    const category = shown[at];
    if (!category) return;
    put(tabs[at], category, 'name');
    put(section.querySelector<HTMLElement>('h2'), category, 'name');
    put(section.querySelector<HTMLElement>(':scope > p'), category, 'description');
    section.querySelectorAll('li').forEach((row, nth) => {
      const item = category.items[nth];
      for (const part of PARTS) put(row.querySelector<HTMLElement>(`.${part}`), item, part);
    });
  });
}

/** What is on the page keeps what it came with, for the app (`given.ts`) and for the search. */
function put(element: HTMLElement | null | undefined, thing: Thing | undefined, part: (typeof PARTS)[number]): void {
  const [text, lang] = [thing?.[part], thing?.langs?.[part]];
  if (!element || !text || !lang || text === element.textContent) return;
  element.dataset['own'] = element.textContent;
  element.textContent = text;
  if (lang === PAGE) element.removeAttribute('lang');
  else element.lang = lang;
}
