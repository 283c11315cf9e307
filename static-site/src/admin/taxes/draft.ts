import type { Money, TaxesView, TaxesWish, TaxRules } from '$api/types';
import { randomId } from '$lib/id';
import { readPrice } from '$lib/price';
import { seen } from '$lib/typed';

/** What the API takes. */
export const MOST = { classes: 20, taxes: 5, numbers: 8, name: 20, number: 40 };
export const STANDARD = 'standard';

export interface TaxDraft {
  /** Only of this form. */
  readonly key: string;
  name: string;
  /** In percent, as it is typed. */
  rate: string;
}

export interface ClassDraft {
  readonly name: string;
  taxes: TaxDraft[];
}

export interface NumberDraft {
  readonly key: string;
  name: string;
  number: string;
}

export interface Draft {
  include: boolean;
  /** The standard class first. */
  classes: ClassDraft[];
  service: boolean;
  /** Minor units, as text; empty for none. */
  round: string;
  numbers: NumberDraft[];
  /** A date. */
  from: string;
}

export type Preset = 'none' | 'gst' | 'vat';

/** A percentage with as many decimals as it needs: 250 is `2.5`. */
export const percent = (rate_bp: number): string => String(rate_bp / 100);

/** The rules that count on a day; undefined while none do. */
export function rulesOn({ rules }: Pick<TaxesView, 'rules'>, date: string): TaxRules | undefined {
  return rules.filter(({ from }) => from <= date).at(-1);
}

/** The rules of days to come, soonest first. */
export function plannedOf({ rules, today }: Pick<TaxesView, 'rules' | 'today'>): TaxRules[] {
  return rules.filter(({ from }) => from > today);
}

/** What is said of taxes, in one way for each meaning. */
function meaning(rules: Omit<TaxesWish, 'from' | 'registrations'> | undefined): string {
  const sorted = [...(rules?.classes ?? [])].sort((one, other) => (one.class < other.class ? -1 : 1));
  const taxed = sorted.map(({ class: name, taxes }) => [name, taxes.map((of) => [of.name, of.rate_bp])]);
  const service = rules?.service_charge_taxed ?? false;
  return JSON.stringify([rules?.prices_include_tax ?? true, taxed, service, rules?.round_to?.minor ?? null]);
}

const numbersOf = ({ registrations }: Pick<TaxesView, 'registrations'>) =>
  JSON.stringify(registrations.map(({ name, number: value }) => [name, value]));

/** Whether two views say the same of the taxes, whatever else of the branch changed. */
export function same(one: TaxesView, other: TaxesView): boolean {
  const all = (view: TaxesView) => view.rules.map((rules) => rules.from + meaning(rules)).join() + numbersOf(view);
  return all(one) === all(other);
}

/** Whether the taxes are as somebody wanted them. */
export function says(taxes: TaxesView, wish: TaxesWish): boolean {
  const rules = rulesOn(taxes, wish.from ?? taxes.today);
  return meaning(rules) === meaning(wish) && numbersOf(taxes) === numbersOf({ registrations: wish.registrations ?? [] });
}

export const tax = (name = '', rate = ''): TaxDraft => ({ key: randomId(), name, rate });
export const number = (name = '', value = ''): NumberDraft => ({ key: randomId(), name, number: value });

export function draftOf(taxes: TaxesView): Draft {
  const rules = rulesOn(taxes, taxes.today);
  const classes = (rules?.classes ?? []).map(({ class: name, taxes: of }) => ({
    name,
    taxes: of.map(({ name: called, rate_bp }) => tax(called, percent(rate_bp))),
  }));
  const standard = classes.find(({ name }) => name === STANDARD) ?? { name: STANDARD, taxes: [] };
  return {
    include: rules?.prices_include_tax ?? true,
    classes: [standard, ...classes.filter(({ name }) => name !== STANDARD)],
    service: rules?.service_charge_taxed ?? false,
    round: rules?.round_to ? String(rules.round_to.minor) : '',
    numbers: taxes.registrations.map(({ name, number: value }) => number(name, value)),
    from: taxes.today,
  };
}

/** Fills in what a kind of place begins with; numbers and other classes stay. */
export function preset(draft: Draft, which: Preset, digits: number): void {
  const standard = draft.classes.find(({ name }) => name === STANDARD);
  if (!standard) return;
  if (which === 'gst') {
    draft.include = false;
    draft.round = String(10 ** digits);
    draft.service = true;
    standard.taxes = [tax('CGST', '2.5'), tax('SGST', '2.5')];
    if (draft.numbers.length === 0) draft.numbers = [number('GSTIN'), number('FSSAI'), number('SAC', '996331')];
  } else {
    draft.include = true;
    draft.round = '';
    draft.service = false;
    standard.taxes = which === 'vat' ? [tax('VAT', '20')] : [];
    draft.classes = which === 'none' ? [standard] : draft.classes;
  }
}

/** Basis points of what was typed as a percentage; undefined when it is none. */
export function rateOf(typed: string): number | undefined {
  const read = readPrice(typed.replace(/\s*%\s*$/u, ''), '', 2);
  return typeof read !== 'string' && read.minor <= 10_000 ? read.minor : undefined;
}

