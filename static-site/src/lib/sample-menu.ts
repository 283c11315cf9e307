/**
 * A menu to try everything with before one's own is written. What is of it is known by its ID, as
 * long as it is called as it came: whoever renames a dish has made it theirs.
 */

interface SampleDish {
  id: string;
  name: string;
  description?: string;
  diet: 'veg' | 'non_veg' | 'vegan';
  allergens?: readonly ('gluten' | 'milk')[];
  minutes: number;
  /** In points; what a point is worth differs by currency. */
  price: number;
  /** Forms in which it is sold, the first one at its price. */
  sizes?: readonly { id: string; name: string; price: number }[];
  extras?: boolean;
}

export interface SampleCategory {
  id: string;
  name: string;
  dishes: readonly SampleDish[];
}

export const PREFIX = 'salver-sample-';

export const STATION = { id: `${PREFIX}kitchen`, name: 'Kitchen' };

export const EXTRAS = {
  id: `${PREFIX}extras`,
  name: 'Extras',
  max: 2,
  options: [
    { id: `${PREFIX}cheese`, name: 'Extra cheese', price: 3 },
    { id: `${PREFIX}olives`, name: 'Olives', price: 2 },
  ],
};

export const CATEGORIES: readonly SampleCategory[] = [
  {
    id: `${PREFIX}starters`,
    name: 'Starters',
    dishes: [
      {
        id: `${PREFIX}soup`,
        name: 'Tomato soup',
        description: 'With basil',
        diet: 'veg',
        minutes: 8,
        price: 8,
        sizes: [
          { id: `${PREFIX}cup`, name: 'Cup', price: 8 },
          { id: `${PREFIX}bowl`, name: 'Bowl', price: 12 },
        ],
      },
      { id: `${PREFIX}salad`, name: 'Garden salad', diet: 'vegan', minutes: 6, price: 12 },
      { id: `${PREFIX}bread`, name: 'Garlic bread', diet: 'veg', allergens: ['gluten', 'milk'], minutes: 6, price: 7 },
    ],
  },
  {
    id: `${PREFIX}mains`,
    name: 'Mains',
    dishes: [
      {
        id: `${PREFIX}pizza`,
        name: 'Margherita pizza',
        description: 'Tomato, mozzarella, basil',
        diet: 'veg',
        allergens: ['gluten', 'milk'],
        minutes: 15,
        price: 20,
        extras: true,
      },
      { id: `${PREFIX}pasta`, name: 'Mushroom pasta', diet: 'veg', allergens: ['gluten', 'milk'], minutes: 14, price: 22 },
      { id: `${PREFIX}chicken`, name: 'Grilled chicken', description: 'With vegetables', diet: 'non_veg', minutes: 20, price: 28 },
      { id: `${PREFIX}curry`, name: 'Vegetable curry', description: 'With rice', diet: 'vegan', minutes: 15, price: 20 },
    ],
  },
  {
    id: `${PREFIX}drinks`,
    name: 'Drinks',
    dishes: [
      {
        id: `${PREFIX}water`,
        name: 'Water',
        diet: 'vegan',
        minutes: 1,
        price: 4,
        sizes: [
          { id: `${PREFIX}small`, name: 'Small', price: 4 },
          { id: `${PREFIX}large`, name: 'Large', price: 7 },
        ],
      },
      { id: `${PREFIX}lemonade`, name: 'Lemonade', diet: 'vegan', minutes: 3, price: 7 },
      { id: `${PREFIX}coffee`, name: 'Coffee', diet: 'vegan', minutes: 4, price: 5 },
    ],
  },
];

const NAMES: ReadonlyMap<string, string> = new Map(
  CATEGORIES.flatMap((category) => [category, ...category.dishes])
    .concat([STATION, EXTRAS].map((thing) => ({ ...thing, dishes: [] })))
    .map(({ id, name }) => [id, name]),
);

/** Whether a thing of the menu came with the sample, and is called as it came. */
export function isSample({ id, name }: { id: string; name: string }): boolean {
  return NAMES.get(id) === name;
}
