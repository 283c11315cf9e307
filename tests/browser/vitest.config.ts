import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SecondTry } from './harness/second-try.ts';

const site = (path: string) => fileURLToPath(new URL(`../../static-site/src/${path}`, import.meta.url));

export default defineConfig({
  resolve: { alias: { $api: site('api'), $text: site('lib/text'), $card: site('admin/card') } },
  test: {
    include: ['*.test.ts'],
    // Each file has a stack of its own and each worker a browser; half of a test is waiting for them, so there are twice
    // as many workers as processors in CI. What a test needs is in its fixtures and none of it in modules, so files can
    // follow each other in one process, which reads the modules once.
    pool: 'forks',
    isolate: false,
    maxWorkers: 4,
    // Generous: they tell a hang from a slow machine, and assert nothing.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // On a machine that four browsers share, one of 700 tests may meet a moment that nobody thought of. It has one more try,
    // and whoever reads the end of the run is told its name.
    retry: 1,
    reporters: ['default', new SecondTry()],
    expect: { poll: { timeout: 30_000 } },
  },
});
