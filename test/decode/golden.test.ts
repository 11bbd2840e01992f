/** Every recording of the real firmware decodes: nothing unknown, and what was accepted verifies. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DecodedExchange, DecodedField } from '../../src/decode/decoded.js';
import { Decoder } from '../../src/decode/decoder.js';
import { readLog } from '../../src/logs/index.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';

const GOLDEN = new URL('../golden/', import.meta.url);
const folders = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^(suite|signing|edges|fuzz)-/.test(entry.name))
  .map(({ name }) => name);

function decoded(bytes: Uint8Array): DecodedExchange[] {
  const decoder = new Decoder({ verifier: nodeVerifier });
  return readLog(bytes).exchanges.map((exchange) => decoder.decode(exchange));
}

const allFields = (fields: readonly DecodedField[]): DecodedField[] =>
  fields.flatMap((field) => [field, ...allFields(field.fields ?? [])]);

describe.each(folders)('%s', (folder) => {
  const files = readdirSync(new URL(`${folder}/`, GOLDEN)).filter((name) => name.endsWith('.apdu'));

  // Edges are about what nobody knows.
  const isOdd = /^(edges|fuzz)-/.test(folder);

  it('has no unknown field, and no check fails where the device said yes', () => {
    const wrong: string[] = [];
    for (const file of files) {
      for (const exchange of decoded(readFileSync(new URL(`${folder}/${file}`, GOLDEN)))) {
        const place = `${file}:${exchange.at}`;
        const yes = exchange.answer?.status === '9000';
        if (exchange.to === 'unknown' && !isOdd) wrong.push(`${place}: unknown`);
        for (const { name } of allFields(exchange.fields)) {
          if (/^(data|unread|field \d+)$/.test(name) && exchange.to === 'exchange' && !isOdd) {
            wrong.push(`${place}: ${exchange.name}: ${name}`);
          }
        }
        if (yes && exchange.problem !== undefined) wrong.push(`${place}: ${exchange.problem}`);
        for (const { subject, holds, says } of exchange.checks) {
          if (yes && holds === false) wrong.push(`${place}: ${subject}: ${says}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
