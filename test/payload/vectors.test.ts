/**
 * The public vectors of Ledger's own repositories (`golden/vectors.json`): signed payloads, partner
 * credentials, coin configurations. What they are, and which four are left out:
 * provider-api.md#public-examples.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  concat,
  cString,
  fromHex,
  textOf,
  toBigInt,
  toHex,
  utf8,
} from '../../src/bytes.js';
import type { Curve } from '../../src/exchange/constants.js';
import { FLOWS, type FlowKind } from '../../src/exchange/flows.js';
import { LEDGER_PRODUCTION_KEY, LEDGER_TEST_KEY } from '../../src/exchange/keys.js';
import { decode } from '../../src/exchange/layout.js';
import { coinConfiguration, partnerCredentials } from '../../src/exchange/layouts.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { decodeAsDevice } from '../../src/payload/device-base64.js';
import { MESSAGES } from '../../src/payload/messages.js';
import { type DecodedMessage, decodeMessage } from '../../src/payload/nanopb.js';
import { derFromRs, rsFromStrictDer } from '../../src/payload/signature.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { nobleVerifier } from '../../src/simulator/verifier.js';

interface Vector {
  readonly name: string;
  readonly flow: FlowKind | 'text' | 'partner-credentials' | 'coin-config';
  readonly payload: string;
  readonly signature: string | null;
  readonly signatureEncoding: string | null;
  readonly publicKeyHex: string | null;
  readonly curve: Curve | null;
  readonly signedOver: 'payloadText' | 'dot+payloadText' | 'text' | 'bytes' | null;
  readonly verifies: boolean;
  readonly status: string;
  readonly highS?: boolean;
  readonly signerKey?: 'ledger-prod' | 'ledger-test';
  readonly credentialLayout?: string;
  readonly partnerName?: string;
  readonly partnerPublicKey?: string;
  readonly partnerCurve?: Curve;
  readonly decoded?: Readonly<Record<string, unknown>>;
  readonly decodedAsSell?: Readonly<Record<string, unknown>>;
}

const vectors = JSON.parse(
  readFileSync(new URL('../golden/vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[];
const named = (wanted: readonly Vector[]) => wanted.map((vector) => [vector.name, vector] as const);

const ORDERS: Record<Curve, bigint> = {
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  secp256r1: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
};

function signatureOf({ signature, signatureEncoding }: Vector): Uint8Array {
  const [encoding, form] = signatureEncoding!.split('(') as [string, string];
  const bytes =
    encoding === 'hex'
      ? fromHex(signature!)
      : Uint8Array.from(Buffer.from(signature!, encoding as 'base64' | 'base64url'));
  if (!form.startsWith('DER')) return bytes;
  expect(form).toBe(`DER,${bytes.length})`);
  const read = rsFromStrictDer(bytes);
  if ('problem' in read) throw new Error(read.problem);
  return read.rs;
}

const MESSAGE: Record<NonNullable<Vector['signedOver']>, (payload: string) => Uint8Array> = {
  payloadText: utf8,
  text: utf8,
  'dot+payloadText': (payload) => utf8(`.${payload}`),
  bytes: fromHex,
};

/** Both verifiers' verdict; they must agree. */
function verifies(
  vector: Vector,
  message: Uint8Array,
  key = fromHex(vector.publicKeyHex!),
): boolean {
  const signed = { curve: vector.curve!, publicKey: key, message, hash: 'sha256' } as const;
  const rs = signatureOf(vector);
  const verdict = nobleVerifier.verify(signed, rs);
  expect(nodeVerifier.verify(signed, rs)).toBe(verdict);
  return verdict;
}

const verified = vectors.filter((vector) => vector.status === 'verified');

