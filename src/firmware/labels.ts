/**
 * The words of the Exchange app, release by release. Byte strings; `{name}` marks what a
 * transaction fills in. The layout code knows none of them.
 */

/** Words that depend on the kind of flow. */
export interface ByKind {
  readonly swap: string;
  readonly sell: string;
  readonly fund: string;
}

/** The words of a review that differ from release to release. */
export interface ScreenLabels {
  /** First words of the title and of the question at the end, then a word that joins the rest. */
  readonly review: string;
  readonly sign: string;
  readonly to: string;
  /** The operation in two halves, broken between them where the title takes three lines. */
  readonly operation: ByKind;
  readonly counterpart: ByKind;
  /** Last question on a Nano, where it has no room for the whole sentence. */
  readonly nanoSign: ByKind | null;

  readonly warning: string;
  readonly learnMore: string;
  /** Null in firmwares that do not name the partner in a row of its own. */
  readonly partner: string | null;
  readonly email: string;
  readonly user: string;
  readonly send: string;
  readonly receive: string;
  readonly receiveEstimated: string;
  readonly fundedAccount: string;
  readonly fees: string;
  readonly receiveAddress: string;

  /** Someone else's payout address: title and text of the touch models, values of the Nano's rows. */
  readonly foreignAddress: string;
  readonly foreignAddressText: string;
  /** Text of the page that asks on a Nano, where there is one. */
  readonly foreignAddressNanoText: string;
  readonly foreignAddressLink: string;
  readonly continueAnyway: string;
  readonly cancel: string;

  readonly processing: string;
  readonly rejected: string;
  readonly signed: string;
  readonly refusedByApp: string;

  /** Words at the foot of a touch model's first page and of all others. */
  readonly begin: string;
  readonly reject: string;

  readonly testWarning: string;
  /** Null where the home page has no tagline: BAGL's, and those that say that the app is ready. */
  readonly nanoTagline: string | null;
  readonly touchTagline: string;
  readonly copyright: string;
}

/** Words of the first releases that drew on Stax (3.1.0-dev to 3.3.3). */
export const FIRST_LABELS: ScreenLabels = {
  review: 'Review transaction',
  sign: 'Sign transaction',
  to: 'to',
  operation: { swap: 'swap {from}', sell: 'sell {from}', fund: 'fund account' },
  counterpart: { swap: 'to {to}', sell: 'for {to}', fund: 'with {from}' },
  nanoSign: null,

  warning: 'Warning',
  learnMore: 'Learn more at',
  partner: null,
  email: 'Email',
  user: 'User',
  send: 'Send',
  receive: 'Get',
  receiveEstimated: 'Get estimated',
  fundedAccount: 'To {partner}',
  fees: 'Fees',
  receiveAddress: 'Receive address',

  foreignAddress: 'Receive address does not belong to this Ledger device',
  foreignAddressText: '',
  foreignAddressNanoText: '',
  foreignAddressLink: 'ledger.com/e13',
  continueAnyway: '',
  cancel: 'Cancel',

  processing: 'Processing',
  rejected: 'Transaction\nrejected',
  signed: 'TRANSACTION\nSIGNED',
  refusedByApp: 'Incorrect transaction\nrejected by the\n{app} app',

  begin: 'Tap to continue',
  reject: 'Reject transaction',

  testWarning: 'DO NOT USE THIS APPLICATION\nWITH REAL FUNDS.\n!! TEST ONLY !!',
  nanoTagline: null,
  touchTagline: 'This app enables swapping\nand selling assets\nin Ledger Live.',
  copyright: '(c) 2023 Ledger',
};

/** Words of a Nano's BAGL pages: the same from the first release to the last, 4.2.4. */
export const BAGL_WORDS = {
  ready: ['Exchange', 'is ready'],
  testWarning: ['DO NOT USE', 'WITH REAL FUNDS'],
  version: 'Version',
  quit: 'Quit',
  review: ['Review', 'transaction'],
  accept: ['Accept', 'and send'],
  reject: 'Reject',
} as const;
