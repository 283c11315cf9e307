import type { TaxesView, TaxRules } from '$api/types';
import { formatMoney } from '$lib/money';
import { textFor } from '$lib/text/errors';
import { taxes as text } from '$lib/text/taxes';
import { percent, plannedOf, rulesOn } from './draft';

/** A tax class as people read it; files bring rates as classes, such as `tax-7` and `tax-5-5`. */
export function classWords(name: string): string {
  const rate = /^tax-(\d+)(?:-(\d+))?$/u.exec(name);
  if (rate) return text.percent([rate[1], rate[2]].filter(Boolean).join('.'));
  return textFor(text.names, name) ?? name;
}

/** Rules in a line for each thing they say. */
export function ruleWords(rules: TaxRules | undefined): string[] {
  const taxed = rules?.classes.some(({ taxes }) => taxes.length > 0);
  if (!rules || !taxed) return [text.none];
  const classes = rules.classes.map(({ class: name, taxes }) => {
    const said = taxes.map((tax) => text.rate(tax.name, percent(tax.rate_bp))).join(' + ');
    return text.taxed(classWords(name), said || text.free);
  });
  const rounded = rules.round_to ? [text.rounded(formatMoney(rules.round_to))] : [];
  return [rules.prices_include_tax ? text.includes : text.adds, ...classes, ...rounded];
}

/** All that is said of a branch's taxes, now and from the days on that are planned. */
export function taxesWords(taxes: TaxesView): string[] {
  const numbers = taxes.registrations.map(({ name, number }) => `${name} ${number}`);
  const planned = plannedOf(taxes).flatMap((rules) => [text.from(text.date(rules.from)), ...ruleWords(rules)]);
  return [...ruleWords(rulesOn(taxes, taxes.today)), ...numbers, ...planned];
}
