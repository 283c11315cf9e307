import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const site = (path: string) => fileURLToPath(new URL(`../../static-site/src/${path}`, import.meta.url));

export default defineConfig({
  resolve: { alias: { $api: site('api'), $text: site('lib/text'), $card: site('admin/card') } },
  test: {
    include: ['*.test.ts'],
    // Each file has a stack and a browser of its own; most of a test is waiting for them.
    pool: 'forks',
    maxWorkers: 2,
    // Generous: they tell a hang from a slow machine, and assert nothing.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
