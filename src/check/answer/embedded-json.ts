/** JSON objects inside other text: a log line with a time in front, two documents in a row. */

/** More than any log line or pair of documents has. */
const MAX_FOUND = 1000;

/**
 * The objects in the order in which they stand, each as large as it can be. Linear in the text: what
 * begins with a brace and is no JSON is passed over as a whole.
 */
export function embeddedObjects(text: string): object[] {
  const found: object[] = [];
  let at = text.indexOf('{');
  while (at >= 0 && found.length < MAX_FOUND) {
    const end = endOfObject(text, at);
    if (end === undefined) break;
    const value = parsed(text.slice(at, end));
    if (value !== undefined) found.push(value);
    at = text.indexOf('{', end);
  }
  return found;
}

/** The offset behind the brace that closes the one at `start`; undefined when none does. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let inText = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/**
 * A name that an object of this JSON text has twice: parsers keep the last, or refuse. Undefined when
 * there is none.
 * @param value what the text was read as.
 */
export function repeatedMember(json: string, value: unknown): string | undefined {
  return namesIn(json) === membersIn(value) ? undefined : firstRepeated(json);
}

/** Each name has a colon behind it, and nothing else outside of texts has one. */
function namesIn(json: string): number {
  const hasEscapes = json.includes('\\');
  let names = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfText(json, at + 1, hasEscapes);
    else if (code === COLON) names++;
  }
  return names;
}

function membersIn(value: unknown): number {
  let members = 0;
  const open = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== 'object' || one === null) continue;
    const inner = Object.values(one);
    if (!Array.isArray(one)) members += inner.length;
    for (const each of inner) if (typeof each === 'object') open.push(each);
  }
  return members;
}

function firstRepeated(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  /** Names of the object that is read; undefined in a list. */
  let names: Set<string> | undefined;
  let expectsName = false;
  const hasEscapes = json.includes('\\');
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case QUOTE: {
        const start = at + 1;
        at = endOfText(json, start, hasEscapes);
        if (!expectsName) break;
        expectsName = false;
        const name = json.slice(start, at);
        if (names?.has(name) === true) return name;
        names?.add(name);
        break;
      }
      case BRACE:
        open.push(names);
        names = new Set();
        expectsName = true;
        break;
      case BRACKET:
        open.push(names);
        names = undefined;
        expectsName = false;
        break;
      case BRACE_END:
      case BRACKET_END:
        names = open.pop();
        expectsName = false;
        break;
      case COMMA:
        expectsName = names !== undefined;
        break;
    }
  }
  return undefined;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;

/** Where the quote stands that ends a text; behind everything when none does. */
function endOfText(json: string, start: number, hasEscapes: boolean): number {
  if (!hasEscapes) {
    const end = json.indexOf('"', start);
    return end < 0 ? json.length : end;
  }
  for (let at = start; at < json.length; at++) {
    const character = json.charCodeAt(at);
    if (character === QUOTE) return at;
    if (character === BACKSLASH) at++;
  }
  return json.length;
}
