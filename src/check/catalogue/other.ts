/** Anything else. */
import type { Entry } from './entry.js';

export const OTHER_ENTRIES = {
  DEVICE_REFUSES: {
    title: 'The device refuses, for a reason no rule names',
    why: 'The simulated app was run with this order and said no.',
    fix: 'Read the reason in the evidence; `exchange-sim explain` with the status word says more.',
    example: 'A combination of values that no other finding describes.',
    severity: 'error',
  },
} as const satisfies Record<string, Entry>;
