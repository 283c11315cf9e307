/** Rows are known by their `id`; a `key` is of one form alone. */
const plain = (value: unknown) => JSON.stringify(value, (field, inner: unknown) => (field === 'key' ? undefined : inner));
const same = (one: unknown, other: unknown) => plain(one) === plain(other);

interface Row {
  id: string;
}
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const areRows = (list: unknown): list is Row[] => Array.isArray(list) && list.every((row) => isObject(row) && typeof row.id === 'string');
const areIds = (list: unknown): list is string[] => Array.isArray(list) && list.every((id) => typeof id === 'string');

/**
 * A form after somebody else has edited the same thing: what was typed since it was opened as `was` stays, and the rest
 * is as it is `now`, so that saving again takes back nothing of theirs that was not touched here. Rows with IDs and lists
 * of IDs are looked at one by one.
 */
export function rebased<T>(typed: T, was: T, now: T): T {
  if (same(typed, was)) return now;
  if (same(was, now)) return typed;
  const [mine, old, theirs]: unknown[] = [typed, was, now];
  if (areIds(mine) && areIds(old) && areIds(theirs)) {
    const kept = mine.filter((id) => !old.includes(id) || theirs.includes(id));
    return [...kept, ...theirs.filter((id) => !old.includes(id) && !mine.includes(id))] as T;
  }
  if (areRows(mine) && areRows(old) && areRows(theirs)) return rows(mine, old, theirs) as T;
  if (isObject(mine) && isObject(old) && isObject(theirs)) return fields(mine, old, theirs) as T;
  return typed;
}

function fields(mine: Record<string, unknown>, old: Record<string, unknown>, theirs: Record<string, unknown>) {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const entries = [...names].flatMap((name): [string, unknown][] => {
    const value = rebased(mine[name], old[name], theirs[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function rows(mine: Row[], old: Row[], theirs: Row[]): Row[] {
  const find = (list: Row[], { id }: Row) => list.find((row) => row.id === id);
  const stays = mine.flatMap((row): Row[] => {
    const [was, now] = [find(old, row), find(theirs, row)];
    // What others took away stays if it was touched here: it is added again.
    if (!was || !now) return was && same(row, was) ? [] : [row];
    return [rebased(row, was, now)];
  });
  const added = theirs.filter((row) => !find(old, row) && !find(mine, row));
  const order = (list: Row[], beside: Row[]) => list.filter((row) => find(beside, row)).map(({ id }) => id);
  if (!same(order(mine, old), order(old, mine))) return [...stays, ...added];
  // The order was not touched, so it is theirs.
  const known = theirs.flatMap((row) => find(stays, row) ?? find(added, row) ?? []);
  return [...known, ...stays.filter((row) => !find(theirs, row))];
}
