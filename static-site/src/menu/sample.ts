import type { Draft, DraftCommand, Money } from '$api/types';
import { CATEGORIES, EXTRAS, isSample, STATION } from '$lib/sample-menu';

/**
 * What a point of the sample's prices is worth, in hundredths of the currency: a coffee is 5 of
 * them and a pizza 20. Whoever sees such a price at home does not wonder at it; nobody pays it.
 */
const HUNDREDTHS: Readonly<Record<string, number>> = {
  EUR: 50, USD: 50, GBP: 50, CHF: 100, KWD: 10, BHD: 10, OMR: 10, JOD: 20,
  AED: 200, SAR: 200, QAR: 200, ILS: 200, BRL: 200, PEN: 200, PLN: 200, RON: 200, MYR: 200,
  CNY: 500, HKD: 500, ZAR: 500, GHS: 500, MAD: 500, SEK: 500, NOK: 500, DKK: 500,
  MXN: 1000, CZK: 1000, EGP: 1000, THB: 1500, TWD: 1500,
  INR: 2000, TRY: 2000, PHP: 2000, UAH: 2000, BDT: 2500, NPR: 2500, RUB: 4000,
  JPY: 5000, KES: 5000, PKR: 5000, LKR: 10000, HUF: 20000, NGN: 50000, KRW: 50000, ARS: 50000, CLP: 50000,
  COP: 200000, VND: 500000, IDR: 500000,
};

function moneyOf(points: number, { currency, currency_digits }: Draft): Money {
  const hundredths = points * (HUNDREDTHS[currency] ?? 100);
  return { minor: Math.round((hundredths * 10 ** currency_digits) / 100), currency };
}

/** Whether something of the sample is in the draft: a dish, or a heading that nothing else stands below. */
export function hasSample(draft: Draft): boolean {
  return draft.categories.some((category) => category.items.some(isSample) || (isSample(category) && category.items.length === 0));
}

/** What puts the sample into a draft; a kitchen that has a station makes it there. */
export function addSample(draft: Draft): DraftCommand[] {
  const money = (points: number) => moneyOf(points, draft);
  const [first] = draft.stations;
  const station = first?.id ?? STATION.id;
  const { id: group, name, max, options } = EXTRAS;
  return [
    ...(first ? [] : [{ do: 'add_station' as const, ...STATION }]),
    { do: 'add_group', id: group, name, min: 0, max },
    ...options.map((option) => ({ do: 'add_option' as const, group, ...option, price: money(option.price) })),
    ...CATEGORIES.flatMap(({ id: category, name, dishes }): DraftCommand[] => [
      { do: 'add_category', id: category, name },
      ...dishes.flatMap(({ id: item, minutes, extras, sizes = [], allergens = [], price, ...rest }): DraftCommand[] => [
        {
          do: 'add_item',
          id: item,
          category,
          ...rest,
          allergens: [...allergens],
          price: money(price),
          station,
          prep_minutes: minutes,
          option_groups: extras ? [group] : [],
        },
        ...sizes.map((size) => ({ do: 'add_variant' as const, item, ...size, price: money(size.price) })),
      ]),
    ]),
  ];
}

/** The dishes of the sample that are in the draft. */
export function sampleDishes(draft: Draft): string[] {
  return draft.categories.flatMap(({ items }) => items.filter(isSample)).map(({ name }) => name);
}

/** What takes it out again, with nothing that somebody has added or renamed, or that such a thing needs. */
export function removeSample(draft: Draft): DraftCommand[] {
  const kept = draft.categories.flatMap(({ items }) => items.filter((item) => !isSample(item)));
  const dishes = draft.categories.flatMap((category): DraftCommand[] => {
    const items = category.items.filter(isSample).map(({ id }) => id);
    if (isSample(category) && items.length === category.items.length) return [{ do: 'remove_category', id: category.id, items }];
    return items.map((id) => ({ do: 'remove_item', id }));
  });
  const groups = draft.option_groups.filter((group) => isSample(group) && !kept.some((item) => item.option_groups.includes(group.id)));
  const stations = draft.stations.filter((station) => isSample(station) && !kept.some((item) => item.station === station.id));
  return [
    ...dishes,
    ...groups.map(({ id }) => ({ do: 'remove_group' as const, id })),
    ...stations.map(({ id }) => ({ do: 'remove_station' as const, id })),
  ];
}
