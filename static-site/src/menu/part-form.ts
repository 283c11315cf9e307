import type { Draft, DraftCommand, DraftItem, Money } from '$api/types';
import { seen } from '$lib/typed';
import { type PriceFault, readPrice, typedPrice } from '$lib/price';
import { allOf, reworded, type TextsForm, textsOf, wordingOf } from './texts-form';

/** Something that may be picked for a part, as it is typed; no surcharge is ''. */
export interface ChoiceForm {
  item: string;
  variant: string;
  surcharge: string;
}

/** A part of a combo as it is typed; a new one has an ID already. */
export interface PartForm {
  id: string;
  name: string;
  /** In other languages. */
  texts: TextsForm;
  count: string;
  choices: ChoiceForm[];
}

export interface PartFaults {
  name?: 'missing' | 'twice';
  count?: 'range' | 'many';
  choices?: 'none' | 'many';
  /** Of each choice, in their order. */
  surcharges?: (PriceFault | undefined)[];
}

export const MAX_PARTS = 10;
export const MAX_CHOICES = 50;
export const MAX_PICKS = 12;

/** Which dish, and in which variant. */
export const choiceKey = ({ item, variant }: Pick<ChoiceForm, 'item' | 'variant'>) => `${item} ${variant}`;

export function partsOf(item: DraftItem | null, draft: Draft): PartForm[] {
  return (item?.parts ?? []).map((part) => ({
    id: part.id,
    name: part.name,
    texts: textsOf(part),
    count: String(part.count),
    choices: part.choices.map(({ item_id, variant_id, surcharge }) => ({
      item: item_id,
      variant: variant_id ?? '',
      surcharge: surcharge ? typedPrice(surcharge, draft.currency_digits) : '',
    })),
  }));
}

/** A dish, or one of its variants, that a part may offer. */
export interface Sold {
  choice: Pick<ChoiceForm, 'item' | 'variant'>;
  name: string;
}

/** All that the menu sells, by category: each variant by itself, and no combo. */
export function soldBy(draft: Draft, own: string, unnamed: string): { id: string; name: string; sold: Sold[] }[] {
  return draft.categories.map(({ id, name, items }) => ({
    id,
    name: name || unnamed,
    sold: items
      .filter((item) => item.id !== own && !item.parts)
      .flatMap(({ id, name, variants }) =>
        variants
          ? variants.map((variant) => ({ choice: { item: id, variant: variant.id }, name: `${name || unnamed}, ${variant.name || unnamed}` }))
          : [{ choice: { item: id, variant: '' }, name: name || unnamed }],
      ),
  }));
}

const isEmpty = (surcharge: string) => seen(surcharge) === '';

/** What is wrong with each part, in their order. */
export function partFaults(parts: readonly PartForm[], draft: Draft): PartFaults[] {
  const names = parts.map(({ name }) => seen(name).toLowerCase());
  const picks = parts.reduce((sum, { count }) => sum + (Number(count) || 0), 0);
  return parts.map(({ count, choices }, at) => {
    const name = names[at] ?? '';
    const called = name === '' ? 'missing' : names.indexOf(name) < at ? 'twice' : undefined;
    const whole = /^[1-9]\d?$/u.test(count.trim());
    const many = picks > MAX_PICKS ? 'many' : undefined;
    const counted = whole ? many : 'range';
    const surcharges = choices.map(({ surcharge }) => {
      const read = isEmpty(surcharge) ? null : readPrice(surcharge, draft.currency, draft.currency_digits);
      return typeof read === 'string' ? read : undefined;
    });
    const offered = choices.length === 0 ? 'none' : choices.length > MAX_CHOICES ? 'many' : undefined;
    return {
      ...(called ? { name: called } : {}),
      ...(counted ? { count: counted } : {}),
      ...(offered ? { choices: offered } : {}),
      ...(surcharges.some(Boolean) ? { surcharges } : {}),
    };
  });
}

type Command = Extract<DraftCommand, { do: 'set_combo' }>;

/** `nameOf` is how each part is named. */
function fieldsOf(parts: readonly PartForm[], draft: Draft, nameOf: (part: PartForm) => Command['set']['parts'][number]['name']): Command['set'] {
  const surcharge = (typed: string) => readPrice(typed, draft.currency, draft.currency_digits) as Money;
  return {
    parts: parts.map((part) => ({
      id: part.id,
      name: nameOf(part),
      count: Number(part.count),
      choices: part.choices.map((choice) => ({
        item: choice.item,
        ...(choice.variant ? { variant: choice.variant } : {}),
        ...(isEmpty(choice.surcharge) || surcharge(choice.surcharge).minor === 0 ? {} : { surcharge: surcharge(choice.surcharge) }),
      })),
    })),
  };
}

/** What makes the parts `after` of `before`: all of them by one command, when any is otherwise. */
export function editParts(item: string, before: readonly PartForm[], after: readonly PartForm[], draft: Draft): DraftCommand[] {
  const clean = after.map((part) => ({ ...part, name: before.some(({ name }) => name === part.name) ? part.name : seen(part.name) }));
  // A part that is said otherwise in another language is named in all of them, and so is what was expected of it.
  const others = clean.filter((part) => {
    const had = before.find(({ id }) => id === part.id);
    return typeof (had ? reworded(had, part, 'name', draft)?.set : wordingOf(part, 'name', draft)) === 'object';
  });
  const nameOf = (part: PartForm) => (others.some(({ id }) => id === part.id) ? allOf(part, 'name', draft) : part.name);
  const [was, shall] = [fieldsOf(before, draft, nameOf), fieldsOf(clean, draft, nameOf)];
  return JSON.stringify(was) === JSON.stringify(shall) ? [] : [{ do: 'set_combo', item, set: shall, expected: was }];
}
