import type { OptionGroup } from '$api/types';

/** What is chosen of a group, with what each costs: of those with a price, so many that stand first are free. */
export function charged(group: OptionGroup, choices: ReadonlySet<string>): OptionGroup['options'] {
  let free = group.free ?? 0;
  const chosen = group.options.filter(({ id }) => choices.has(id));
  return chosen.map((option) => (option.price.minor > 0 && free-- > 0 ? { ...option, price: { ...option.price, minor: 0 } } : option));
}
