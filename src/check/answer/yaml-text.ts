/** YAML case files. The only file that loads the YAML parser. */
import { parseAllDocuments } from 'yaml';
import { InputError } from '../../errors.js';
import { holdsPrivatePem } from '../../keys/holds-key.js';
import { firstBinary } from './json-text.js';

/**
 * The document, or a list of them when there are several.
 * @throws InputError with line and column; the text itself is never repeated.
 */
export function parseYaml(text: string, name: string): unknown {
  if (holdsPrivatePem(text) && !/^\s*[\w"']+\s*:/.test(text)) {
    throw new InputError(`${name}: expected a case, found a private key`);
  }
  const documents = parseAllDocuments(text, { prettyErrors: false });
  if ('empty' in documents) throw new InputError(`${name}: expected a case, found nothing`);
  const binary = firstBinary(text);
  const error = documents.flatMap(({ errors }) => errors)[0];
  if (binary >= 0 || error !== undefined) {
    const position = binary >= 0 ? binary : (error?.pos[0] ?? 0);
    const before = text.slice(0, position).split('\n');
    const where = `${name}:${before.length}:${(before.at(-1) ?? '').length + 1}`;
    const found = binary >= 0 ? 'binary data' : 'something that is neither';
    throw new InputError(`${where}: expected JSON or YAML, found ${found}`);
  }
  try {
    const values = documents.map((document) => document.toJS() as unknown);
    return values.length === 1 ? values[0] : values;
  } catch (error) {
    // Aliases that point nowhere, or to far too much.
    throw new InputError(`${name}: expected YAML without bad aliases`, { cause: error });
  }
}
