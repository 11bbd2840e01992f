/**
 * Causes found lately. An archive repeats one mistake line by line: asking for it first costs one
 * verification instead of a search. What is found does not depend on it, only when.
 */
import type { Digest } from './digests.js';

export interface Cause {
  /** `what` of the text. */
  readonly text: string;
  readonly digest: Digest;
  /** Which of the other orders of r and s; undefined as they were. */
  readonly turn: number | undefined;
}

const REMEMBERED = 4;
let recent: readonly Cause[] = [];

export function recentCauses(): readonly Cause[] {
  return recent;
}

export function remember(cause: Cause): void {
  const others = recent.filter(
    ({ text, digest, turn }) =>
      text !== cause.text || digest !== cause.digest || turn !== cause.turn,
  );
  recent = [cause, ...others].slice(0, REMEMBERED);
}
