import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Some tests wait for a real clock, a socket or a browser: one worker more than cores uses that time. */
const maxWorkers = availableParallelism() + 1;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    setupFiles: ['test/setup.ts'],
    maxWorkers,
  },
});
