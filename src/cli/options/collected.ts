/** Options that may stand on a command line several times. */

/** For commander: all values, in order. */
export function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
