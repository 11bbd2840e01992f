/** Public keys that end up in signatures by accident: samples of Ledger's tools, and our own. */
import { equal, fromHex } from '../../../../bytes.js';
import { FLOWS } from '../../../../exchange/flows.js';
import { testPartner } from '../../../../host/partner.js';
import type { PartnerKey } from '../../../check-case.js';

const SAMPLES: readonly PartnerKey[] = [
  {
    curve: 'secp256k1',
    label: "the published sample key of Ledger's exchange-tool",
    publicKey: fromHex(
      '0478d5facdae2305f48795d3ce7d9244f5060d2f800901da5746d1f4177ae8d7bbe63f3870efc0d36af8f91962811e1d8d9df91ce3b3ea2cd9f550c7d465f8b7b3',
    ),
  },
  {
    curve: 'secp256r1',
    label: "the published sample key of Ledger's exchange-tool",
    publicKey: fromHex(
      '047c13debdb9e1afac5a82bbe78da6dca98a2e59af8a9a3f827acb8ed325c79a6c5749eff65d4e3470bd2995def771f45426c58eada7227d536feeffb58fa71c24',
    ),
  },
];

let known: readonly PartnerKey[] | undefined;

/** Keys beside those of the case; the built-in partner's are derived on first use. */
export function wellKnownKeys(): readonly PartnerKey[] {
  known ??= [
    ...SAMPLES,
    ...[FLOWS.SWAP_NG, FLOWS.SELL].map((flow) => {
      const { curve, publicKey } = testPartner(flow);
      return { curve, publicKey, label: 'the built-in test partner of exchange-sim' };
    }),
  ];
  return known;
}

export function sameKey(a: PartnerKey, b: PartnerKey): boolean {
  return a.curve === b.curve && equal(a.publicKey, b.publicKey);
}
