import type { Allergen, Diet, Draft, DraftCommand, DraftItem, Money } from '$api/types';
import { seen } from '$lib/typed';
import { readPrice, type PriceFault, typedPrice } from './price';
import { usualStation } from './stations';

/** What of a dish is typed and chosen. */
export interface ItemForm {
  name: string;
  description: string;
  price: string;
  diet: Diet;
  allergens: readonly Allergen[];
  station: string;
  minutes: string;
  /** To the kitchen. */
  note: string;
  /** What its photo is called; '' for none. */
  photo: string;
  groups: readonly string[];
  category: string;
}

export interface ItemFaults {
  name?: 'missing';
  price?: PriceFault;
  minutes?: 'range';
}

export const MAX_MINUTES = 600;

type ItemFields = Extract<DraftCommand, { do: 'edit_item' }>['set'];

export function formOf(item: DraftItem | null, category: string, draft: Draft): ItemForm {
  return {
    name: item?.name ?? '',
    description: item?.description ?? '',
    price: item ? typedPrice(item.price, draft.currency_digits) : '',
    diet: item?.diet ?? 'veg',
    allergens: item?.allergens ?? [],
    station: item ? (item.station ?? '') : usualStation(draft, category),
    minutes: String(item?.prep_minutes ?? 10),
    note: item?.kitchen_note ?? '',
    photo: item?.photo ?? '',
    groups: item?.option_groups ?? [],
    category: draft.categories.find(({ items }) => items.some(({ id }) => id === item?.id))?.id ?? category,
  };
}

export function faultsOf(form: ItemForm, draft: Draft): ItemFaults {
  const price = readPrice(form.price, draft.currency, draft.currency_digits);
  const minutes = /^\d{1,3}$/u.test(form.minutes.trim()) && Number(form.minutes) <= MAX_MINUTES;
  return {
    ...(seen(form.name) === '' ? { name: 'missing' } : {}),
    ...(typeof price === 'string' ? { price } : {}),
    ...(minutes ? {} : { minutes: 'range' }),
  };
}

/** All fields as the form has them; only without faults. */
function fieldsOf(form: ItemForm, draft: Draft) {
  return {
    name: form.name,
    description: form.description,
    price: readPrice(form.price, draft.currency, draft.currency_digits) as Money,
    diet: form.diet,
    allergens: [...form.allergens],
    station: form.station === '' ? null : form.station,
    prep_minutes: Number(form.minutes),
    kitchen_note: form.note,
    photo: form.photo === '' ? null : form.photo,
  };
}

export function addItem(id: string, form: ItemForm, draft: Draft): DraftCommand {
  const { category, groups } = form;
  return { do: 'add_item', id, category, option_groups: [...groups], ...fieldsOf(asSeen(form), draft) };
}

/** What was typed, without what nobody sees; what was not touched stays as it is. */
function asSeen(form: ItemForm, before?: ItemForm): ItemForm {
  const clean = (field: 'name' | 'description' | 'note') => (form[field] === before?.[field] ? form[field] : seen(form[field]));
  return { ...form, name: clean('name'), description: clean('description'), note: clean('note') };
}

/** What makes `after` of `before`: only what was changed here is set, and what stood there is expected. */
export function editItem(id: string, before: ItemForm, after: ItemForm, draft: Draft): DraftCommand[] {
  const [was, shall] = [fieldsOf(before, draft), fieldsOf(asSeen(after, before), draft)];
  const changed = (Object.keys(shall) as (keyof typeof shall)[]).filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(shall[field]),
  );
  const only = (fields: typeof was) => Object.fromEntries(changed.map((field) => [field, fields[field]])) as ItemFields;
  const commands: DraftCommand[] = [];
  if (changed.length > 0) commands.push({ do: 'edit_item', id, set: only(shall), expected: only(was) });
  for (const group of before.groups) {
    if (!after.groups.includes(group)) commands.push({ do: 'detach_group', item: id, group });
  }
  for (const group of after.groups) {
    if (!before.groups.includes(group)) commands.push({ do: 'attach_group', item: id, group });
  }
  if (before.category !== after.category) commands.push({ do: 'move_item', id, category: after.category });
  return commands;
}
