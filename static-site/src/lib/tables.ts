const withSection = (name: string, section: string): string => `${name} · ${section}`;

/** What an order calls its table: with the section, where the server says that the name is not its own. */
export function tableOf({ table, section }: { table: string; section?: string | null }): string {
  return section ? withSection(table, section) : table;
}

/**
 * Tables as people tell them apart: where two have one name, each has its section with it.
 * Those whose name is their own stay the same objects.
 */
export function toldApart<T extends { name: string }>(tables: readonly T[], sectionOf: (table: T) => string): T[] {
  const plain = ({ name }: T) => name.trim().toLocaleLowerCase();
  const counts = new Map<string, number>();
  for (const table of tables) counts.set(plain(table), (counts.get(plain(table)) ?? 0) + 1);
  return tables.map((table) =>
    (counts.get(plain(table)) ?? 0) > 1 ? { ...table, name: withSection(table.name, sectionOf(table)) } : table,
  );
}
