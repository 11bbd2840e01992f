/** What the simulated app refuses, on this release or another. */
import { findings } from '../entry.js';

export const DEVICE_FINDINGS = findings({
  REQUIRED_FIRMWARE_REFUSES: {
    title: 'An Exchange release that must take it does not',
    why: 'Users whose app is of that release cannot go on, or what they sign lacks a field: a release passes over fields that it does not know.',
    fix: 'Keep to what the oldest release you promise to takes (docs/firmware.md), or promise fewer.',
    example: 'An address of 120 characters and --require 3.4.1, which takes 62.',
    severity: 'error',
  },
  DEVICE_REFUSES: {
    title: 'The device refuses, for a reason no rule names',
    why: 'The simulated app was run with this order and said no.',
    fix: 'Read the reason in the evidence; `exchange-sim explain` with the status word says more.',
    example: 'A combination of values that no other finding describes.',
    severity: 'error',
  },
});
