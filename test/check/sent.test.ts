/** What the package hands out is the caller's own. */
import { expect, it } from 'vitest';
import { check, readCase, sentPayload, sentSignature } from '../../src/check/index.js';
import { FLOWS } from '../../src/exchange/flows.js';
import { fastestVerifier } from '../../src/simulator/node-fastest-verifier.js';
import { FIXTURES } from './fixtures.js';

const good = FIXTURES.find(({ id }) => id === 'good-swap-r1')!;
const { payload, signature } = good.providerSig;

it.each([
  ['sentPayload', () => sentPayload(FLOWS.SWAP_NG, payload)],
  ['sentSignature', () => sentSignature(FLOWS.SWAP_NG, signature)],
  ['sentSignature as DER', () => sentSignature(FLOWS.FUND, signature)],
])('%s: written to and transferred, nobody else is touched', (_, sent) => {
  const before = [...sent()];
  sent().fill(0);
  const bytes = sent();
  structuredClone(bytes, { transfer: [bytes.buffer] });
  expect([...sent()]).toEqual(before);
  const judged = check(readCase(good, 'case'), { verifier: fastestVerifier });
  expect(judged.verdict).toBe('accepted');
});
