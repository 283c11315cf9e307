import type { Draft, DraftProblem } from '$api/types';
import { COMMON_TAGS, nameOfTag, ownNameOf } from '$lib/text/tags';
import { translations as text } from '$lib/text/translations';
import type { MenuState } from './menu-state.svelte';
import { textsOf } from './texts-form';

/** A tag with what the language is called, here and by its readers. */
const choice = (tag: string) => [tag, text.language(nameOfTag(tag), ownNameOf(tag))] as const;

/** Languages to choose from, but for these, by what they are called here. */
export function choicesBut(tags: readonly string[]): (readonly [tag: string, shown: string])[] {
  return COMMON_TAGS.filter((tag) => !tags.includes(tag)).map(choice).sort(([, one], [, other]) => one.localeCompare(other));
}

/** Those that the menu is not written in yet, with the choice of none. */
export function choicesOf({ draft, languages }: Pick<MenuState, 'draft' | 'languages'>): (readonly [tag: string, shown: string])[] {
  return [['', text.chooseNone], ...choicesBut([draft?.language ?? '', ...languages])];
}

/** Something of the menu that has a name for guests, with where it is edited. */
export interface Named {
  thing: DraftProblem['thing'];
  id: string;
  name: string;
  within?: { group_id?: string; item_id?: string };
  texts: ReturnType<typeof textsOf>;
}

/** All that has a name for guests, in the menu's order. */
export function namedOf({ categories, option_groups, price_lists }: Draft): Named[] {
  type Thing = { id: string; name: string } & Parameters<typeof textsOf>[0];
  const named = (thing: Named['thing'], of: Thing, within?: Named['within']): Named => ({
    thing,
    id: of.id,
    name: of.name,
    texts: textsOf(of),
    ...(within ? { within } : {}),
  });
  const all = [
    ...categories.flatMap((category) => [
      named('category', category),
      ...category.items.flatMap((item) => [
        named('item', item),
        ...(item.variants ?? []).map((variant) => named('variant', variant, { item_id: item.id })),
        ...(item.parts ?? []).map((part) => named('part', part, { item_id: item.id })),
      ]),
    ]),
    ...option_groups.flatMap((group) => [named('group', group), ...group.options.map((option) => named('option', option, { group_id: group.id }))]),
    ...price_lists.map((list) => named('price_list', list)),
  ];
  return all.filter(({ name }) => name.trim() !== '');
}

/** What of it has no name in a language. */
export function missingIn(tag: string, all: readonly Named[]): Named[] {
  return all.filter(({ texts }) => (texts[tag]?.name ?? '') === '');
}
