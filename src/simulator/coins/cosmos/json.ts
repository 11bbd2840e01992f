/**
 * JSON as the Cosmos app takes it apart: tokens with their places in the text, values as they stand
 * there (escapes are checked, not resolved). Loose like the app's reader where it can be seen: the
 * text ends at the first NUL, anything unquoted is a value. Source: app-cosmos deps/jsmn,
 * app/src/json/json_parser.c, app/src/tx_validate.c.
 */

export type JsonNode = JsonLeaf | JsonArray | JsonObject;

interface Token {
  /** Offsets in the text; of a string without its quotes. */
  readonly start: number;
  readonly end: number;
  /** The text between them. */
  readonly text: string;
}

export interface JsonLeaf extends Token {
  readonly kind: 'string' | 'primitive';
}

export interface JsonArray extends Token {
  readonly kind: 'array';
  readonly elements: readonly JsonNode[];
}

export interface JsonObject extends Token {
  readonly kind: 'object';
  readonly entries: readonly (readonly [key: JsonNode, value: JsonNode])[];
}

/** In the app's words. */
export class JsonError extends Error {}

const MAX_TOKENS = 600;
const MAX_KEY = 255;
/** Nobody sends more; the app's recursion ends with its memory. */
const MAX_NESTING = 64;
const STRING = /"(?:[^"\\]|\\(?:["/\\bfrnt]|u[0-9a-fA-F]{4}))*"/y;
const PRIMITIVE = /[^\0-\x20:,\]}\x7f-\xff]+/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * The value in `text` (one character a byte), and its tokens in their order.
 * @throws JsonError as the app tells it.
 */
export function parseJson(text: string): { root: JsonNode; tokens: readonly JsonNode[] } {
  const parser = new Parser(text.split('\0', 1)[0]!);
  const root = parser.value(0);
  parser.end();
  return { root, tokens: parser.inOrder() };
}

class Parser {
  private readonly text: string;
  private at = 0;
  private readonly tokens: JsonNode[] = [];

  constructor(text: string) {
    this.text = text;
  }

  inOrder(): readonly JsonNode[] {
    return this.tokens.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  value(nesting: number): JsonNode {
    this.match(SPACE);
    if (nesting > MAX_NESTING) throw new JsonError('JSON. Too many tokens');
    const opening = this.text[this.at];
    if (opening === '{' || opening === '[') return this.container(opening, nesting);
    return this.leaf();
  }

  end(): void {
    this.match(SPACE);
    if (this.at < this.text.length) throw new JsonError('Unexpected characters');
  }

  private container(opening: '{' | '[', nesting: number): JsonNode {
    const start = this.at++;
    const closing = opening === '{' ? '}' : ']';
    const elements: JsonNode[] = [];
    const entries: [JsonNode, JsonNode][] = [];
    this.match(SPACE);
    while (this.text[this.at] !== closing) {
      if (elements.length + entries.length > 0) this.expect(',');
      const first = this.value(nesting + 1);
      if (opening === '[') elements.push(first);
      else {
        this.expect(':');
        entries.push([first, this.value(nesting + 1)]);
      }
      this.match(SPACE);
    }
    const end = ++this.at;
    const place = { start, end, text: this.text.slice(start, end) };
    return this.token(
      opening === '{'
        ? { kind: 'object', entries, ...place }
        : { kind: 'array', elements, ...place },
    );
  }

  private leaf(): JsonNode {
    const start = this.at;
    if (this.text[start] === '"') {
      const quoted = this.match(STRING);
      if (quoted === '') this.fail();
      return this.token({
        kind: 'string',
        start: start + 1,
        end: this.at - 1,
        text: quoted.slice(1, -1),
      });
    }
    const text = this.match(PRIMITIVE);
    if (text === '') this.fail();
    return this.token({ kind: 'primitive', start, end: this.at, text });
  }

  private token(node: JsonNode): JsonNode {
    if (this.tokens.push(node) > MAX_TOKENS) throw new JsonError('JSON. Too many tokens');
    return node;
  }

  private expect(character: string): void {
    this.match(SPACE);
    if (this.text[this.at] !== character) this.fail();
    this.at++;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  /** What is cut, an open string included, has its own words. */
  private fail(): never {
    const rest = this.text.slice(this.at);
    const open = rest[0] === '"' && !/[^\\]"/.test(rest);
    if (rest === '' || open) throw new JsonError('JSON string is not complete');
    throw new JsonError('Unexpected characters');
  }
}

/**
 * Whether no blank stands between the tokens, where the app looks for one: behind the first key of
 * an inner object or array it begins to.
 */
export function isCompact(text: string, [root, ...tokens]: readonly JsonNode[]): boolean {
  let from = 0;
  for (const { start, end } of tokens) {
    if (start > from && /[ \f\n\r\t\v]/.test(text.slice(from, start))) return false;
    from = end + 1;
  }
  return !/[ \f\n\r\t\v]/.test(text.slice(from, Math.max(from, root?.end ?? 0)));
}

/** Whether the keys of every object stand in their order, byte by byte. */
export function isSorted(tokens: readonly JsonNode[]): boolean {
  return tokens.every((node) => {
    if (node.kind !== 'object') return true;
    const keys = node.entries.map(([key]) => key.text);
    return keys.every((key, i) => {
      if (i === 0) return true;
      const before = keys[i - 1]!;
      return key.length <= MAX_KEY && before.length <= MAX_KEY && before <= key;
    });
  });
}

/** Value of the first entry of that name, or undefined. */
export function member(node: JsonNode, name: string): JsonNode | undefined {
  if (node.kind !== 'object') return undefined;
  return node.entries.find(([key]) => key.text === name)?.[1];
}
