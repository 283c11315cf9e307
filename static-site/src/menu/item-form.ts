import type { Allergen, Diet, Draft, DraftCommand, DraftItem, Money, PriceKind } from '$api/types';
import { seen } from '$lib/typed';
import { editOverride, overrideFaults, type OverrideFaults, type Overrides, overridesOf } from './override-form';
import { editParts, type PartFaults, partFaults, type PartForm, partsOf } from './part-form';
import { readPrice, type PriceFault, typedPrice } from '$lib/price';
import { usualStation } from './stations';
import { lacksOwn, rewordings, type TextsForm, textsOf, wordingOf } from './texts-form';
import { type TimeFault, timeFaults, type TimeForm, timesOf, timesWanted } from './times-form';
import { editVariants, type VariantFaults, variantFaults, type VariantForm, variantsOf } from './variant-form';

/** What of a dish is typed and chosen. */
export interface ItemForm {
  name: string;
  description: string;
  /** In other languages. */
  texts: TextsForm;
  /** Without variants; with them each has its own. */
  price: string;
  variants: VariantForm[];
  diet: Diet;
  allergens: readonly Allergen[];
  station: string;
  minutes: string;
  /** To the kitchen. */
  note: string;
  /** What its photo is called; '' for none. */
  photo: string;
  groups: readonly string[];
  /** What is otherwise of them here. */
  overrides: Overrides;
  category: string;
  /** How it is taxed. */
  tax: string;
  /** How it gets its price. */
  priced: PriceKind;
  /** Whether it may cost nothing. */
  free: boolean;
  /** When it is served; none are those of its category. */
  times: TimeForm[];
  /** Of a combo. */
  parts: PartForm[];
}

export interface ItemFaults {
  name?: 'missing';
  /** It is described in another language alone. */
  description?: 'missing';
  price?: PriceFault;
  minutes?: 'range';
  /** Of each variant, when one of them has some. */
  variants?: VariantFaults[];
  /** By choice. */
  overrides?: Record<string, OverrideFaults>;
  times?: ReadonlyMap<string, TimeFault>;
  /** Of each part, when one of them has some. */
  parts?: PartFaults[];
}

export const MAX_MINUTES = 600;

/** The tax class of what says nothing else. */
const STANDARD_TAX = 'standard';

/**
 * The tax classes to choose from: the three that every menu has, those that the branch taxes by themselves, and what
 * this menu has of others, as from a file.
 */
export function taxClasses(draft: Draft, taxed: readonly string[] = []): string[] {
  const used = draft.categories.flatMap(({ items }) => items.map(({ tax_class }) => tax_class));
  return [...new Set([STANDARD_TAX, 'alcohol', 'untaxed', ...[...taxed, ...used].sort()])];
}

type ItemFields = Extract<DraftCommand, { do: 'edit_item' }>['set'];

export function formOf(item: DraftItem | null, category: string, draft: Draft): ItemForm {
  return {
    name: item?.name ?? '',
    description: item?.description ?? '',
    texts: textsOf(item),
    price: item ? typedPrice(item.price, draft.currency_digits) : '',
    variants: variantsOf(item, draft),
    diet: item?.diet ?? 'veg',
    allergens: item?.allergens ?? [],
    station: item ? (item.station ?? '') : usualStation(draft, category),
    minutes: String(item?.prep_minutes ?? 10),
    note: item?.kitchen_note ?? '',
    photo: item?.photo ?? '',
    groups: item?.option_groups ?? [],
    overrides: overridesOf(item, draft),
    category: draft.categories.find(({ items }) => items.some(({ id }) => id === item?.id))?.id ?? category,
    tax: item?.tax_class ?? STANDARD_TAX,
    priced: item?.priced ?? 'fixed',
    free: item?.may_be_free ?? false,
    times: timesOf(item?.times ?? []),
    parts: partsOf(item, draft),
  };
}

export function faultsOf(form: ItemForm, draft: Draft): ItemFaults {
  const times = timeFaults(form.times);
  // A market price is said by staff.
  const price = form.variants.length > 0 || form.priced === 'market' ? null : readPrice(form.price, draft.currency, draft.currency_digits);
  const variants = variantFaults(form.variants, draft);
  const overrides = draft.option_groups.flatMap((group) => {
    const own = form.groups.includes(group.id) ? form.overrides[group.id] : undefined;
    const wrong = own && overrideFaults(own, group, draft);
    return wrong ? [[group.id, wrong] as const] : [];
  });
  const parts = partFaults(form.parts, draft);
  // A combo is made where its parts are: nothing is asked of it.
  const minutes = form.parts.length > 0 || (/^\d{1,3}$/u.test(form.minutes.trim()) && Number(form.minutes) <= MAX_MINUTES);
  return {
    ...(seen(form.name) === '' ? { name: 'missing' } : {}),
    ...(lacksOwn(form) ? { description: 'missing' } : {}),
    ...(typeof price === 'string' ? { price } : {}),
    ...(minutes ? {} : { minutes: 'range' }),
    ...(variants.some((wrong) => wrong.name || wrong.price) ? { variants } : {}),
    ...(times.size > 0 ? { times } : {}),
    ...(overrides.length > 0 ? { overrides: Object.fromEntries(overrides) } : {}),
    ...(parts.some((wrong) => Object.keys(wrong).length > 0) ? { parts } : {}),
  };
}

