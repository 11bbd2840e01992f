/**
 * What a piece of work reads of a release, so that it need not be done again for those that read alike.
 * Plain data only: objects, arrays, texts, numbers, truth values.
 */

/** The parts of a piece of data that were read; a part read to its end has none of its own. */
interface Read {
  readonly parts: Map<string, Read>;
  /** What stands for it while it is watched. */
  view?: object;
  /** Of a list: what was looked for in it. */
  readonly soughtIn: Set<unknown>;
  /** All of it counts: it was walked through. */
  isWhole: boolean;
}

/** Data that notes what is read of it. */
export interface Watched<Data> {
  readonly data: Data;
  /** Whether the same work would have met nothing but the same in `other`, as far as was read so far. */
  readsAlike(other: Data): boolean;
}

/** Watches one piece of data from now on. It must not change, and nothing read must be kept for other data. */
export function watched<Data extends object>(data: Data): Watched<Data> {
  const read = nothingRead();
  return { data: watching(data, read), readsAlike: (other) => isAlike(read, data, other) };
}

function nothingRead(): Read {
  return { parts: new Map(), soughtIn: new Set(), isWhole: false };
}

function watching<Data extends object>(data: Data, read: Read): Data {
  const whole = () => {
    read.isWhole = true;
  };
  const partOf = (key: string): unknown => {
    let part = read.parts.get(key);
    if (part === undefined) {
      part = nothingRead();
      read.parts.set(key, part);
    }
    const value: unknown = Reflect.get(data, key);
    if (!isObject(value)) return value;
    part.view ??= watching(value, part);
    return part.view;
  };
  const { includes } = Array.prototype;
  return new Proxy(data, {
    get(_, key) {
      if (!Array.isArray(data)) return typeof key === 'string' ? partOf(key) : undefined;
      if (key !== 'includes') {
        whole();
        return Reflect.get(data, key);
      }
      return (sought: unknown) => {
        read.soughtIn.add(sought);
        return includes.call(data, sought);
      };
    },
    has(_, key) {
      whole();
      return Reflect.has(data, key);
    },
    ownKeys() {
      whole();
      return Reflect.ownKeys(data);
    },
    getOwnPropertyDescriptor(_, key) {
      const found = Reflect.getOwnPropertyDescriptor(data, key);
      const value = typeof key === 'string' ? partOf(key) : undefined;
      return found && { ...found, value };
    },
  });
}

function isAlike(read: Read, one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (read.isWhole) return JSON.stringify(one) === JSON.stringify(other);
  for (const sought of read.soughtIn) {
    const has = (list: object) => Array.isArray(list) && list.includes(sought);
    if (has(one) !== has(other)) return false;
  }
  for (const [key, part] of read.parts) {
    if (!isAlike(part, Reflect.get(one, key), Reflect.get(other, key))) return false;
  }
  return true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
