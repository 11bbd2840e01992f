type Defined<T> = T extends unknown ? { [Key in keyof T]: Exclude<T[Key], undefined> } : never;

/** Without the members that are undefined. */
export function defined<T extends object>(value: T): Defined<T> {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
