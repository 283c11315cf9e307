import type { MenuItem, Money } from '$api/types';

/** The variant of a dish by its ID. */
export function variantOf({ variants }: MenuItem, id: string | null | undefined) {
  return variants?.find((variant) => variant.id === id);
}

/** One piece without options. */
export function basePrice(item: MenuItem, variant: string | null | undefined): Money {
  return variantOf(item, variant)?.price ?? item.price;
}

/** Whether a choice of variant fits: one of those that there are, or none where there are none. */
export function fitsVariant(item: MenuItem, variant: string | null | undefined): boolean {
  return item.variants ? variantOf(item, variant) !== undefined : !variant;
}

/** What a dish is called with its variant, as the server says it. */
export function fullName(item: MenuItem, variant: string | null | undefined): string {
  const chosen = variantOf(item, variant);
  return chosen ? `${item.name}, ${chosen.name}` : item.name;
}
