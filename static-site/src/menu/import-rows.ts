import type { ImportRow, MenuImport, RowAction } from '$api/types';

/** What wants something of somebody comes first. */
export const ACTIONS = ['refused', 'asked', 'created', 'updated', 'same'] as const satisfies readonly RowAction[];

export function rowsOf({ rows }: MenuImport, action: RowAction): ImportRow[] {
  return rows.filter((row) => row.action === action);
}

/** How many dishes a file makes or changes; several rows may be sizes of one. */
export function dishesOf({ rows }: MenuImport): number {
  const changing = rows.filter(({ action }) => action === 'created' || action === 'updated');
  return new Set(changing.map(({ item, row }) => item?.id ?? `row ${row}`)).size;
}

/** Rows as the API takes them: `3,9-12`. Only what was asked is named, so that a new question is not answered too. */
export function namedRows(rows: Iterable<number>): string {
  const ranges: [from: number, to: number][] = [];
  for (const row of [...rows].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last && row <= last[1] + 1) last[1] = row;
    else ranges.push([row, row]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** What a gateway takes in an address; whoever has answered more has answered all that there is. */
const LONGEST = 4_000;

/** The answers that are given, as the API takes them. */
export function answers(rows: ReadonlySet<number>): string {
  const named = namedRows(rows);
  return named.length > LONGEST ? 'all' : named;
}
