import { localeOf } from './locale';

/** How a language counts, lists and measures. */
export interface Grammar<Category extends Intl.LDMLPluralRule> {
  /**
   * The form that the number takes, with the number in the place of `#`:
   * `plural(2, { one: '# item', other: '# items' })` -> `2 items`.
   */
  plural(count: number, forms: Record<Category | 'other', string>): string;
  /** `gluten, milk and egg`. */
  list(parts: readonly string[]): string;
  /** `5 minutes`, or `5 min` when short. */
  duration(count: number, unit: 'second' | 'minute', display?: 'long' | 'short'): string;
}

/**
 * The rules of a language, whose plural categories its catalogues have to give.
 * What `Intl` needs is made when it is first used: it costs a slow phone many milliseconds.
 */
export function grammar<Category extends Intl.LDMLPluralRule>(language: string): Grammar<Category> {
  const locale = once(() => localeOf(language));
  const rules = once(() => new Intl.PluralRules(locale()));
  const numbers = once(() => new Intl.NumberFormat(locale()));
  const lists = once(() => new Intl.ListFormat(locale()));
  const durations = new Map<string, Intl.NumberFormat>();
  return {
    plural(count, forms: Partial<Record<Intl.LDMLPluralRule, string>>) {
      const form = forms[rules().select(count)] ?? forms.other ?? '#';
      return form.replace('#', numbers().format(count));
    },
    list: (parts) => lists().format(parts),
    duration(count, unit, unitDisplay = 'long') {
      const key = unit + unitDisplay;
      let format = durations.get(key);
      // The language's own: some regions have longer words ("mins") than a narrow ticket has room for.
      if (!format) durations.set(key, (format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay })));
      return format.format(count);
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
