/**
 * What becomes of an order, and when (provider-api.md#statuses). A real provider watches the chain;
 * here the clock stands for it, and `provider trigger` for what it cannot foresee.
 */

import { STATUSES, type Status } from '../statuses.js';

export { STATUSES, type Status };

/** After one of these nothing changes any more, and Ledger stops asking. */
export const FINAL: ReadonlySet<Status> = new Set(['FINISHED', 'EXPIRED', 'REFUNDED']);

interface Step {
  /** Seconds after the order was made. */
  readonly after: number;
  readonly status: Status;
}

/** Every order begins as PENDING. */
export const COURSES = {
  finish: [
    { after: 60, status: 'TRANSFER_IN_COMPLETED' },
    { after: 120, status: 'FINISHED' },
  ],
  expire: [{ after: 1800, status: 'EXPIRED' }],
  refund: [
    { after: 60, status: 'TRANSFER_IN_COMPLETED' },
    { after: 120, status: 'REFUNDED' },
  ],
  hold: [
    { after: 60, status: 'TRANSFER_IN_COMPLETED' },
    { after: 90, status: 'ON_HOLD' },
    { after: 3600, status: 'FINISHED' },
  ],
  unknown: [{ after: 60, status: 'UNKNOWN' }],
  wait: [],
} as const satisfies Record<string, readonly Step[]>;

export type CourseName = keyof typeof COURSES;
export const COURSE_NAMES = Object.keys(COURSES) as readonly CourseName[];

/** The step behind `done` others; undefined at the end. */
export function stepOf(course: CourseName, done: number): Step | undefined {
  return COURSES[course][done];
}