it('the file holds what provider-api.md counts, less the four withheld', () => {
  const count = (test: (vector: Vector) => boolean) => vectors.filter(test).length;
  const message = ({ flow }: Vector) => ['swap', 'sell', 'fund', 'text'].includes(flow);
  expect({
    signed: count((vector) => message(vector) && vector.status === 'verified'),
    unsigned: count((vector) => vector.status.startsWith('decode-only')),
    unverifiable: count((vector) => vector.status.startsWith('unverifiable')),
    partners: count((vector) => vector.flow === 'partner-credentials'),
    badPartners: count((vector) => vector.status === 'signature does not verify'),
    coins: count((vector) => vector.flow === 'coin-config'),
    all: vectors.length,
  }).toEqual({
    signed: 16,
    unsigned: 9,
    unverifiable: 1,
    partners: 24,
    badPartners: 4,
    coins: 15,
    all: 65,
  });
  for (const { status, verifies: good } of vectors) expect(good).toBe(status === 'verified');
});

describe('signatures that verify', () => {
  it.each(named(verified))('%s', (_, vector) => {
    expect(verifies(vector, MESSAGE[vector.signedOver!](vector.payload))).toBe(true);
    const rs = signatureOf(vector);
    expect(rsFromStrictDer(derFromRs(rs))).toEqual({ rs });
    expect(toBigInt(rs.subarray(32)) * 2n > ORDERS[vector.curve!]).toBe(vector.highS);
  });

  it.each(named(verified.filter(({ flow }) => flow === 'swap' || flow === 'sell')))(
    '%s: the other signing rules fail',
    (_, vector) => {
      const { payload } = vector;
      const others = (['payloadText', 'dot+payloadText'] as const)
        .filter((rule) => rule !== vector.signedOver)
        .map((rule) => MESSAGE[rule](payload));
      const protobuf = decodeAsDevice(bytesOf(payload), 512)!;
      for (const message of [...others, protobuf, concat(bytesOf('.'), protobuf)]) {
        expect(verifies(vector, message)).toBe(false);
      }
    },
  );

  it.each(named(verified.filter(({ signerKey }) => signerKey !== undefined)))(
    '%s: by the Ledger key it names, not by the other',
    (_, vector) => {
      const production = vector.signerKey === 'ledger-prod';
      const message = fromHex(vector.payload);
      expect(verifies(vector, message, LEDGER_PRODUCTION_KEY)).toBe(production);
      expect(verifies(vector, message, LEDGER_TEST_KEY)).toBe(!production);
    },
  );
});

describe('signatures that do not', () => {
  const bad = vectors.filter(({ status }) => status === 'signature does not verify');

  it.each(named(bad))('%s: by neither Ledger key', (_, vector) => {
    for (const key of [LEDGER_PRODUCTION_KEY, LEDGER_TEST_KEY]) {
      expect(verifies(vector, fromHex(vector.payload), key)).toBe(false);
    }
  });

  it('ll-default-thorswap-lowercase: its signature belongs to THORSwap', () => {
    const vector = bad.find(({ name }) => name === 'll-default-thorswap-lowercase')!;
    const catalogue = vectors.find(({ name }) => name === 'cal-swap-thorswap-v2')!;
    expect(verifies(vector, fromHex(catalogue.payload))).toBe(true);
  });
});

