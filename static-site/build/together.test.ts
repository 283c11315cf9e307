import { expect, it } from 'vitest';
import { together } from './together';

/** What imports what. */
const modules: Record<string, string[]> = {
  'main.ts': ['code.ts', 'fold.ts'],
  'start.ts': ['App.svelte', 'fold.ts'],
  'App.svelte': ['runtime.js', 'Icon.svelte', 'code.ts'],
  'Icon.svelte': ['runtime.js'],
  // Brought later by the app; parts of it are the app's.
  'later.ts': ['Icon.svelte', 'Sheet.svelte'],
};

it('keeps what the start needs in one piece, without what the entry needs itself and what comes later', () => {
  const { plugin, groups } = together('main.ts', 'start.ts');
  const context = { getModuleInfo: (id: string) => ({ importedIds: modules[id] ?? [] }) };
  (plugin.buildEnd as unknown as (this: typeof context) => void).call(context);
  const all = [...new Set(Object.entries(modules).flat(2))];
  const first = [...groups].sort((one, other) => other.priority - one.priority);
  const placed = all.map((id) => [id, first.find(({ test }) => test(id))?.name]);
  expect(Object.fromEntries(placed)).toEqual({
    'main.ts': 'index',
    'code.ts': 'index',
    'fold.ts': 'index',
    'App.svelte': 'app',
    'Icon.svelte': 'app',
    'runtime.js': 'app',
    // By it the page finds the app.
    'start.ts': undefined,
    'later.ts': undefined,
    'Sheet.svelte': undefined,
  });
});
