import { plural } from './grammar';
import { photo } from './photo';

/** A name as it stands in a sentence. */
const quoted = (name: string) => (name.trim() === '' ? 'no name' : `“${name}”`);

export const menuEditor = {
  title: 'Menu',
  failed: {
    title: 'The menu could not be loaded',
    text: 'The restaurant’s system did not answer.',
  },

  state: {
    same: 'Guests see this menu.',
    changed: 'Guests do not see your changes until you publish.',
    problems: (count: number) =>
      `${plural(count, { one: '# thing has', other: '# things have' })} to be put right before you can publish.`,
    editing: (name: string) => `${name} is editing this menu too.`,
  },

  actions: {
    publish: 'Review and publish',
    versions: 'Earlier menus',
    categories: 'Categories',
    chooseCategory: 'Category',
    addCategory: 'Add category',
    addItem: 'Add dish',
    edit: (name: string) => `Edit ${quoted(name)}`,
    up: (name: string) => `Move ${quoted(name)} up`,
    down: (name: string) => `Move ${quoted(name)} down`,
    moved: (name: string, place: number, of: number) => `${quoted(name)} is now ${place} of ${of}.`,
    removed: (name: string) => `${quoted(name)} removed.`,
    drag: 'Drag to move',
  },

  list: {
    none: 'This menu has no categories yet.',
    empty: 'Nothing in this category yet.',
    unnamed: 'No name',
    soldOut: 'Sold out',
    from: 'from',
    dishes: (count: number) => plural(count, { one: '# dish', other: '# dishes' }),
  },

  sample: {
    start: 'Start with a sample menu',
    startHint: 'Ten dishes, in English, to try everything with, also an order from your own phone. You can take all of it away again.',
    added: 'The sample is in your draft. Publish it to try an order.',
    there: 'Some of these dishes are a sample. Take them away before guests come. A dish that you rename, price or picture otherwise is yours.',
    remove: 'Remove the sample',
    removeSure: (dishes: readonly string[]) => `Remove ${dishes.length === 0 ? 'the sample' : dishes.join(', ')}? What you added or changed stays.`,
    removed: 'The sample is gone from your draft. Guests see that once you publish.',
  },

  category: {
    new: 'New category',
    edit: 'Category',
    name: 'Name',
    description: 'A line below the name',
    remove: 'Remove category',
    removeSure: (count: number) =>
      count === 0
        ? 'Remove this empty category?'
        : `Remove this category with its ${plural(count, { one: '# dish', other: '# dishes' })}?`,
  },

  item: {
    new: 'New dish',
    edit: 'Dish',
    name: 'Name',
    description: 'Description',
    price: (currency: string) => `Price (${currency})`,
    free: 'Free on purpose',
    freeHint: 'Guests pay nothing for it. Without this the menu is not published with a price of 0.',
    tax: 'Tax class',
    taxHint: 'How it is taxed. It goes along with each order.',
    diet: 'Diet',
    allergens: 'Contains',
    station: 'Made at',
    noStation: 'Needs no kitchen',
    minutes: 'Minutes to make',
    kitchenNote: 'Note to the kitchen',
    kitchenNoteHint: 'Such as “serve with green chutney”. It stands below the dish on each ticket. Guests do not see it.',
    category: 'Category',
    choices: 'Choices',
    noGroups: 'This menu has no choices yet.',
    remove: 'Remove dish',
    removeSure: (name: string, combos: number) =>
      combos === 0
        ? `Remove ${quoted(name)} from the menu?`
        : `Remove ${quoted(name)} from the menu? ${plural(combos, { one: '# combo offers', other: '# combos offer' })} it.`,
  },

  /** What tax classes are called. */
  tax: {
    names: { standard: 'Standard', alcohol: 'Alcohol', untaxed: 'Untaxed' },
    rate: (percent: string) => `${percent} %`,
  },

  photo: {
    ...photo,
    label: 'Photo',
    alt: 'The dish as guests see it',
    hint: 'Guests see the middle of it, as a square in the menu and in 4:3 above the dish. Where it was taken is not kept.',
  },

  variant: {
    title: 'Variants',
    hint: 'When one dish is sold in several forms with a price each, such as Half and Full.',
    prices: 'Guests choose one of these. Each has a price of its own.',
    nth: (number: number) => `Variant ${number}`,
    name: (number: number) => `Name ${number}`,
    price: (number: number) => `Price ${number}`,
    add: 'Add variant',
    remove: (name: string) => `Remove ${quoted(name)}`,
    twice: 'Another variant has this name.',
  },

  part: {
    title: 'Combo',
    hint: 'When several dishes are sold together at one price, such as a main with a side and a drink.',
    price: 'The price above is for all parts together. A dish may cost extra within it.',
    nth: (number: number) => `Part ${number}`,
    name: (number: number) => `Name of part ${number}`,
    count: 'How many',
    first: 'Make it a combo',
    add: 'Add part',
    remove: (name: string) => `Remove ${quoted(name)}`,
    removeSure: (name: string, dishes: number) =>
      `Remove ${quoted(name)} with its ${plural(dishes, { one: '# dish', other: '# dishes' })} to choose from?`,
    elsewhere: 'At a branch in another currency, dishes with an extra price are not offered in this combo.',
    twice: 'Another part has this name.',
    picks: (most: number) => `A combo holds at most ${most} dishes in all.`,
    offers: (name: string) => `What guests choose from for ${quoted(name)}`,
    dishFor: (name: string) => `Dish for ${quoted(name)}`,
    addDish: (name: string) => `Add to ${quoted(name)}`,
    chooseDish: 'Choose a dish',
    allOf: (category: string) => `All of ${category}`,
    added: (dishes: number, name: string) => `${plural(dishes, { one: '# dish', other: '# dishes' })} added to ${quoted(name)}.`,
    surcharge: (dish: string) => `${dish}, extra price`,
    removeDish: (dish: string, name: string) => `Remove ${quoted(dish)} from ${quoted(name)}`,
    nothing: 'Add what guests choose from.',
    many: (most: number) => `At most ${most} to choose from.`,
    summary: (name: string, dishes: number) => `${name} (${plural(dishes, { one: '# dish', other: '# dishes' })})`,
  },

  override: {
    title: (choice: string) => `${choice} with this dish`,
    none: 'as in the choice',
    own: 'other than in the choice',
    hint: 'Only for this dish. What you leave empty is as in the choice.',
    usual: (value: string) => `In the choice: ${value}`,
    few: 'This is more than the dish offers.',
    price: (option: string) => `Extra price of ${quoted(option)}`,
  },

  group: {
    title: 'Choices',
    hint: 'A choice can belong to several dishes. Changing it changes all of them.',
    add: 'Add choice',
    new: 'New choice',
    edit: 'Choice',
    name: 'Name',
    min: 'At least',
    max: 'At most',
    free: 'Included in the price',
    freeHint: 'So many cost nothing: of what is chosen, those that stand first below. 0 for none.',
    options: 'Options',
    option: 'Option',
    optionName: (number: number) => `Option ${number}`,
    optionPrice: (number: number) => `Extra price of option ${number}`,
    addOption: 'Add option',
    removeOption: (name: string) => `Remove ${quoted(name)}`,
    remove: 'Remove choice',
    removeSure: (dishes: number) =>
      dishes === 0
        ? 'Remove this choice?'
        : `Remove this choice? ${plural(dishes, { one: '# dish offers', other: '# dishes offer' })} it.`,
    summary: (min: number, max: number, options: number) =>
      `${plural(options, { one: '# option', other: '# options' })}, choose ${min === max ? min : `${min} to ${max}`}`,
  },

  station: {
    title: 'Stations',
    hint: 'Where dishes are made. The kitchen can show each on a screen of its own.',
    none: 'Add the places where dishes are made, such as Kitchen or Bar. A dish that is made nowhere does not show on the kitchen’s screen.',
    each: 'Each dish needs a station',
    eachHint: 'A dish that is made nowhere then keeps the menu from being published.',
    add: 'Add station',
    new: 'New station',
    edit: 'Station',
    name: 'Name',
    nameHint: 'Such as Kitchen, Grill or Bar.',
    remove: 'Remove station',
    removeSure: (dishes: number) =>
      dishes === 0
        ? 'Remove this station?'
        : `Remove this station? ${plural(dishes, { one: '# dish is', other: '# dishes are' })} made there. The kitchen will no longer see ${plural(dishes, { one: 'it', other: 'them' })}.`,
  },

  form: {
    save: 'Save',
    add: 'Add',
    cancel: 'Cancel',
    keep: 'Keep it',
    remove: 'Remove',
    nameMissing: 'Enter a name.',
    whole: (least: number, most: number) => `Enter a whole number from ${least} to ${most}.`,
    range: '“At most” must not be less than “At least”.',
    freeRange: 'This must not be more than “At most”.',
    price: {
      missing: 'Enter a price. 0 is allowed.',
      unreadable: 'Enter the price as a number, such as 120 or 120.50.',
      decimals: (digits: number) =>
        digits === 0
          ? 'This currency has no decimals.'
          : `At most ${plural(digits, { one: '# digit', other: '# digits' })} after the point.`,
      large: 'This price is too large.',
    },
  },

  error: {
    draft_target_gone: 'Somebody else has removed this meanwhile. The menu below is how it is now.',
    draft_id_taken: 'This is there already.',
    category_not_empty: 'Somebody else has put another dish into this category. Look at it, then remove it again.',
    version_conflict: 'Somebody else has changed the menu. Look through the changes again, then publish.',
    menu_not_ready: 'Something has to be put right first.',
    noAnswer: 'No answer. This is how the menu is now. Check, then try again.',
  },
  conflict: {
    title: 'Somebody else changed this meanwhile',
    now: (field: string, value: string) => `${field} is now ${value}.`,
    text: 'Save again to replace it with yours.',
    none: 'nothing',
  },

  review: {
    title: 'Review and publish',
    problems: 'To put right first',
    warnings: 'To look at',
    known: (count: number) => `${plural(count, { one: '# thing', other: '# things' })} you published with before`,
    free: 'It is free',
    changes: 'What changes for guests',
    none: 'Nothing has changed since the last publication.',
    effect: (branches: number) =>
      branches === 1
        ? 'Guests see it at once, also at tables that have the menu open. Carts are priced anew before they are ordered; whoever sees another total is asked first.'
        : `All ${branches} branches sell it at once, also at tables that have the menu open. Carts are priced anew before they are ordered; whoever sees another total is asked first.`,
    confirm: 'I have looked at these and want to publish anyway.',
    publish: 'Publish',
    published: (version: number) => `Menu ${version} is published. Guests see it now.`,
    discard: 'Discard all changes',
    discardSure: 'Discard all changes, also those of others?',
    discarded: 'All changes are discarded.',
    go: (name: string) => `Go to ${quoted(name)}`,
    /** What branches in other currencies have no price for. */
    unpriced: {
      title: 'No price in another currency yet',
      leaves: (names: string) => `Guests there will no longer find: ${names}.`,
      new: (names: string) => `Guests there will not see yet: ${names}.`,
      thing: (name: string, of: string) => `${name} (${of})`,
      more: (count: number) => `And ${count} more.`,
      after: `You can publish anyway. Then open the menu at each of these branches and set the prices under ${quoted('At this branch')}.`,
    },
  },

  versions: {
    title: 'Earlier menus',
    text: 'Going back takes effect at once at every branch. Your draft stays as it is.',
    version: (version: number) => `Menu ${version}`,
    by: (name: string, when: string) => (name === '' ? when : `${name}, ${when}`),
    first: 'The first menu',
    earlier: 'Show earlier ones',
    current: 'Guests see this',
    back: (version: number) => `Go back to menu ${version}`,
    sure: (version: number) => `Let guests see menu ${version} again?`,
    done: (version: number) => `Guests see menu ${version} again.`,
  },

  problem: {
    name_missing: (thing: string) => `A ${thing} has no name.`,
    group_empty: (name: string) => `Choice ${quoted(name)} has no option.`,
    group_unfulfillable: (name: string) => `Choice ${quoted(name)} asks for more than can be chosen.`,
    group_free_too_many: (name: string) => `Choice ${quoted(name)} includes more than can be chosen.`,
    option_twice: (name: string) => `${quoted(name)} offers one option twice.`,
    price_zero: (name: string) => `${quoted(name)} costs nothing. Is that meant?`,
    list_free: (name: string, dish: string) => `${quoted(dish)} costs nothing in the price list ${quoted(name)}.`,
    no_station: (name: string) => `${quoted(name)} is made at no station.`,
    category_empty: (name: string) => `Category ${quoted(name)} is empty.`,
    variant_twice: (name: string) => `Two variants of a dish are called ${quoted(name)}.`,
    here: (name: string) => `A choice of ${quoted(name)} cannot be made with what this dish says of it.`,
    name_twice: (name: string) => `${quoted(name)} is in its category twice.`,
    part_empty: (name: string) => `Part ${quoted(name)} of a combo has nothing to choose from.`,
    part_nested: (name: string) => `Part ${quoted(name)} of a combo offers another combo.`,
    part_variant_missing: (name: string) => `Part ${quoted(name)} of a combo offers a dish without saying in which variant.`,
    part_weighed: (name: string) => `Part ${quoted(name)} of a combo offers only what is sold by weight, which guests cannot order.`,
    part_diet: (name: string) => `Part ${quoted(name)} of a combo offers nothing that fits the combo’s own mark.`,
    combo_not_plain: (name: string) => `${quoted(name)} is a combo, so it cannot have variants or choices of its own.`,
  },

  thing: { category: 'category', item: 'dish', group: 'choice', option: 'option', variant: 'variant', part: 'part', station: 'station', price_list: 'price list', menu: 'menu' },
  field: {
    name: 'Name',
    description: 'Description',
    price: 'Price',
    tax_class: 'Tax class',
    diet: 'Diet',
    allergens: 'Allergens',
    station: 'Station',
    prep_minutes: 'Minutes to make',
    kitchen_note: 'Note to the kitchen',
    photo: 'Photo',
    min: 'Least to choose',
    max: 'Most to choose',
    free: 'Choices included',
    may_be_free: 'Free on purpose',
    offered: 'Offered',
    times: 'Times',
    channels: 'Orders',
    percent: 'Percent',
    priced: 'Kind of price',
    parts: 'Parts',
  },

  change: {
    field: (field: string, name: string, from: string, to: string) => `${field} of ${quoted(name)}: ${from} → ${to}`,
    nothing: 'none',
    photo: {
      new: (name: string) => `${quoted(name)} has a new photo`,
      other: (name: string) => `${quoted(name)} has another photo`,
      gone: (name: string) => `${quoted(name)} has no photo any more`,
      value: 'another one',
    },
    added: (thing: string, name: string, within: string | undefined) =>
      `New ${thing} ${quoted(name)}${within === undefined ? '' : ` in ${quoted(within)}`}`,
    removed: (thing: string, name: string, within: string | undefined) =>
      `${thing[0]?.toUpperCase()}${thing.slice(1)} ${quoted(name)} removed${within === undefined ? '' : ` from ${quoted(within)}`}`,
    moved: (thing: string, name: string, within: string | undefined) =>
      `${thing[0]?.toUpperCase()}${thing.slice(1)} ${quoted(name)} has another place${within === undefined ? '' : ` in ${quoted(within)}`}`,
    yes: 'yes',
    no: 'no',
    asInChoice: 'as in the choice',
    otherwise: (field: string, name: string, dish: string, from: string, to: string) =>
      `${field} of ${quoted(name)} with ${quoted(dish)}: ${from} → ${to}`,
    offered: (option: string, dish: string) => `${quoted(dish)} offers ${quoted(option)} again`,
    leftOut: (option: string, dish: string) => `${quoted(dish)} no longer offers ${quoted(option)}`,
    attached: (name: string, item: string) => `${quoted(item)} offers the choice ${quoted(name)}`,
    combo: (name: string, parts: string) => `${quoted(name)} is a combo: ${parts}`,
    comboParts: (name: string, from: string, to: string) => `Parts of ${quoted(name)}: ${from} → ${to}`,
    comboChoices: (name: string, parts: string) => `${quoted(name)} offers something else, or at another extra price, for ${parts}`,
    noCombo: (name: string) => `${quoted(name)} is no combo any more`,
    detached: (name: string, item: string) => `${quoted(item)} no longer offers the choice ${quoted(name)}`,
  },
};