describe('what they contain', () => {
  const { wire, fields } = V4_4_2;

  it.each(named(vectors.filter(({ partnerName }) => partnerName !== undefined)))(
    '%s: partner credentials',
    (_, vector) => {
      // Four carry no layout: three of them have the curve byte, as their length tells.
      const data = fromHex(vector.payload);
      const ng = data.length === 1 + data[0]! + 1 + 65;
      if (vector.credentialLayout !== undefined) {
        expect(vector.credentialLayout.startsWith('ng')).toBe(ng);
      }
      const legacy = vector.partnerCurve === 'secp256k1' ? FLOWS.SWAP : FLOWS.FUND;
      const flow = ng ? FLOWS.SWAP_NG : legacy;
      const read = decode(partnerCredentials(flow, wire), data);
      expect(read.ok).toBe(true);
      const { name, publicKey, curve } = read.fields;
      expect(textOf(name!.bytes)).toBe(vector.partnerName);
      expect(toHex(publicKey!.bytes)).toBe(vector.partnerPublicKey);
      const byte = vector.partnerCurve === 'secp256k1' ? 0 : 1;
      if (ng) expect(curve!.bytes[0]).toBe(byte);
      else expect(flow.curve).toBe(vector.partnerCurve);
    },
  );

  it.each(named(vectors.filter(({ flow }) => flow === 'coin-config')))('%s', (_, vector) => {
    const read = decode(coinConfiguration(wire), fromHex(vector.payload));
    expect(read.ok).toBe(true);
    const { ticker, appName, subConfiguration } = read.fields;
    expect({
      ticker: textOf(ticker!.bytes),
      appName: textOf(appName!.bytes),
      subConfigHex: toHex(subConfiguration!.bytes),
      subConfigLen: subConfiguration!.bytes.length,
    }).toEqual(vector.decoded);
  });

  const payloads = vectors.filter(
    ({ flow }) => flow === 'swap' || flow === 'sell' || flow === 'fund',
  );

  function decodePayload(vector: Vector, kind: FlowKind) {
    const protobuf = decodeAsDevice(bytesOf(vector.payload), V4_4_2.decodedPayloadMax)!;
    return decodeMessage(MESSAGES[kind], fields, protobuf);
  }

  it.each(named(payloads.filter(({ name }) => name !== 'docs-sample-providerSig')))(
    '%s: message',
    (_, vector) => {
      const kind = vector.flow as FlowKind;
      const result = decodePayload(vector, kind);
      if (!result.ok) throw new Error(result.problem.reason);
      expectFields(kind, result.message, vector.decoded!);
    },
  );

  it('docs-sample-providerSig is a swap message shown for sell (documentation)', () => {
    const vector = vectors.find(({ name }) => name === 'docs-sample-providerSig')!;
    const swap = decodePayload(vector, 'swap');
    expect(swap).toMatchObject({
      ok: false,
      problem: { field: 'device_transaction_id', limit: 10, actual: 17 },
    });
    const sell = decodePayload(vector, 'sell');
    if (!sell.ok) throw new Error(sell.problem.reason);
    expectFields('sell', sell.message, vector.decodedAsSell!);
    expect(sell.message.device_transaction_id).toEqual(bytesOf('BTC'));
    const [rs, standard] = [signatureOf(vector), Buffer.from(vector.signature!, 'base64')];
    expect(toHex(derFromRs(rs))).toBe(standard.toString('hex'));
    expect(Buffer.from(rs).toString('base64url')).toBe(
      'FGbg-t2BHDRoHBF6m44YZGZH9g9wKjIo0ntQOMU7TfT9VPRqeiW6bRrdf_2UY96i9kerN4Mb1utxQHjOFibBuw',
    );
  });
});

/** Compares every field of a type with what another decoder recorded; absent ones are empty. */
function expectFields(
  kind: FlowKind,
  message: DecodedMessage,
  recorded: Readonly<Record<string, unknown>>,
): void {
  for (const field of MESSAGES[kind].fields) {
    const value = message[field.name];
    const wanted = recorded[field.name];
    if (field.type === 'string') {
      expect(textOf(cString(value as Uint8Array)), field.name).toBe(wanted ?? '');
    } else if (field.type === 'message') {
      const { coefficient, exponent } = value as { coefficient: Uint8Array; exponent: number };
      const given = (wanted ?? {}) as { coefficient__hex?: string; exponent?: number };
      expect(toHex(coefficient), field.name).toBe(given.coefficient__hex ?? '');
      expect(exponent).toBe(given.exponent ?? 0);
    } else {
      // Amounts are recorded as numbers with their hex beside, nonces as hex.
      const hex = (recorded[`${field.name}__hex`] ?? wanted ?? '') as string;
      expect(toHex(value as Uint8Array), field.name).toBe(hex);
    }
  }
}
