import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Tests of pure functions and of operations over memory share nothing but their modules, which load once.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false } },
      {
        test: {
          name: 'infrastructure',
          include: ['test/infrastructure/**/*.test.ts'],
          // Loading the CDK takes longer than any of the tests: once for all of them.
          isolate: false,
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/{integration,browser}/**/*.test.ts'],
          globalSetup: 'test/support/localStack.ts',
          // One local AWS on two cores: files take turns, so that one's storm is not another's delay.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