/** What is wrong with a field, by the key of what it is of. */
export interface Mistake {
  name?: 'name' | 'twice';
  rate?: 'rate' | 'sum';
  number?: 'number' | 'form';
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Whether the last of 15 characters checks the others, as the API asks it. */
function isGstin(number: string): boolean {
  if (!/^\d{2}[A-Z]{5}\d{4}[A-Z][\dA-Z]{3}$/.test(number)) return false;
  const values = [...number.slice(0, 14)].map((letter, at) => LETTERS.indexOf(letter) * (1 + (at % 2)));
  const sum = values.reduce((all, value) => all + Math.floor(value / 36) + (value % 36), 0);
  return number[14] === LETTERS[(36 - (sum % 36)) % 36];
}

/** Numbers whose form is known, by what they are called; others are free. */
const FORMS: ReadonlyMap<string, (number: string) => boolean> = new Map([
  ['GSTIN', isGstin],
  ['FSSAI', (number: string) => /^\d{14}$/.test(number)],
  ['SAC', (number: string) => /^(\d{4}|\d{6})$/.test(number)],
  ['HSN', (number: string) => /^(\d{4}|\d{6}|\d{8})$/.test(number)],
]);

const fits = (name: string, number: string): boolean => FORMS.get(name.toUpperCase())?.(number.toUpperCase().replaceAll(' ', '')) ?? true;

const within = (text: string, most: number) => text !== '' && [...text].length <= most;

export function mistakes({ classes, numbers }: Draft): ReadonlyMap<string, Mistake> {
  const found = new Map<string, Mistake>();
  for (const { taxes } of classes) {
    let sum = 0;
    const names = new Set<string>();
    for (const { key, name, rate } of taxes) {
      const [called, bp] = [seen(name), rateOf(rate)];
      const mistake: Mistake = {};
      if (!within(called, MOST.name)) mistake.name = 'name';
      else if (names.has(called)) mistake.name = 'twice';
      names.add(called);
      sum += bp ?? 0;
      if (bp === undefined) mistake.rate = 'rate';
      else if (sum > 10_000) mistake.rate = 'sum';
      if (Object.keys(mistake).length > 0) found.set(key, mistake);
    }
  }
  for (const { key, name, number: value } of numbers) {
    // A line that a preset offered and nobody filled in is left out.
    if (seen(value) === '') continue;
    const mistake: Mistake = {};
    if (!within(seen(name), MOST.name)) mistake.name = 'name';
    if (!within(seen(value), MOST.number)) mistake.number = 'number';
    else if (!fits(seen(name), seen(value))) mistake.number = 'form';
    if (Object.keys(mistake).length > 0) found.set(key, mistake);
  }
  return found;
}

/** What the API is asked for. */
export function wishOf(draft: Draft, { today, currency }: Pick<TaxesView, 'today' | 'currency'>): TaxesWish {
  const classes = draft.classes.map(({ name, taxes }) => ({
    class: name,
    taxes: taxes.map((of) => ({ name: seen(of.name), rate_bp: rateOf(of.rate) ?? 0 })),
  }));
  const numbers = draft.numbers.map((of) => ({ name: seen(of.name), number: seen(of.number) }));
  return {
    prices_include_tax: draft.include,
    // A standard class without taxes beside no other says nothing.
    classes: classes.filter(({ class: name, taxes }) => name !== STANDARD || taxes.length > 0 || classes.length > 1),
    service_charge_taxed: draft.service,
    ...(draft.round !== '' && { round_to: { minor: Number(draft.round), currency } }),
    registrations: numbers.filter(({ number: value }) => value !== ''),
    ...(draft.from !== today && { from: draft.from }),
  };
}

/** Rules as they stand, as a wish: what takes back a change that was planned. */
export function wishOfRules(rules: TaxRules | undefined, { registrations }: TaxesView, from: string): TaxesWish {
  return {
    from,
    prices_include_tax: rules?.prices_include_tax ?? true,
    classes: rules?.classes ?? [],
    service_charge_taxed: rules?.service_charge_taxed ?? false,
    ...(rules?.round_to && { round_to: rules.round_to }),
    registrations,
  };
}

/** So many of so many parts, to the nearest unit; halves upwards. All are whole and small. */
const part = (minor: number, of: number, whole: number): number => Math.floor((2 * minor * of + whole) / (2 * whole));

export interface Worked {
  before: Money;
  taxes: { name: string; amount: Money }[];
  toPay: Money;
}

/** What a dish of the standard class at a price comes to. */
export function worked({ include, classes }: Draft, price: Money): Worked {
  const money = (minor: number): Money => ({ minor, currency: price.currency });
  const standard = classes.find(({ name }) => name === STANDARD)?.taxes ?? [];
  const rates = standard.map(({ rate }) => rateOf(rate) ?? 0);
  const whole = 10_000 + (include ? rates.reduce((sum, rate) => sum + rate, 0) : 0);
  const amounts = rates.map((rate) => part(price.minor, rate, whole));
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    before: money(include ? price.minor - all : price.minor),
    taxes: standard.map(({ name }, at) => ({ name: seen(name), amount: money(amounts[at] ?? 0) })),
    toPay: money(include ? price.minor : price.minor + all),
  };
}

/** Units that cash is counted in, in minor units of a currency with so many digits. */
export function units(digits: number): number[] {
  const one = 10 ** digits;
  return [one / 20, one / 10, one / 2, one, one * 5, one * 10].filter((unit) => Number.isInteger(unit) && unit >= 2);
}

