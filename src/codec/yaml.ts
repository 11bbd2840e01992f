/**
 * YAML of files people write. The only file that loads the YAML parser, and what keeps it from
 * taking minutes: bounded size, no stack and no excerpt for each of its errors, and keys that come
 * twice are looked for in one pass (the parser compares every key with every other one).
 */
import { type Document, isScalar, parseAllDocuments, visit } from 'yaml';
import { isNestedTooDeep, MAX_NESTING } from './nesting.js';

/** Characters; the longest scenario file that comes with this package has 10,000. */
export const MAX_YAML = 256 * 1024;

/** What is wrong with a text, and where; never with an excerpt of it. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  /** From 0; undefined where it is not one place. */
  readonly offset: number | undefined;

  constructor(message: string, offset?: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * The documents of a text, none for a text without one.
 * @param asText every value stays the text that was written: `6e00`, `0.10`.
 * @throws YamlError for the first thing that is wrong.
 */
export function readYaml(text: string, { asText = false } = {}): unknown[] {
  if (text.length > MAX_YAML) {
    throw new YamlError(
      `at most ${MAX_YAML} characters of YAML are read, and there are ${text.length}: write it as JSON`,
    );
  }
  if (isNestedTooDeep(text)) {
    throw new YamlError(`it is nested deeper than ${MAX_NESTING} levels`);
  }
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const documents = parseAllDocuments(text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
      ...(asText ? { schema: 'failsafe' } : {}),
    });
    if ('empty' in documents) return [];
    for (const document of documents) refuseWrong(document);
    return documents.map((document) => document.toJS() as unknown);
  } catch (error) {
    if (error instanceof YamlError) throw error;
    // Aliases that point nowhere, or to far too much.
    throw new YamlError('its aliases (*) cannot be followed');
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Errors whose words of the parser repeat nothing of the text, which may be a key. */
const PLAIN_WORDS: ReadonlySet<string> = new Set([
  ...['DUPLICATE_KEY', 'BAD_INDENT', 'MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY'],
  ...['MISSING_CHAR', 'TAB_AS_INDENT'],
]);

function refuseWrong(document: Document.Parsed): void {
  const [first] = document.errors;
  if (first !== undefined) {
    const { code, message } = first;
    throw new YamlError(PLAIN_WORDS.has(code) ? message : 'it is no YAML', first.pos[0]);
  }
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) throw new YamlError('Map keys must be unique', key.range?.[0]);
        keys.add(key.value);
      }
    },
  });
}
