import { fold } from '$lib/fold';

/** The words of a text, folded. */
export function split(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
}

/** The words that were typed, with what parts a list as words of its own. */
export function typedWords(typed: string): string[] {
  return fold(typed).match(/[\p{L}\p{M}\p{N}]+|[,،;&+/]/gu) ?? [];
}

/** What parts a list, as people type it. */
export const COMMAS = [...',،;&+/'];

/** Whether one word becomes the other by at most so many letters more, less, other or swapped. */
export function within(one: string, other: string, most: number): boolean {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    [before, last] = [last, row];
  }
  return (last[other.length] ?? 0) <= most;
}
