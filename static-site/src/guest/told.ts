import type { Menu, Said } from '$api/types';
import { PARTS, type Thing } from '$lib/menu/said';

/** Where a menu has such things within others. */
const WITHIN = ['categories', 'items', 'option_groups', 'options', 'variants', 'parts', 'price_lists'];

/** In which languages something of a menu is said, its own last. */
export function tagsOf({ languages = [], language }: Menu): string[] {
  // One that the worker kept for a time without network may be of a release that did not say.
  return [...languages, language ?? 'en'];
}

/** Something of a menu in the last of these languages that it is said in, else in the menu's `own`. */
export function told<T extends object>(thing: T, own: string, tags: readonly string[]): T {
  const { name, description, texts } = thing as Thing;
  const all = { ...texts, [own]: { name, description } as Said };
  const langs = { name: own, description: own };
  const said = { ...thing, langs } as Record<string, unknown>;
  // It is found by what it is called in each of them.
  if (texts) said.texts = all;
  for (const tag of tags) {
    for (const part of PARTS) {
      if (all[tag]?.[part]) {
        said[part] = all[tag][part];
        langs[part] = tag;
      }
    }
  }
  for (const key of WITHIN) {
    const list = said[key] as object[] | undefined;
    if (list) said[key] = list.map((one) => told(one, own, tags));
  }
  return said as T;
}
