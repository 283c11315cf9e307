import type { Menu, MenuCategory, MenuItem } from '$api/types';

/** How the ID of what is popular ends; no ID of the server's does. */
export const POPULAR = '.popular';

/** The menu with what is ordered most before it; those dishes stand in their category as well. */
export function withPopular(
  { categories, popular = [] }: Menu,
  items: ReadonlyMap<string, MenuItem>,
  says: { name: string; description: string },
): readonly MenuCategory[] {
  const best = popular.flatMap((id) => items.get(id) ?? []);
  return best.length > 0 ? [{ id: POPULAR, ...says, items: best }, ...categories] : categories;
}

/** The categories up to their first so many dishes; what would be empty is left out. */
export function upTo(categories: readonly MenuCategory[], dishes: number): MenuCategory[] {
  const drawn: MenuCategory[] = [];
  let left = dishes;
  for (const category of categories) {
    if (left <= 0) break;
    // A whole one stays the same object, so that nothing of it is drawn again.
    drawn.push(category.items.length <= left ? category : { ...category, items: category.items.slice(0, left) });
    left -= category.items.length;
  }
  return drawn;
}
