import type { TableList } from '$api/types';
import { fold } from '$lib/fold';
import { toldApart } from '$lib/tables';
import { codeInFragment, decoded, printedCode } from '../code';

type Section = TableList['sections'][number];

/** The branch whose tables the fragment asks for: `#/<branch>`. */
export function branchInFragment(hash: string): string | null {
  return /^#\/([\da-z-]{1,120})$/i.exec(hash)?.[1] ?? null;
}

/**
 * Where a code that somebody typed, pasted or scanned as text leads, as a fragment. Case, spaces
 * and dashes are forgiven, and of a whole address only what follows its `#` counts, or its last
 * part when it has lost that.
 */
export function typedFragment(typed: string): string | null {
  const text = decoded(typed);
  const fragment = text.slice(text.lastIndexOf('#') + 1);
  const branch = branchInFragment(`#${fragment}`);
  // A slash too many before a code names no branch: those are not in capitals.
  if (branch && !(printedCode(branch) && branch === branch.toUpperCase())) return `#${fragment}`;
  const parts = fragment.split('/').map((part) => part.split('?')[0] ?? '');
  const printed = parts.map(printedCode).filter((code) => code !== null).pop();
  const code = printed ?? codeInFragment(fragment.replace(/[-\u2010-\u2015_.]/g, ''));
  return code && `#${code}`;
}

/** What was understood, as the field shows it: the code alone, without the address around it. */
export function understood(typed: string): string | null {
  const fragment = typedFragment(typed);
  return fragment && !branchInFragment(fragment) ? fragment.slice(1) : null;
}

/** What each table is called out loud, by its code: two of one name with their sections. */
export function spokenNames(sections: readonly Section[]): ReadonlyMap<string, string> {
  const all = sections.flatMap((section) => section.tables.map((table) => ({ ...table, section: section.name })));
  return new Map(toldApart(all, ({ section }) => section).map(({ code, name }) => [code, name]));
}

/** The tables whose name or section has all of the words; sections without one are left out. */
export function searchTables(sections: readonly Section[], words: string): Section[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return sections.flatMap((section) => {
    const tables = section.tables.filter(({ name }) => {
      const text = fold(`${section.name} ${name}`);
      return wanted.every((word) => text.includes(word));
    });
    return tables.length > 0 ? [{ ...section, tables }] : [];
  });
}
