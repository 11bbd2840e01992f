import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import { readCase } from '../../src/check/answer/read-case.js';
import { Checker } from '../../src/check/check.js';
import { rsOfDer } from '../../src/check/rules/signature/forms/halves.js';
import { encodeBase64url } from '../../src/codec/base64.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { nobleVerifier } from '../../src/simulator/verifier.js';
import { VECTORS, type Vector } from './fixtures.js';

const isOrder = ({ flow }: Vector) => flow === 'swap' || flow === 'sell' || flow === 'fund';
const orders = VECTORS.filter(isOrder);
const checker = new Checker({ verifier: nodeVerifier });

function judged(vector: Vector) {
  const { flow, payload, signature, publicKeyHex, curve, signatureEncoding } = vector;
  const isHex = signatureEncoding?.startsWith('hex') === true;
  const text = signature !== null && isHex ? encodeBase64url(fromHex(signature)) : signature;
  return checker.check(
    readCase(
      { flow, payload, signature: text, ...(publicKeyHex && { publicKey: publicKeyHex, curve }) },
      vector.name,
    ),
  );
}

const signatureCodes = (vector: Vector) =>
  judged(vector)
    .findings.map(({ code }) => code)
    .filter((code) => code.startsWith('SIGNATURE_'));

describe('published orders', () => {
  it.each(orders.filter(({ signedOver }) => signedOver === 'dot+payloadText'))(
    '$name has a right signature',
    (vector) => {
      expect(signatureCodes(vector)).toEqual([]);
      const { device } = judged(vector);
      expect(device?.command).not.toBe('CHECK_TRANSACTION_SIGNATURE');
    },
  );

  it.each(orders.filter(({ signedOver }) => signedOver === 'payloadText'))(
    '$name is signed without the dot',
    (vector) => {
      expect(signatureCodes(vector)).toEqual(['SIGNATURE_WITHOUT_DOT_PREFIX']);
    },
  );

  it.each(orders.filter(({ publicKeyHex }) => publicKeyHex === null))(
    '$name cannot be accepted without a key',
    (vector) => {
      expect(judged(vector).verdict).not.toBe('accepted');
    },
  );

  it('names the mistakes in a real partner’s early payload', () => {
    const moonpay = orders.find(({ name }) => name === 'etool-partner-moonpay-k1')!;
    const codes = judged(moonpay).findings.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['AMOUNT_LEFT_ALIGNED', 'NONCE_AS_NUMBER', 'CURRENCY_CASE']),
    );
  });
});

describe('published credentials and configurations', () => {
  it.each(VECTORS.filter((vector) => !isOrder(vector) && vector.signature !== null))(
    '$name verifies: $verifies',
    ({ payload, payloadEncoding, signature, publicKeyHex, curve, verifies }) => {
      const bytes = fromHex(signature!);
      const rs = bytes.length === 64 ? bytes : rsOfDer(bytes)!;
      const message =
        payloadEncoding === 'hex' ? fromHex(payload) : new TextEncoder().encode(payload);
      if (publicKeyHex === null || curve === null) {
        expect(verifies).toBe(false);
        return;
      }
      const signed = { curve, publicKey: fromHex(publicKeyHex), message, hash: 'sha256' } as const;
      expect(nobleVerifier.verify(signed, rs)).toBe(verifies);
      expect(nodeVerifier.verify(signed, rs)).toBe(verifies);
    },
  );
});

describe("the documentation's sample answer", () => {
  const { payload, signature } = VECTORS.find(({ name }) => name === 'docs-sample-providerSig')!;
  const members = { providerSig: { payload, payload_signature: signature } };

  it('is a swap message with text amounts and a DER signature, shown for sell', () => {
    const verdict = checker.check(readCase({ flow: 'sell', ...members }, 'sample'));
    expect(verdict.device).toMatchObject({
      command: 'PROCESS_TRANSACTION_RESPONSE',
      status: '6a82',
    });
    expect(verdict.findings.map(({ code, field }) => `${code} ${field}`).sort()).toEqual([
      'ADDRESS_MALFORMED payin_address',
      'ADDRESS_MALFORMED refund_address',
      'AMOUNT_ASCII amount_to_provider',
      'AMOUNT_ASCII amount_to_wallet',
      'CURRENCY_NOT_BUILT_IN currency_to',
      'FIELD_TOO_LONG device_transaction_id',
      'KEY_payload_signature response.providerSig.payload_signature',
      'NONCE_IN_LEGACY_FIELD device_transaction_id_ng',
      'PUBLIC_KEY_MISSING publicKey',
      'SIGNATURE_IS_DER signature',
      'SIGNATURE_STANDARD_BASE64 signature',
      'WRONG_MESSAGE_TYPE payload',
    ]);
  });

  it('gives the signature as it should be', () => {
    const { findings } = checker.check(readCase({ flow: 'sell', ...members }, 'sample'));
    expect(findings.find(({ code }) => code === 'SIGNATURE_IS_DER')?.corrected).toBe(
      'FGbg-t2BHDRoHBF6m44YZGZH9g9wKjIo0ntQOMU7TfT9VPRqeiW6bRrdf_2UY96i9kerN4Mb1utxQHjOFibBuw',
    );
  });

  it('is refused in a swap as well', () => {
    const { device, findings } = checker.check(readCase({ flow: 'swap', ...members }, 'sample'));
    expect(device?.status).toBe('6a81');
    expect(findings.map(({ code }) => code)).not.toContain('WRONG_MESSAGE_TYPE');
  });
});
