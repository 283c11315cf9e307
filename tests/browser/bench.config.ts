import tests from './vitest.config.ts';

/** The pages' benchmark runs on the same harness as the tests, on request only. */
export default { ...tests, test: { ...tests.test, include: ['bench/*.measure.ts'], testTimeout: 600_000 } };
