/** Mistakes about the registered key (PROVIDER-API 6.1). */
import { cannot, mistakes, noMistake } from '../../../sign/mistake.js';

export const PUBLIC_KEY_MISTAKES = mistakes({
  LEGACY_CURVE_UNSUPPORTED: {
    does: 'Signs a legacy swap on secp256r1; needs a key on that curve.',
    flows: ['SWAP'],
    anyCurve: true,
    change: ({ key }) => (key.curve === 'secp256r1' ? {} : cannot('a key on secp256r1')),
  },
});

export const PUBLIC_KEY_NO_MISTAKE = noMistake({
  PUBLIC_KEY_MISSING:
    'The key is registered with Ledger: no answer holds it. Leave --public-key out of check.',
  PUBLIC_KEY_MALFORMED:
    'The key is registered with Ledger: no answer holds it. Give check another key.',
  PUBLIC_KEY_COMPRESSED:
    'The key is registered with Ledger: no answer holds it. Give check the compressed form.',
});
