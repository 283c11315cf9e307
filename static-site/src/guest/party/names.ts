import type { Guest } from '$api/types';

/**
 * What to call each guest, by ID. Two of one name get numbers in the order in
 * which they joined: "Asha", "Asha (2)".
 */
export function namesOf(guests: readonly Guest[]): ReadonlyMap<string, string> {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { id, name } of [...guests].sort((a, b) => a.joined_at.localeCompare(b.joined_at))) {
    const like = name.trim().toLocaleLowerCase();
    const count = (seen.get(like) ?? 0) + 1;
    seen.set(like, count);
    names.set(id, count === 1 ? name : `${name.trim()} (${count})`);
  }
  return names;
}

/** The guest first, then the others as they joined. */
export function meFirst(names: ReadonlyMap<string, string>, me: string): [string, string][] {
  return [...names].sort(([a], [b]) => Number(b === me) - Number(a === me));
}

/** The first letter of a name, with the vowel signs that belong to it. */
export function initialOf(name: string): string {
  // Not every engine can part letters (`engines.test.ts`); a letter and its marks is what names begin with.
  return (/^.\p{Mark}*/u.exec(name.trim())?.[0] ?? '').toLocaleUpperCase();
}
