import type { Draft, DraftCommand, DraftItem } from '$api/types';
import { CATEGORIES, EXTRAS, isSample as isAsItCame, sampleMoney, STATION } from '$lib/sample-menu';

type Thing = Parameters<typeof isAsItCame>[0];

/** Whether a thing of the draft came with the sample, and nobody has made it theirs. */
const sampleOf = (draft: Draft) => (thing: Thing) => isAsItCame(thing, draft.currency_digits);

/** Whether something of the sample is in the draft: a dish, or a heading that nothing else stands below. */
export function hasSample(draft: Draft): boolean {
  const isSample = sampleOf(draft);
  return draft.categories.some((category) => category.items.some(isSample) || (isSample(category) && category.items.length === 0));
}

/** What puts the sample into a draft; a kitchen that has a station makes it there. What is there of it already stays. */
export function addSample(draft: Draft): DraftCommand[] {
  const ids = [draft.option_groups, ...draft.option_groups.map(({ options }) => options), draft.categories, ...draft.categories.map(({ items }) => items)];
  const there = new Set(ids.flat().map(({ id }) => id));
  return whole(draft).filter((command) => !there.has('item' in command && command.do === 'add_variant' ? command.item : 'id' in command ? command.id : ''));
}

function whole(draft: Draft): DraftCommand[] {
  const money = (points: number) => sampleMoney(points, draft.currency, draft.currency_digits);
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

/** The dishes of the sample that would go: all but what somebody's own combo offers. */
function dishesToGo(draft: Draft): DraftItem[] {
  const isSample = sampleOf(draft);
  const all = draft.categories.flatMap(({ items }) => items);
  const own = all.filter((item) => !isSample(item));
  const offered = new Set(own.flatMap(({ parts = [] }) => parts.flatMap(({ choices }) => choices.map(({ item_id }) => item_id))));
  return all.filter((item) => isSample(item) && !offered.has(item.id));
}

/** What they are called. */
export function sampleDishes(draft: Draft): string[] {
  return dishesToGo(draft).map(({ name }) => name);
}

/** What takes it out again, with nothing that somebody has added or changed, or that such a thing needs. */
export function removeSample(draft: Draft): DraftCommand[] {
  const isSample = sampleOf(draft);
  const go = new Set(dishesToGo(draft));
  const kept = draft.categories.flatMap(({ items }) => items.filter((item) => !go.has(item)));
  const dishes = draft.categories.flatMap((category): DraftCommand[] => {
    const items = category.items.filter((item) => go.has(item)).map(({ id }) => id);
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
