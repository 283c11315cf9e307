import type { Draft, DraftChange, DraftCommand, DraftProblem, Money } from '$api/types';
import { formatMoney } from '$lib/money';
import { common } from '$lib/text/common';
import { menuEditor as text } from '$lib/text/menu-editor';

type Fields = Record<string, unknown>;

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'minor' in value;
}

/** The value of a field as people read it. */
export function valueWords(field: string, value: unknown, stations: Draft['stations']): string {
  if (value === null || value === undefined || value === '') return text.change.nothing;
  if (isMoney(value)) return formatMoney(value);
  if (field === 'diet') return common.diet[value as keyof typeof common.diet];
  if (field === 'station') return stations.find(({ id }) => id === value)?.name ?? String(value);
  // Its name says nothing to anybody.
  if (field === 'photo') return text.change.photo.value;
  if (Array.isArray(value)) {
    const names = value.map((name) => common.allergen[name as keyof typeof common.allergen]);
    return names.length === 0 ? text.change.nothing : names.join(', ');
  }
  if (typeof value === 'object') return Object.entries(value).map(([language, words]) => `${words} (${language})`).join(', ');
  return String(value);
}

function photoWords(name: string, was: unknown, set: unknown): string {
  const { photo } = text.change;
  if (!set) return photo.gone(name);
  return was ? photo.other(name) : photo.new(name);
}

/** What each field that differs was and shall be. */
function fieldWords(name: string, was: Fields, set: Fields, stations: Draft['stations']): string[] {
  return Object.keys(set).map((field) => {
    if (field === 'photo') return photoWords(name, was.photo, set.photo);
    const label = text.field[field as keyof typeof text.field];
    // The name that people know it by is the old one.
    const known = field === 'name' && typeof was[field] === 'string' ? (was[field] as string) : name;
    return text.change.field(label, known, valueWords(field, was[field], stations), valueWords(field, set[field], stations));
  });
}

function kind(command: DraftCommand['do']): 'added' | 'removed' | 'moved' | null {
  if (command.startsWith('add_')) return 'added';
  if (command.startsWith('remove_')) return 'removed';
  return command.startsWith('move_') ? 'moved' : null;
}

/** A difference in plain words, one sentence for each thing that is otherwise. */
export function changeWords({ thing, name, within, command }: DraftChange, stations: Draft['stations']): string[] {
  if (command.do === 'attach_group') return [text.change.attached(name, within ?? '')];
  if (command.do === 'detach_group') return [text.change.detached(name, within ?? '')];
  if ('set' in command) return fieldWords(name, (command.expected ?? {}) as Fields, command.set as Fields, stations);
  const what = kind(command.do);
  return what === null ? [] : [text.change[what](text.thing[thing], name, within ?? undefined)];
}

/** What is wrong, in plain words. */
export function problemWords({ code, thing, name }: DraftProblem): string {
  return text.problem[code](code === 'name_missing' ? text.thing[thing] : name);
}
