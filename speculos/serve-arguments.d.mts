/**
 * @param given the arguments of `speculos`.
 * @param more further options of `serve`, separated by blanks.
 * @returns the arguments of `exchange-sim`.
 */
export function serveArguments(given: readonly string[], more?: string): string[];
