import type { StoredMenu } from '../harness/publisher';

/** The menu's own categories again and again, until it has so many dishes and no more. */
export function lengthen(menu: StoredMenu, dishes: number): void {
  const once = menu.categories;
  const all: StoredMenu['categories'] = [];
  let left = dishes;
  for (let turn = 0; left > 0; turn += 1) {
    for (const category of once) {
      const items = category.items.slice(0, left).map((item) => ({ ...item, id: turn === 0 ? item.id : `${item.id}-${turn}` }));
      if (items.length > 0) all.push({ ...category, id: turn === 0 ? category.id : `${category.id}-${turn}`, items });
      left -= items.length;
    }
  }
  menu.categories = all;
}
