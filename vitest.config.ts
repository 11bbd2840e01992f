import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Some tests wait for a real clock, a socket or a browser: on two cores a second worker uses that time. */
const maxWorkers = Math.max(2, availableParallelism());

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    setupFiles: ['test/setup.ts'],
    maxWorkers,
  },
});
