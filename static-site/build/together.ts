import type { Plugin } from 'vite';

interface Together {
  /** Learns which modules those are; it comes before the chunks are made. */
  plugin: Plugin;
  /** For Rolldown's `codeSplitting`: each in one piece. */
  groups: { name: string; test: (id: string) => boolean; priority: number }[];
}

/**
 * Keeps in one file what a page brings with its first `import()`, whoever else imports parts of it.
 * Cut by who shares what it would be several small files: each packs worse, and names the others.
 * What the entry itself needs stays with the entry, which must not wait for the rest.
 */
export function together(entry: string, brought: string): Together {
  let own = new Set<string>();
  let all = new Set<string>();
  return {
    plugin: {
      name: 'salver-together',
      apply: 'build',
      buildEnd() {
        const reach = (first: string) => {
          const found = new Set<string>();
          const open = [first];
          for (let id = open.pop(); id !== undefined; id = open.pop()) {
            if (found.has(id)) continue;
            found.add(id);
            open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
          }
          return found;
        };
        own = reach(entry);
        all = reach(brought);
        // A file of its own, by which whoever reads the bundle finds what the entry brings (`ahead.ts`).
        all.delete(brought);
      },
    },
    groups: [
      { name: 'index', test: (id) => own.has(id), priority: 2 },
      { name: 'app', test: (id) => all.has(id), priority: 1 },
    ],
  };
}
