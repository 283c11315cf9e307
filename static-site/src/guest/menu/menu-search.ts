import type { MenuCategory } from '$api/types';

/** Without case and accents, so that "creme" finds "Crème". */
export const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The categories with the dishes that hold all the words, and only those categories. */
export function searchMenu(categories: readonly MenuCategory[], typed: string): readonly MenuCategory[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return categories;
  return categories
    .map((category) => ({
      ...category,
      items: category.items.filter(({ name, description }) => {
        const text = fold(`${name} ${description ?? ''} ${category.name}`);
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ items }) => items.length > 0);
}
