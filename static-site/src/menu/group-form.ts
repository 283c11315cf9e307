import type { Draft, DraftCommand, DraftGroup, Money } from '$api/types';
import { seen } from '$lib/typed';
import { readPrice, typedPrice } from '$lib/price';
import { rewordings, type TextsForm, textsOf, wordingOf } from './texts-form';

/** An option as it is typed; a new one has an ID already. */
export interface OptionForm {
  id: string;
  name: string;
  /** In other languages. */
  texts: TextsForm;
  price: string;
}

export interface GroupForm {
  name: string;
  /** In other languages. */
  texts: TextsForm;
  min: string;
  max: string;
  /** So many of the chosen ones cost nothing. */
  free: string;
  options: readonly OptionForm[];
}

export const MAX_OPTIONS = 60;

export function groupFormOf(group: DraftGroup | undefined, draft: Draft): GroupForm {
  const options = group?.options ?? [];
  return {
    name: group?.name ?? '',
    texts: textsOf(group),
    min: String(group?.min ?? 1),
    max: String(group?.max ?? 1),
    free: String(group?.free ?? 0),
    options: options.map((option) => ({
      id: option.id,
      name: option.name,
      texts: textsOf(option),
      price: typedPrice(option.price, draft.currency_digits),
    })),
  };
}

const price = (typed: string, draft: Draft) => readPrice(typed, draft.currency, draft.currency_digits) as Money;
const fields = ({ min, max, free }: GroupForm) => ({ min: Number(min), max: Number(max), free: Number(free) });

/** What was typed, without what nobody sees; what was not touched stays as it is. */
function asSeen(form: GroupForm, before: GroupForm | null): GroupForm {
  const clean = (name: string, was?: string) => (name === was ? name : seen(name));
  const wasOf = (id: string) => before?.options.find((option) => option.id === id)?.name;
  return {
    ...form,
    name: clean(form.name, before?.name),
    options: form.options.map((option) => ({ ...option, name: clean(option.name, wasOf(option.id)) })),
  };
}

/** What makes `typed` of `before`; without `before` the group is new. */
export function editGroup(id: string, before: GroupForm | null, typed: GroupForm, draft: Draft): DraftCommand[] {
  const after = asSeen(typed, before);
  const commands: DraftCommand[] = [];
  if (!before) commands.push({ do: 'add_group', id, name: wordingOf(after, 'name', draft), ...fields(after) });
  else {
    const [was, shall] = [fields(before), fields(after)];
    const changed = (Object.keys(shall) as (keyof typeof shall)[]).filter((field) => was[field] !== shall[field]);
    const kept = (all: typeof was) => Object.fromEntries(changed.map((field) => [field, all[field]]));
    const words = rewordings(before, after, draft, ['name']);
    const set = { ...words.set, ...kept(shall) };
    if (Object.keys(set).length > 0) commands.push({ do: 'edit_group', id, set, expected: { ...words.expected, ...kept(was) } });
  }
  const known = before?.options ?? [];
  for (const option of known) {
    if (!after.options.some((other) => other.id === option.id)) {
      commands.push({ do: 'remove_option', group: id, id: option.id });
    }
  }
  for (const option of after.options) {
    const was = known.find((other) => other.id === option.id);
    const cost = price(option.price, draft);
    if (!was) {
      commands.push({ do: 'add_option', group: id, id: option.id, name: wordingOf(option, 'name', draft), price: cost });
      continue;
    }
    const words = rewordings(was, option, draft, ['name']);
    const priced = was.price !== option.price;
    const set = { ...words.set, ...(priced ? { price: cost } : {}) };
    const expected = { ...words.expected, ...(priced ? { price: price(was.price, draft) } : {}) };
    if (Object.keys(set).length > 0) commands.push({ do: 'edit_option', group: id, id: option.id, set, expected });
  }
  return commands;
}
