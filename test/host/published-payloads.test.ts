import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import { sentPayload, sentSignature } from '../../src/check/index.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { refusalOf } from '../../src/host/flow-step.js';
import { requestOf, simulator, stepsOf } from './flow.js';

/** Payloads that Ledger's own tests and tools have published, with the fixed nonce of test builds. */
const VECTORS = JSON.parse(
  readFileSync(new URL('../golden/vectors.json', import.meta.url), 'utf8'),
) as readonly {
  name: string;
  payload: string;
  signature: string;
  publicKeyHex: string;
  curve: 'secp256k1' | 'secp256r1';
}[];

it.each(['ll-swap-k1-jws-speculos', 'etool-readme-check-k1', 'etool-swap-ton-r1-jwt'])(
  'published payload %s gets past the signature check',
  async (name) => {
    const vector = VECTORS.find((candidate) => candidate.name === name)!;
    const device = simulator('nanosp', 'test');
    const flow = FLOWS.SWAP_NG;
    const request = requestOf(
      device,
      'SWAP_NG',
      {},
      {
        partner: { name: 'Vector', curve: vector.curve, publicKey: fromHex(vector.publicKeyHex) },
        payload: {
          kind: 'given',
          payload: sentPayload(flow, vector.payload),
          signature: sentSignature(flow, vector.signature),
        },
      },
    );
    const steps = await stepsOf(device, request);
    expect(steps.length).toBeGreaterThan(5);
    // The coin configurations are those of a default swap: the tickers differ.
    expect(refusalOf(steps)?.command).toMatch(/^CHECK_(PAYOUT|REFUND)_ADDRESS/);
  },
);
