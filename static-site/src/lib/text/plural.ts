const rules = new Intl.PluralRules('en');

/** `plural(2, 'item', 'items')` -> `2 items`. */
export function plural(count: number, one: string, other: string): string {
  return `${count} ${rules.select(count) === 'one' ? one : other}`;
}
