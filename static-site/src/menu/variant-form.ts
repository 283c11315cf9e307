import type { Draft, DraftCommand, DraftItem, Money } from '$api/types';
import { seen } from '$lib/typed';
import { type PriceFault, readPrice, typedPrice } from '$lib/price';

/** A variant as it is typed; a new one has an ID already. */
export interface VariantForm {
  id: string;
  name: string;
  price: string;
}

export interface VariantFaults {
  name?: 'missing' | 'twice';
  price?: PriceFault;
}

export const MAX_VARIANTS = 60;

export function variantsOf(item: DraftItem | null, draft: Draft): VariantForm[] {
  const variants = item?.variants ?? [];
  return variants.map(({ id, name, price }) => ({ id, name, price: typedPrice(price, draft.currency_digits) }));
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
  after.forEach(({ id, name, price: typed }, at) => {
    const behind = after[at - 1]?.id ?? null;
    const was = before.find((variant) => variant.id === id);
    if (!was) commands.push({ do: 'add_variant', item, id, after: behind, name: seen(name), price: price(typed) });
    else {
      const set = {
        ...(was.name === name ? {} : { name: seen(name) }),
        ...(price(was.price).minor === price(typed).minor ? {} : { price: price(typed) }),
      };
      const expected = { ...('name' in set ? { name: was.name } : {}), ...('price' in set ? { price: price(was.price) } : {}) };
      if (Object.keys(set).length > 0) commands.push({ do: 'edit_variant', item, id, set, expected });
      if (order[at] !== id) commands.push({ do: 'move_variant', item, id, after: behind });
    }
    order = order.filter((other) => other !== id);
    order.splice(at, 0, id);
  });
  return commands;
}
