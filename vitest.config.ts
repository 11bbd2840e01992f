import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SLOW_TESTS } from './test/slow-tests.js';

/** Some tests wait for a real clock, a socket or a browser: one worker more than cores uses that time. */
const maxWorkers = availableParallelism() + 1;

/** Examples import the package as its users do; here that is its source. */
const alias = {
  'exchange-sim/testing': fileURLToPath(new URL('src/testing/index.ts', import.meta.url)),
};

export default defineConfig({
  resolve: { alias },
  test: {
    // Long enough for a machine that is busy with other things; only a failure takes all of it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    setupFiles: ['test/setup.ts'],
    maxWorkers,
    projects: [
      {
        extends: true,
        // Modules are loaded once for all of them: half of their time else.
        test: {
          name: 'fast',
          include: ['{test,examples}/**/*.test.ts'],
          exclude: SLOW_TESTS,
          isolate: false,
        },
      },
      {
        extends: true,
        logLevel: 'error',
        test: {
          name: 'slow',
          include: SLOW_TESTS,
          // It imports JSON as bundlers do, not as Node does.
          server: { deps: { inline: [/@actions\/workflow-parser/] } },
        },
      },
    ],
  },
});
