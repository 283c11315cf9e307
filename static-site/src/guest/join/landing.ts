import type { TableList } from '$api/types';
import { codeInFragment } from '../code';
import { fold } from '../menu/menu-search';

type Section = TableList['sections'][number];

/** The branch whose tables the fragment asks for: `#/<branch>`. */
export function branchInFragment(hash: string): string | null {
  return /^#\/([\da-z-]{1,120})$/i.exec(hash)?.[1] ?? null;
}

/**
 * Where a code that somebody typed or pasted leads, as a fragment. Case, spaces and
 * dashes are forgiven, and of a whole link only what follows its `#` counts.
 */
export function typedFragment(typed: string): string | null {
  // Full-width letters of some keyboards, and marks that come along with a copied text.
  const text = typed.normalize('NFKC').replaceAll(/[\s\p{Cf}]/gu, '');
  const fragment = text.slice(text.lastIndexOf('#') + 1);
  if (branchInFragment(`#${fragment}`)) return `#${fragment}`;
  const code = codeInFragment(fragment.replaceAll(/[-\u2010-\u2015_.]/g, ''));
  return code && `#${code}`;
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
