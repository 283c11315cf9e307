import type { Money } from '$api/types';

/**
 * A menu to try everything with before one's own is written. What is of it is known by its ID, as
 * long as it is as it came: whoever gives a dish another name or price, a photo or words in another
 * language has made it theirs.
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

/**
 * What a point of the sample's prices is worth, in hundredths of the currency: a coffee is 5 of
 * them and a pizza 20. Whoever sees such a price at home does not wonder at it; nobody pays it.
 */
const HUNDREDTHS: Readonly<Record<string, number>> = {
  EUR: 50, USD: 50, GBP: 50, CHF: 100, KWD: 10, BHD: 10, OMR: 10, JOD: 20,
  AED: 200, SAR: 200, QAR: 200, ILS: 200, BRL: 200, PEN: 200, PLN: 200, RON: 200, MYR: 200,
  CNY: 500, HKD: 500, ZAR: 500, GHS: 500, MAD: 500, SEK: 500, NOK: 500, DKK: 500,
  MXN: 1000, CZK: 1000, EGP: 1000, THB: 1500, TWD: 1500,
  INR: 2000, TRY: 2000, PHP: 2000, UAH: 2000, BDT: 2500, NPR: 2500, RUB: 4000,
  JPY: 5000, KES: 5000, PKR: 5000, LKR: 10000, HUF: 20000, NGN: 50000, KRW: 50000, ARS: 50000, CLP: 50000,
  COP: 200000, VND: 500000, IDR: 500000,
};

/** So many points in a currency of so many digits. */
export function sampleMoney(points: number, currency: string, digits: number): Money {
  const hundredths = points * (HUNDREDTHS[currency] ?? 100);
  return { minor: Math.round((hundredths * 10 ** digits) / 100), currency };
}

interface Sampled {
  name: string;
  price?: number;
}

const SAMPLE: ReadonlyMap<string, Sampled> = new Map(
  [STATION, EXTRAS, ...CATEGORIES, ...CATEGORIES.flatMap(({ dishes }) => dishes)].map((thing) => [thing.id, thing]),
);

interface Thing {
  id: string;
  name: string;
  photo?: unknown;
  texts?: unknown;
  price?: Money;
}

/** Whether a thing of the menu came with the sample, and is as it came. `digits` are those of its currency. */
export function isSample({ id, name, photo, texts, price }: Thing, digits: number): boolean {
  const sample = SAMPLE.get(id);
  if (sample?.name !== name || photo || texts) return false;
  return !price || sample.price === undefined || price.minor === sampleMoney(sample.price, price.currency, digits).minor;
}
