import tests from './vitest.config.ts';

/** Pictures are made by the same harness as the tests, on request only. */
export default { ...tests, test: { ...tests.test, include: ['pictures/**/*.shot.ts'], testTimeout: 600_000 } };
