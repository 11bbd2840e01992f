/** The recorded mistakes of providers (see test/golden/README.md) and how to read them. */
import { readFileSync } from 'node:fs';

export interface Recorded {
  readonly steps: readonly (readonly [command: string, status: string])[];
  readonly screens: readonly string[] | null;
}

export interface Fixture {
  readonly id: string;
  readonly flow: 'swap' | 'sell' | 'fund';
  readonly diagnosis: string | null;
  readonly severity: 'ok' | 'warning' | 'wrong-on-screen' | 'error';
  readonly description: string;
  readonly deviceNonce: string;
  readonly registered: { readonly curve: 'secp256k1' | 'secp256r1'; readonly publicKeyHex: string };
  readonly providerSig: { readonly payload: string; readonly signature: string };
  readonly protobufHex: string | null;
  readonly recorded: { readonly asIs: Recorded; readonly ownedAddresses: Recorded | null };
}

export interface Vector {
  readonly name: string;
  readonly flow: string;
  readonly payload: string;
  readonly payloadEncoding: string;
  readonly signature: string | null;
  readonly signatureEncoding: string | null;
  readonly publicKeyHex: string | null;
  readonly curve: 'secp256k1' | 'secp256r1' | null;
  readonly signedOver: string | null;
  readonly verifies: boolean;
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../golden/${path}`, import.meta.url), 'utf8'));
}

const file = json('fixtures/mistake-fixtures.json') as {
  readonly owned: { readonly refund: string; readonly payout: string };
  readonly fixtures: readonly Fixture[];
};

export const FIXTURES = file.fixtures;
export const OWNED = file.owned;
export const VECTORS = json('vectors.json') as readonly Vector[];

export function fixture(id: string): Fixture {
  const found = FIXTURES.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no fixture ${id}`);
  return found;
}

/** The key of the fixture `sig-other-key`, as its provider would tell it; nobody registered it. */
export const OTHER_KEY = {
  curve: 'secp256k1',
  publicKey:
    '0461939a369e406714cd769921e63813009fed66461eab348bc1985e2e89db14ef4a095b1a442356d1838c0fdb7f233b9854f21eaecb20d25428962a0a081ca13f',
} as const;

/** What a case knows of a fixture beside the answer: one mistake shows only with a second key. */
export function knownOf({ diagnosis }: Fixture): Record<string, unknown> {
  return diagnosis === 'SIGNATURE_OTHER_KEY' ? { otherKeys: { test: OTHER_KEY } } : {};
}
