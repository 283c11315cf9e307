import type { Draft, Said } from '$api/types';
import { seen } from '$lib/typed';

/** What something says in other languages than the menu's own, as it is typed, by BCP 47 tag. */
export type TextsForm = Record<string, { name: string; description: string }>;
type Part = 'name' | 'description';
/** As the API takes it: in the menu's own language, or in all of them. */
type Wording = string | Record<string, string>;
interface Worded {
  name: string;
  description?: string;
  texts: TextsForm;
}

export function textsOf(thing: { texts?: Readonly<Record<string, Said>> } | null | undefined): TextsForm {
  const texts = Object.entries(thing?.texts ?? {});
  return Object.fromEntries(texts.map(([tag, { name, description }]) => [tag, { name: name ?? '', description: description ?? '' }]));
}

/** What is said in other languages, without what nobody sees. */
function others({ texts }: Worded, part: Part): Record<string, string> {
  const said = Object.entries(texts).map(([tag, words]) => [tag, seen(words[part])] as const);
  return Object.fromEntries(said.filter(([, words]) => words !== '').sort());
}

const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);

/** All that something says, by language. */
export function allOf(thing: Worded, part: Part, { language }: Draft): Record<string, string> {
  const own = thing[part] ?? '';
  return { ...others(thing, part), ...(own === '' ? {} : { [language]: own }) };
}

/** What something new says: the text alone, where it says it in the menu's own language only. */
export function wordingOf(thing: Worded, part: Part, draft: Draft): Wording {
  return Object.keys(others(thing, part)).length > 0 ? allOf(thing, part, draft) : (thing[part] ?? '');
}

/**
 * What makes the words `after` of `before`, with what was there; null where they are the same. Who changes those in the
 * menu's own language alone leaves the others as they are, and so what somebody else makes of them.
 */
export function reworded(before: Worded, after: Worded, part: Part, draft: Draft): { set: Wording; expected: Wording } | null {
  const [was, is] = [before[part] ?? '', after[part] ?? ''];
  if (!same(others(before, part), others(after, part))) return { set: allOf(after, part, draft), expected: allOf(before, part, draft) };
  return was === is ? null : { set: is, expected: was };
}

/** The same of both, as fields of an edit. */
export function rewordings(before: Worded, after: Worded, draft: Draft, parts: readonly Part[] = ['name', 'description']) {
  const [set, expected]: [Partial<Record<Part, Wording>>, Partial<Record<Part, Wording>>] = [{}, {}];
  for (const part of parts) {
    const other = reworded(before, after, part, draft);
    if (other) [set[part], expected[part]] = [other.set, other.expected];
  }
  return { set, expected };
}

/** Whether it is described in another language and not in the menu's own, which would have nothing to fall back to. */
export function lacksOwn(thing: Worded): boolean {
  return seen(thing.description ?? '') === '' && Object.keys(others(thing, 'description')).length > 0;
}

/** A field for what something says in another language. */
export interface Slot {
  key: string;
  label: string;
  /** What it says in the menu's own language. */
  own: string;
  most: number;
  said: (tag: string) => string;
  put: (tag: string, words: string) => void;
}

/** The fields of something: its name, and its description where it can have one. */
export function slotsOf(key: string, thing: Worded, labels: Partial<Record<Part, string>>): Slot[] {
  return (Object.entries(labels) as [Part, string][]).map(([part, label]) => ({
    key: `${key} ${part}`,
    label,
    own: thing[part] ?? '',
    most: part === 'name' ? 120 : 600,
    said: (tag) => thing.texts[tag]?.[part] ?? '',
    put: (tag, words) => (thing.texts[tag] = { name: '', description: '', ...thing.texts[tag], [part]: words }),
  }));
}
