/** The partner (provider) of a flow: its name, its key, and whether it can sign for us. */
import { fromHex, utf8 } from '../bytes.js';
import { CURVE, type Curve } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { encode } from '../exchange/layout.js';
import { ANY_SIZES, partnerCredentials } from '../exchange/layouts.js';
import { type SigningKey, signingKey } from '../keys/private-key.js';

/** The provider as Ledger has registered it. */
export interface Partner {
  /** Shown on the device; part of what Ledger signs, letter for letter. */
  readonly name: string;
  readonly curve: Curve;
  /** 65 bytes, 04 x y. */
  readonly publicKey: Uint8Array;
  /** Absent for a partner whose private key we do not have: its payloads come signed. */
  readonly key?: SigningKey;
  /** Ledger's DER signature over the credentials; absent: the test authority signs them. */
  readonly signature?: Uint8Array;
}

/**
 * Private keys of the built-in test partner: public on purpose, as their bytes say when read as
 * text ("exchange-sim public test key k1." and "… r1."). They must never guard anything.
 */
const TEST_KEYS: Readonly<Record<Curve, Uint8Array>> = {
  secp256k1: fromHex('65786368616e67652d73696d207075626c69632074657374206b6579206b312e'),
  secp256r1: fromHex('65786368616e67652d73696d207075626c69632074657374206b65792072312e'),
};

export const TEST_PARTNER_NAME = 'Test partner';

/** The built-in partner, with a key on the curve the flow wants (secp256k1 where it is free). */
export function testPartner(flow: Flow, name: string = TEST_PARTNER_NAME): Partner {
  const curve = flow.curve === 'given' ? 'secp256k1' : flow.curve;
  const key = testKey(curve);
  return { name, curve, publicKey: key.publicKey, key };
}

const testKeys = new Map<Curve, SigningKey>();

/** Made once: its public key costs a multiplication. */
function testKey(curve: Curve): SigningKey {
  const known = testKeys.get(curve);
  if (known !== undefined) return known;
  const key = signingKey(curve, TEST_KEYS[curve]);
  testKeys.set(curve, key);
  return key;
}

/**
 * SET_PARTNER_KEY data, which Ledger's signature covers: name behind its length, in NG the curve, and
 * the public key, 65 bytes 04 x y.
 */
export function credentialsOf(partner: Partner, flow: Flow): Uint8Array {
  return encode(partnerCredentials(flow, ANY_SIZES), {
    name: utf8(partner.name),
    curve: Uint8Array.of(CURVE[partner.curve]),
    publicKey: partner.publicKey,
  });
}
