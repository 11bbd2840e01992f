/** JSON as other programs write it, and every member of an answer. */

const MAX_DEPTH = 6;
const MAX_MEMBERS = 400;

export interface Member {
  readonly name: string;
  readonly value: unknown;
}

/** Members of an object, those of its objects and lists too, near ones first; bounded. */
export function* members(root: unknown): Generator<Member> {
  let level: unknown[] = [root];
  let seen = 0;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const holder of level) {
      if (typeof holder !== 'object' || holder === null) continue;
      for (const [name, value] of Object.entries(holder)) {
        if (++seen > MAX_MEMBERS) return;
        yield { name, value };
        next.push(value);
      }
    }
    level = next;
  }
}

/** Deeper or longer values are nobody's answer to an order: no text is made of them. */
export function isOrdinary(value: unknown, depth = 16): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const inner = Object.values(value);
  return (
    depth > 0 && inner.length <= MAX_MEMBERS && inner.every((one) => isOrdinary(one, depth - 1))
  );
}

/** As json.dumps of Python writes it: blanks behind commas and colons, ASCII alone. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([name, member]) => `${ascii(name)}: ${pythonJson(member)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return typeof value === 'string' ? ascii(value) : JSON.stringify(value ?? null);
}

/** Compact, the members of each object in order of their names. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}

function ascii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
