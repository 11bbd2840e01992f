/** What is inside the commands of a flow, field by field, as `decode` reads them. */
import { Decoder } from '../../decode/decoder.js';
import type { ShownField } from '../test/order-shown.js';

/**
 * For each command its fields; of one that was sent in chunks they stand at the last. The payload is one
 * field: what is in it may be secret.
 * @param apdus in the order in which they were sent.
 */
export function fieldsOfCommands(apdus: readonly Uint8Array[]): readonly (readonly ShownField[])[] {
  const decoder = new Decoder();
  return apdus.map((command, at) => {
    const { fields, chunk } = decoder.decode({ command, response: null, at });
    if (chunk !== undefined && !chunk.last) return [];
    return fields.flatMap(({ name, value, fields: parts = [] }) =>
      name === 'coinConfiguration' ? parts.map(shown) : [shown({ name, value })],
    );
  });
}

const shown = ({ name, value }: ShownField): ShownField => ({ name, value });
