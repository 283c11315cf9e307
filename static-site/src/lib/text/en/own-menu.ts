import { plural } from './grammar';

export const ownMenu = {
  title: 'At this branch',
  open: 'Prices and dishes at this branch only',
  unseen: 'Guests of this branch see no dishes yet: none has a price here, or none is offered.',
  at: (branch: string) => `At ${branch}`,
  back: 'Back to the brand’s menu',
  /** What it is for, where there are other branches and where there are none. */
  lead: (brand: string, branch: string) =>
    `All branches of ${brand} have one menu. What you change here counts only at ${branch}, at once, and stays until you take it back.`,
  alone: (brand: string, branch: string) =>
    `${brand} has one branch. What you change here counts only at ${branch}, also when there are more. To change the menu itself, go back to it.`,
  failed: {
    title: 'This branch’s prices could not be loaded',
    text: 'The restaurant’s system did not answer.',
  },

  search: 'Find a dish',
  clear: 'Clear the search',
  show: {
    label: 'Show',
    all: 'All dishes',
    own: 'What is different here',
    missing: 'What has no price here',
  },
  nothing: {
    all: 'No dish matches.',
    own: 'Nothing is different here: guests see the brand’s menu.',
    missing: 'Everything has a price here.',
  },

  choices: 'Choices',
  price: {
    brand: (price: string) => `Brand’s price ${price}`,
    own: (own: string, brand: string) => `Own price ${own}, brand’s ${brand}`,
    missing: (brand: string) => `No price here, brand’s ${brand}`,
    /** The brand's price of a dish in several forms. */
    named: (name: string, words: string) => `${name}: ${words}`,
    /** What is added for a dish in a combo. */
    extra: (dish: string, part: string) => `${dish} in “${part}”, extra price`,
  },
  hidden: 'Not offered here',
  notOffered: 'Guests do not see it',
  /** Why guests do not see a dish. */
  why: {
    price: (currency: string) => `It has no price in ${currency} here.`,
    choice: (currency: string) => `A choice that guests have to make has too few prices in ${currency} here.`,
    part: (part: string) => `Nothing of its part “${part}” is offered here.`,
    partExtra: (part: string, currency: string) => `All that is offered for its part “${part}” costs extra, and has no extra price in ${currency} here.`,
    /** Of a combo that guests see. */
    extra: (dishes: string, currency: string) => `Cannot be chosen in it here, for want of an extra price in ${currency}: ${dishes}.`,
  },
  /** Of price lists, by their names. */
  lists: (names: string, currency: string) =>
    `What dishes cost by a price list is in ${currency}, so here they cost what they cost without it; a list’s percent counts for the others. It is so in: ${names}.`,
  categoryHidden: 'Nothing of it is offered here.',
  offerCategory: (name: string) => `Offer ${name} here`,
  hideCategory: (name: string) => `Do not offer ${name} here`,

  sheet: {
    only: (branch: string) => `Only at ${branch}. The brand’s menu stays as it is.`,
    free: 'Free on purpose',
    freeHint: 'Guests of this branch pay nothing for it.',
    freeFault: 'A price of 0 gives the dish away. Say that it is meant, or type another price.',
    offered: 'Offered here',
    offeredHint: 'When off, guests of this branch do not see this dish.',
    price: (name: string, currency: string) => `Own price: ${name} (${currency})`,
    usual: (price: string) => `Brand’s price: ${price}. Leave it empty to keep that.`,
    needed: (price: string) => `Brand’s price: ${price}. Without a price of your own it is not offered here.`,
    neededExtra: (price: string) => `Brand’s extra price: ${price}. Without one of your own it cannot be chosen here.`,
    brandAgain: 'Use the brand’s price',
    /** Where the brand's price is in another currency. */
    noneAgain: 'Remove this price',
    /** What a button does, and to which price. */
    of: (what: string, name: string) => `${what}: ${name}`,
    made: 'Made at',
    /** What is chosen while the branch says nothing of this dish. */
    madeUsual: (station: string | null) => (station === null ? 'As usual here: needs no kitchen' : `As usual here: ${station}`),
    madeHint: (station: string | null) => (station === null ? 'For the brand it needs no kitchen.' : `Brand’s station: ${station}.`),
    save: 'Save for this branch',
  },
  station: {
    title: 'Stations of this branch',
    hint: 'Where dishes are made here. The brand’s stations count until you say otherwise; what you change counts from the next order on.',
    add: 'Add a station here',
    new: 'New station of this branch',
    ownLine: (dishes: string) => `Only at this branch, ${dishes}`,
    /** Of a brand's station, or of a dish. */
    elsewhere: (station: string) => `Made at ${station} here`,
    where: (station: string) => `What the brand sends to ${station} is made at`,
    whereHint: 'If you choose another one, its dishes show on that one’s screen, and this station is not used here.',
    asBrand: (station: string) => `${station}, as the brand says`,
    brandAgain: 'Back to the brand’s station',
    nameHint: 'Such as Main kitchen or Second grill.',
    nameTaken: 'Another station is called so, or nearly so.',
    submit: 'Add for this branch',
    removeSure: (dishes: number) =>
      dishes === 0
        ? 'Remove this station?'
        : `Remove this station? ${plural(dishes, { one: '# dish is', other: '# dishes are' })} made there, and will be made where the brand says again.`,
  },
  saved: 'Saved for this branch',

  foreign: {
    missing: (count: number, currency: string) =>
      `${plural(count, { one: '# price is', other: '# prices are' })} missing in ${currency}. Guests of this branch do not see what has no price.`,
    fill: 'Fill in the missing prices',
    title: 'Fill in the missing prices',
    lead: (from: string, to: string) => `Each missing price becomes the brand’s in ${from}, turned into ${to} and rounded. Prices you have set stay.`,
    factor: (from: string, to: string) => `1 ${from} is so many ${to}`,
    factorHint: 'With a point, such as 0.011.',
    factorFault: 'Enter a number above 0, such as 0.011, with at most nine digits after the point.',
    step: (currency: string) => `Round to (${currency})`,
    stepHint: 'Such as 0.50 or 1. A half goes up.',
    example: (brand: string, own: string) => `${brand} becomes ${own}.`,
    submit: (count: number) => `Fill in ${plural(count, { one: '# price', other: '# prices' })}`,
  },

  error: {
    not_found: 'The menu has changed meanwhile. This is how it is now.',
    validation: 'This cannot be set here.',
    noAnswer: 'No answer. This is how things are now. Check, then try again.',
  },
};
