/** H. The device: what the Exchange app does with a signed order, and what the user reads. */
import { ALL, error, note, SIGNED, SWAP, screen, warning, withOrders } from './define.js';

export const DEVICE = [
  ...withOrders([
    error(149, 'DEVICE_REFUSES', SIGNED, 'Exchange app', {
      requires: 'The device goes through with the order up to its review.',
      test: 'Plays the flow on the chosen model and version; names the first step that is refused.',
      switches: [
        'SIGNATURE_OTHER_KEY',
        'PROTOBUF_DECODE_FAILED',
        'FIELD_EXCEEDS_LIMIT',
        'NONCE_OTHER_TRANSACTION',
      ],
    }),
    error(150, 'DEVICE_OTHER_MODEL', SIGNED, 'Exchange app', {
      requires: 'Every model and every version in use takes the order.',
      test: 'Plays the same answer on all models and on chosen versions, and lists who refuses.',
      switches: ['PAYIN_EXTRA_DATA_NANO_S'],
    }),
    screen(151, 'DEVICE_SCREEN_WRONG', SIGNED, 'card, swap and sell pages', {
      requires: 'The review shows what was agreed: sent, received, fees, account, e-mail.',
      test: 'Compares the lines of the review with quote and request, and draws them.',
      switches: ['AMOUNT_WRONG_DECIMALS'],
    }),
    warning(152, 'DEVICE_CROSS_SEED', SWAP, 'Exchange app', {
      requires: "The payout address is the user's own, else the device warns.",
      test: "Looks for the warning page when the payout is the profile's device address.",
      switches: ['PAYOUT_ADDRESS_NOT_USERS'],
    }),
    note(153, 'DEVICE_CURRENCY_UNKNOWN', SIGNED, 'Exchange app, Ledger Wallet', {
      requires: 'Ledger has signed a configuration for the currency.',
      test: 'Looks it up; without one the flow stops there, and what is needed is said.',
      switches: [],
    }),
  ]),
  error(154, 'PARTNER_NAME_LENGTH', ALL, 'Exchange app', {
    requires: 'The registered name has 3 to 15 bytes.',
    test: "Counts the bytes of the profile's partnerName.",
    switches: ['PARTNER_NAME'],
  }),
  error(155, 'PARTNER_CREDENTIAL', ALL, 'Ledger Wallet, Exchange app', {
    requires: 'The credential in the registry belongs to exactly this name, curve and key.',
    test: 'Verifies it over the three, letter for letter.',
    switches: ['PARTNER_NAME_CASE'],
  }),
];
