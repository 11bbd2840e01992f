/** Conforming cases for every flow, signed by the public keys of the built-in test partner. */

import { bytesOf, fromHex, textOf, toHex } from '../../src/bytes.js';
import { readCase } from '../../src/check/answer/read-case.js';
import { decodeBase64url, encodeBase64url } from '../../src/codec/base64.js';
import type { Curve } from '../../src/exchange/constants.js';
import { FLOWS, type Flow, type FlowName } from '../../src/exchange/flows.js';
import { testPartner } from '../../src/host/partner.js';
import type { SigningKey } from '../../src/keys/private-key.js';
import { amountBytes, shortestBytes } from '../../src/payload/amount.js';
import { encodeMessage, type MessageValues } from '../../src/payload/encode.js';
import { MESSAGES } from '../../src/payload/messages.js';
import { signPayload } from '../../src/payload/sign.js';

export const KEYS: Readonly<Record<Curve, SigningKey>> = {
  secp256k1: testPartner(FLOWS.SWAP_NG).key!,
  secp256r1: testPartner(FLOWS.SELL).key!,
};

export const NONCE = Uint8Array.from({ length: 32 }, (_, i) => 200 - i);
export const LETTERS = bytesOf('QWERTYUIOP');

const PAYIN = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
const ETHEREUM = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D';

/** Message values without the nonce. */
export const VALUES: Readonly<Record<Flow['kind'], MessageValues>> = {
  swap: {
    payin_address: PAYIN,
    refund_address: 'bc1qwqdg6squsna38e46795at95yu9atm8azzmyvckulcc7kytlcckxswvvzej',
    payout_address: ETHEREUM,
    currency_from: 'BTC',
    currency_to: 'ETH',
    amount_to_provider: amountBytes(1_000_000n),
    amount_to_wallet: amountBytes(345_678_912_345_678_912n),
  },
  sell: {
    trader_email: 'jane.doe@example.com',
    in_currency: 'BTC',
    in_amount: amountBytes(1_000_000n),
    in_address: PAYIN,
    out_currency: 'EUR',
    out_amount: { coefficient: shortestBytes(59_740n), exponent: 2 },
  },
  fund: {
    user_id: 'jane.doe',
    account_name: 'Card 1234',
    in_currency: 'ETH',
    in_amount: amountBytes(250_000_000_000_000_000n),
    in_address: ETHEREUM,
  },
};

export interface Made {
  readonly flow: Flow;
  readonly payload: string;
  readonly signature: string;
  readonly curve: Curve;
}

/** A message as the provider sends it: hex in legacy swaps, else base64url. */
export function payloadText(name: FlowName, message: Uint8Array): string {
  return FLOWS[name].encoding === 'raw' ? toHex(message) : encodeBase64url(message);
}

/** The bytes behind {@link payloadText}. */
export function messageOf({ flow, payload }: Made): Uint8Array {
  return flow.encoding === 'raw' ? fromHex(payload) : decodeBase64url(payload)!;
}

/** The curve legacy flows are bound to, else the given one. */
export function curveFor(flow: Flow, curve: Curve): Curve {
  return flow.curve === 'given' ? curve : flow.curve;
}

/** Payload and signature as a provider answers them. */
export function made(
  name: FlowName,
  values: MessageValues = {},
  { curve = 'secp256k1' as Curve, text = (payload: string) => payload } = {},
): Made {
  const flow = FLOWS[name];
  const nonce = flow.nonce === 'letters' ? textOf(LETTERS) : NONCE;
  const message = encodeMessage(MESSAGES[flow.kind], {
    ...VALUES[flow.kind],
    [flow.nonceField]: nonce,
    ...values,
  });
  return signed(name, text(payloadText(name, message)), message, curve);
}

/** Signs given bytes; `message` is what legacy swaps transmit. */
export function signed(
  name: FlowName,
  payload: string,
  message: Uint8Array,
  curve: Curve = 'secp256k1',
): Made {
  const flow = FLOWS[name];
  const used = curveFor(flow, curve);
  const transmitted = flow.encoding === 'raw' ? message : bytesOf(payload);
  const dotPrefix = flow.dotPrefix === 'given' ? true : flow.dotPrefix;
  // Legacy swap: r and s in hex, which the host turns into DER.
  const raw = flow.encoding === 'raw';
  const format = flow.signatureFormat === 'given' || raw ? 'rs' : flow.signatureFormat;
  const signature = signPayload(KEYS[used], transmitted, { dotPrefix, format });
  const text = raw ? toHex(signature) : encodeBase64url(signature);
  return { flow, payload, signature: text, curve: used };
}

/** The case of a made order; members replace or extend its JSON. */
export function caseOf(order: Made, members: Record<string, unknown> = {}) {
  const { flow, payload, signature, curve } = order;
  const nonce = flow.nonce === 'letters' ? textOf(LETTERS) : toHex(NONCE);
  return readCase(
    {
      flow: flow.kind,
      legacy: !flow.ng,
      payload,
      signature,
      publicKey: toHex(KEYS[curve].publicKey),
      curve,
      nonce,
      ...members,
    },
    'case',
  );
}
