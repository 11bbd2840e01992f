/**
 * A production build in tests: Ledger's real signatures of coin configurations, and partners that a
 * stand-in for Ledger has registered.
 */
import { readFileSync } from 'node:fs';
import { fromHex, toHex } from '../../src/bytes.js';
import type { Flow } from '../../src/exchange/flows.js';
import type { ConfigurationFor } from '../../src/host/ledger-signatures.js';
import type { Partner } from '../../src/host/partner.js';
import { signingKey } from '../../src/keys/private-key.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { registered, registrationText, standingIn } from './stand-in.js';

interface Row {
  readonly ledgerId: string;
  readonly configuration: string;
  readonly signature: string;
}

/** By the id of the built-in currency. */
export const LEDGER_CONFIGURATIONS = (
  JSON.parse(readFileSync(new URL('ledger-configurations.json', import.meta.url), 'utf8')) as {
    configurations: Readonly<Record<string, Row>>;
  }
).configurations;

export const ledgerConfigurationFor: ConfigurationFor = ({ id }) => {
  const row = LEDGER_CONFIGURATIONS[id];
  if (row === undefined) return undefined;
  return { configuration: fromHex(row.configuration), signature: fromHex(row.signature) };
};

export const standInVerifier = standingIn(nodeVerifier);

const PARTNER_SECRET = new TextEncoder().encode('a partner of a test, not secret.');

/** A partner with a key of its own, registered by the stand-in. */
export function registeredPartner(flow: Flow, name = 'Stand-in Swap'): Partner {
  const curve = flow.curve === 'given' ? 'secp256k1' : flow.curve;
  const key = signingKey(curve, PARTNER_SECRET);
  return registered({ name, curve, publicKey: key.publicKey, key }, flow);
}

/** With the private key. */
export function partnerFile(partner: Partner): string {
  return registrationText(partner, { privateKey: toHex(PARTNER_SECRET) });
}
