import type { MenuCategory } from '$api/types';

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
