import type { Allergen, Diet } from '$api/types';
import { closing } from './closing';
import { duration, plural } from './grammar';

/** What the search says, why nobody can order, and by what guests search besides the words of the menu: lists of words between spaces. */
export const search = {
  found: (count: number) => plural(count, { one: '# dish found', other: '# dishes found' }),
  nothing: 'Nothing found',
  nothingText: (words: string) => `No dish matches “${words}”. Try another word.`,
  /** The restaurant's word is all there is; it is not a promise. */
  leftOut: (allergens: string) => `Dishes that contain ${allergens} are left out. If you have an allergy, please tell our staff.`,

  /** By what the menu is cut down with a tap. None of it promises what a kitchen cannot. */
  chips: {
    label: 'Show only',
    name: {
      veg: 'Vegetarian',
      vegan: 'Vegan',
      no_nuts: 'No nuts declared',
      no_gluten: 'No gluten declared',
      quick: `Under ${duration(10, 'minute', 'short')}`,
    },
    left: (count: number, all: number) => plural(all, { one: `${count} of # dish`, other: `${count} of # dishes` }),
    clear: 'Show all',
    none: 'No dish fits all of these',
    noneText: 'Take one of them away, or show all dishes again.',
    cutOff: (count: number, words: string) => plural(count, { one: `# dish matches “${words}”`, other: `# dishes match “${words}”` }),
    cutOffText: (chips: string) => `But not with: ${chips}.`,
    declared: 'These dishes do not declare it, but traces are possible. Our staff know more about allergens: please tell them of an allergy.',
  },

  /** The sheet of all categories. */
  all: {
    title: 'Menu',
    dishes: (count: number) => plural(count, { one: '# dish', other: '# dishes' }),
  },

  marks: {
    title: 'What the marks mean',
    vegan: 'Nothing that comes from animals.',
    veg: 'No meat, fish or egg; there may be milk in it.',
    egg: 'With egg, without meat or fish.',
    non_veg: 'With meat or fish.',
    minutes: 'Minutes',
    minutesText: 'About how long the kitchen needs for the dish.',
    contains: '“Contains …”',
    containsText: 'The allergens that are declared for the dish. Traces of others are possible; our staff know more.',
  },

  paused: {
    now: 'The kitchen takes no orders at the moment.',
    until: (when: string) => `You can order again from ${when}.`,
    menu: 'You can still read the menu.',
  },
  closed: closing,
  /** What holds for a dish only now. */
  terms: {
    /** From when on it is served, by the clock. */
    from: (when: string) => `From ${when}`,
    market: 'Market price: ask us',
    weighed: (unit: string) => `Price per ${unit}, sold by weight: ask us`,
    per: { per_100g: '100 g', per_kg: 'kg', per_lb: 'lb' },
    /** A list of prices that ends. */
    until: (list: string, when: string) => `${list} until ${when}`,
    otherwise: (said: string, price: string) => `${said}, otherwise ${price}`,
  },

  /** Whom a dish of the diet suits: who looks for vegetarian dishes may eat vegan ones. */
  diet: {
    veg: 'veg vegetarian eggetarian',
    vegan: 'vegan veg vegetarian eggetarian',
    egg: 'eggetarian',
    non_veg: 'nonveg nonvegetarian',
  } satisfies Record<Diet, string>,

  allergen: {
    gluten: 'gluten wheat',
    crustaceans: 'crustacean crustaceans shellfish',
    egg: 'egg eggs',
    fish: 'fish',
    peanuts: 'peanut peanuts groundnut groundnuts nut nuts',
    soy: 'soy soya',
    milk: 'milk dairy lactose',
    tree_nuts: 'nut nuts treenut treenuts',
    celery: 'celery',
    mustard: 'mustard',
    sesame: 'sesame',
    sulphites: 'sulphite sulphites sulfite sulfites',
    lupin: 'lupin',
    molluscs: 'mollusc molluscs mollusk mollusks shellfish',
  } satisfies Record<Allergen, string>,

  /** Before what a dish must not contain: "no peanuts". */
  without: 'no without',
  /** Behind it: "peanut free". */
  free: 'free',
  /** Between several of these: "no nuts or dairy". */
  or: 'or and nor',
  /** Before what a dish is to have: it says no more than the word after it. */
  contains: 'contains contain containing with has have',
};
