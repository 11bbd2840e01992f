/** YAML case files: read, or said where and why not. The text itself is never repeated. */

import { readYaml, YamlError } from '../../codec/yaml.js';
import { InputError } from '../../errors.js';
import { expected, holdsPrivatePem } from '../../shown.js';

import { firstBinary } from './json-text.js';

/**
 * The document, or a list of them when there are several.
 * @throws InputError with line and column.
 */
export function parseYaml(text: string, name: string): unknown {
  if (holdsPrivatePem(text) && !/^\s*[\w"']+\s*:/.test(text)) {
    throw new InputError(expected(name, 'a case', 'a private key'));
  }
  const binary = firstBinary(text);
  if (binary >= 0) throw wrong(text, name, binary, 'binary data');
  try {
    const documents = readYaml(text);
    if (documents.length === 0) throw new InputError(expected(name, 'a case', 'nothing'));
    return documents.length === 1 ? documents[0] : documents;
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { offset } = error;
    if (offset !== undefined) throw wrong(text, name, offset, 'something that is neither');
    throw new InputError(expected(name, 'YAML that can be read', `other text: ${error.message}`));
  }
}

function wrong(text: string, name: string, position: number, found: string): InputError {
  const before = text.slice(0, position).split('\n');
  const where = `${name}:${before.length}:${(before.at(-1) ?? '').length + 1}`;
  return new InputError(expected(where, 'JSON or YAML', found));
}
