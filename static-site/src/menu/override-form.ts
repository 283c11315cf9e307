import type { Draft, DraftCommand, DraftGroup, DraftItem, Money } from '$api/types';
import { MAX_OPTIONS } from './group-form';
import { type PriceFault, readPrice, typedPrice } from '$lib/price';

/** What a dish says otherwise of one of its choices; what is empty is as the choice has it. */
export interface OverrideForm {
  min: string;
  max: string;
  free: string;
  /** By option. */
  prices: Record<string, string>;
  /** Options that the dish does not offer. */
  without: readonly string[];
}

/** By choice. */
export type Overrides = Record<string, OverrideForm>;

export interface OverrideFaults {
  min?: 'whole' | 'few';
  max?: 'whole' | 'range';
  free?: 'whole' | 'range';
  /** By option. */
  prices: Record<string, PriceFault>;
}

const NOTHING: OverrideForm = { min: '', max: '', free: '', prices: {}, without: [] };
const LIMITS = ['min', 'max', 'free'] as const;

export function overridesOf(item: DraftItem | null, draft: Draft): Overrides {
  const forms = draft.option_groups.map(({ id, options }): [string, OverrideForm] => {
    const own = item?.overrides?.find(({ group }) => group === id);
    const limit = (field: (typeof LIMITS)[number]) => String(own?.[field] ?? '');
    const prices = options.map((option): [string, string] => {
      const price = own?.prices?.[option.id];
      return [option.id, price ? typedPrice(price, draft.currency_digits) : ''];
    });
    return [id, { min: limit('min'), max: limit('max'), free: limit('free'), prices: Object.fromEntries(prices), without: own?.without ?? [] }];
  });
  return Object.fromEntries(forms);
}

/** Whether the dish says anything of its own. */
export function saysSomething({ min, max, free, prices, without }: OverrideForm): boolean {
  return [min, max, free, ...Object.values(prices)].some((typed) => typed.trim() !== '') || without.length > 0;
}

const isCount = (typed: string) => /^\d{0,2}$/u.test(typed.trim()) && Number(typed) <= MAX_OPTIONS;
const count = (typed: string) => (typed.trim() === '' ? null : Number(typed));

/** What is wrong with it; nothing when it could be offered so. */
export function overrideFaults(form: OverrideForm, group: DraftGroup, draft: Draft): OverrideFaults | null {
  const faults: OverrideFaults = { prices: {} };
  for (const field of LIMITS) if (!isCount(form[field])) faults[field] = 'whole';
  const [min, max, free] = [count(form.min) ?? group.min, count(form.max) ?? group.max, count(form.free) ?? group.free ?? 0];
  const offered = group.options.filter(({ id }) => !form.without.includes(id)).length;
  // What the choice itself has wrong is said there, such as one whose options are still to come.
  const fewer = offered < group.options.length;
  if (!faults.min && (form.min.trim() !== '' || fewer) && min > offered) faults.min = 'few';
  const own = form.min.trim() !== '' || form.max.trim() !== '';
  if (!faults.max && own && (max < min || max === 0)) faults.max = 'range';
  if (!faults.free && (own || form.free.trim() !== '') && free > max) faults.free = 'range';
  for (const { id } of group.options) {
    const typed = form.prices[id] ?? '';
    // The price of an option that is left out is not in sight.
    if (typed.trim() === '' || form.without.includes(id)) continue;
    const read = readPrice(typed, draft.currency, draft.currency_digits);
    if (typeof read === 'string') faults.prices[id] = read;
  }
  const some = faults.min || faults.max || faults.free || Object.keys(faults.prices).length > 0;
  return some ? faults : null;
}

/** What makes `after` of what the dish said of a choice before; of a new one it said nothing. */
export function editOverride(item: string, group: string, before: OverrideForm | undefined, after: OverrideForm, draft: Draft): DraftCommand[] {
  const was = before ?? NOTHING;
  const money = (typed = ''): Money | null =>
    typed.trim() === '' ? null : (readPrice(typed, draft.currency, draft.currency_digits) as Money);
  const commands: DraftCommand[] = [];
  const changed = LIMITS.filter((field) => count(was[field]) !== count(after[field]));
  if (changed.length > 0) {
    const fields = (form: OverrideForm) => Object.fromEntries(changed.map((field) => [field, count(form[field])]));
    commands.push({ do: 'override_group', item, group, set: fields(after), expected: fields(was) });
  }
  // Options that others added while this was open have no price here, but may be left out already.
  for (const option of new Set([...Object.keys(after.prices), ...was.without, ...after.without])) {
    const [offered, offers] = [!was.without.includes(option), !after.without.includes(option)];
    const had = money(was.prices[option]);
    const has = offers ? money(after.prices[option]) : had;
    const price = had?.minor !== has?.minor;
    if (!price && offered === offers) continue;
    const fields = (cost: Money | null, on: boolean) => ({ ...(price ? { price: cost } : {}), ...(offered === offers ? {} : { offered: on }) });
    commands.push({ do: 'override_option', item, group, option, set: fields(has, offers), expected: fields(had, offered) });
  }
  return commands;
}