/** All fields as the form has them; only without faults. */
function fieldsOf(form: ItemForm, draft: Draft) {
  return {
    price: priceOf(form, draft),
    diet: form.diet,
    allergens: [...form.allergens],
    station: form.station === '' ? null : form.station,
    prep_minutes: Number(form.minutes) || 0,
    kitchen_note: form.note,
    photo: form.photo === '' ? null : form.photo,
    tax_class: form.tax,
    priced: form.priced,
    may_be_free: form.free && isFree(form, draft),
    times: timesWanted(form.times),
  };
}

/** Whether a price of nothing is typed, so that it has to be said whether that is meant. */
export function isFree({ price, priced, variants }: ItemForm, draft: Draft): boolean {
  const typed = variants.length > 0 ? variants.map((variant) => variant.price) : priced === 'market' ? [] : [price];
  const read = typed.map((text) => readPrice(text, draft.currency, draft.currency_digits));
  return read.some((money) => typeof money !== 'string' && money.minor === 0);
}

/** The dish's own price. A new one with variants has that of the first, for when it has none any more. */
function priceOf({ price, variants }: ItemForm, draft: Draft): Money {
  const read = (typed: string) => readPrice(typed, draft.currency, draft.currency_digits);
  const own = read(price);
  if (typeof own !== 'string') return own;
  const first = read(variants[0]?.price ?? '');
  // What staff price has none of its own.
  return typeof first === 'string' ? { minor: 0, currency: draft.currency } : first;
}

export function addItem(id: string, form: ItemForm, draft: Draft): DraftCommand[] {
  const { category, groups } = form;
  const clean = asSeen(form);
  const words = { name: wordingOf(clean, 'name', draft), description: wordingOf(clean, 'description', draft) };
  const item: DraftCommand = { do: 'add_item', id, category, option_groups: [...groups], ...words, ...fieldsOf(clean, draft) };
  return [item, ...editVariants(id, [], form.variants, draft), ...otherwise(id, null, form, draft), ...editParts(id, [], form.parts, draft)];
}

/** What the dish says of the choices that it offers. */
function otherwise(id: string, before: ItemForm | null, after: ItemForm, draft: Draft): DraftCommand[] {
  return after.groups.flatMap((group) => {
    const [was, shall] = [before?.groups.includes(group) ? before.overrides[group] : undefined, after.overrides[group]];
    return shall ? editOverride(id, group, was, shall, draft) : [];
  });
}

/** What was typed, without what nobody sees; what was not touched stays as it is. */
function asSeen(form: ItemForm, before?: ItemForm): ItemForm {
  const clean = (field: 'name' | 'description' | 'note') => (form[field] === before?.[field] ? form[field] : seen(form[field]));
  return { ...form, name: clean('name'), description: clean('description'), note: clean('note') };
}

/** What makes `after` of `before`: only what was changed here is set, and what stood there is expected. */
export function editItem(id: string, before: ItemForm, after: ItemForm, draft: Draft): DraftCommand[] {
  const clean = asSeen(after, before);
  const [was, shall] = [fieldsOf(before, draft), fieldsOf(clean, draft)];
  const changed = (Object.keys(shall) as (keyof typeof shall)[]).filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(shall[field]),
  );
  const kept = (fields: typeof was) => Object.fromEntries(changed.map((field) => [field, fields[field]]));
  const commands: DraftCommand[] = [];
  const words = rewordings(before, clean, draft);
  const set: ItemFields = { ...words.set, ...kept(shall) };
  const expected: ItemFields = { ...words.expected, ...kept(was) };
  if (Object.keys(set).length > 0) commands.push({ do: 'edit_item', id, set, expected });
  commands.push(...editVariants(id, before.variants, after.variants, draft));
  for (const group of before.groups) {
    if (!after.groups.includes(group)) commands.push({ do: 'detach_group', item: id, group });
  }
  for (const group of after.groups) {
    if (!before.groups.includes(group)) commands.push({ do: 'attach_group', item: id, group });
  }
  commands.push(...otherwise(id, before, after, draft));
  commands.push(...editParts(id, before.parts, after.parts, draft));
  if (before.category !== after.category) commands.push({ do: 'move_item', id, category: after.category });
  return commands;
}
