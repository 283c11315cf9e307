import type { Draft, DraftCommand, DraftItem, Money } from '$api/types';
import { seen } from '$lib/typed';
import { type PriceFault, readPrice, typedPrice } from '$lib/price';
import { rewordings, type TextsForm, textsOf, wordingOf } from './texts-form';

/** A variant as it is typed; a new one has an ID already. */
export interface VariantForm {
  id: string;
  name: string;
  /** In other languages. */
  texts: TextsForm;
  price: string;
}

export interface VariantFaults {
  name?: 'missing' | 'twice';
  price?: PriceFault;
}

export const MAX_VARIANTS = 60;

export function variantsOf(item: DraftItem | null, draft: Draft): VariantForm[] {
  const variants = item?.variants ?? [];
  return variants.map((variant) => ({
    id: variant.id,
    name: variant.name,
    texts: textsOf(variant),
    price: typedPrice(variant.price, draft.currency_digits),
  }));
}

/** What is wrong with each of them, in their order. */
export function variantFaults(variants: readonly VariantForm[], draft: Draft): VariantFaults[] {
  const names = variants.map(({ name }) => seen(name).toLowerCase());
  return variants.map(({ price }, at) => {
    const name = names[at] ?? '';
    const read = readPrice(price, draft.currency, draft.currency_digits);
    const wrong = name === '' ? 'missing' : names.indexOf(name) < at ? 'twice' : undefined;
    return { ...(wrong ? { name: wrong } : {}), ...(typeof read === 'string' ? { price: read } : {}) };
  });
}

/** What makes the variants of an item `after` of `before`, each of them by a command of its own. */
export function editVariants(item: string, before: readonly VariantForm[], after: readonly VariantForm[], draft: Draft): DraftCommand[] {
  const price = (typed: string) => readPrice(typed, draft.currency, draft.currency_digits) as Money;
  const commands: DraftCommand[] = [];
  let order = before.map(({ id }) => id);
  for (const { id } of before) {
    if (after.some((variant) => variant.id === id)) continue;
    commands.push({ do: 'remove_variant', item, id });
    order = order.filter((other) => other !== id);
  }
  after.forEach((typed, at) => {
    const { id } = typed;
    const behind = after[at - 1]?.id ?? null;
    const was = before.find((variant) => variant.id === id);
    if (!was) commands.push({ do: 'add_variant', item, id, after: behind, name: wordingOf({ ...typed, name: seen(typed.name) }, 'name', draft), price: price(typed.price) });
    else {
      const clean = was.name === typed.name ? typed : { ...typed, name: seen(typed.name) };
      const words = rewordings(was, clean, draft, ['name']);
      const priced = price(was.price).minor !== price(typed.price).minor;
      const set = { ...words.set, ...(priced ? { price: price(typed.price) } : {}) };
      const expected = { ...words.expected, ...(priced ? { price: price(was.price) } : {}) };
      if (Object.keys(set).length > 0) commands.push({ do: 'edit_variant', item, id, set, expected });
      if (order[at] !== id) commands.push({ do: 'move_variant', item, id, after: behind });
    }
    order = order.filter((other) => other !== id);
    order.splice(at, 0, id);
  });
  return commands;
}
