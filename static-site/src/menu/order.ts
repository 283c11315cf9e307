/** The one that something has to stand behind, to be one place further up or down; null is the first place. */
export function stepAfter(ids: readonly string[], id: string, by: -1 | 1): string | null | undefined {
  const at = ids.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return undefined;
  return by === 1 ? (ids[to] ?? null) : (ids[at - 2] ?? null);
}

/** The same for something that is dropped on another one: before it when it comes from below, else behind it. */
export function dropAfter(ids: readonly string[], id: string, on: string): string | null | undefined {
  const [from, to] = [ids.indexOf(id), ids.indexOf(on)];
  if (from < 0 || to < 0 || from === to) return undefined;
  return from < to ? on : (ids[to - 1] ?? null);
}
