/**
 * Tells which things this screen has never shown, whether an event or a
 * snapshot after an outage brought them. What is there at the start is not new.
 */
export class News {
  #known: Set<string> | null = null;

  /** Those of which something is new; to be called with every change. */
  take<T>(things: readonly T[], idsOf: (thing: T) => readonly string[]): T[] {
    const known = this.#known;
    this.#known = new Set([...(known ?? []), ...things.flatMap(idsOf)]);
    return known === null ? [] : things.filter((thing) => idsOf(thing).some((id) => !known.has(id)));
  }
}
