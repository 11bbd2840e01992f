/**
 * The words of the Exchange app, firmware by firmware. Byte strings; `{name}` marks what a
 * transaction fills in. The layout code knows none of them.
 */

/** Words that depend on the kind of flow. */
export interface ByKind {
  readonly swap: string;
  readonly sell: string;
  readonly fund: string;
}

export interface ScreenLabels {
  /** First words of the title and of the question at the end, then a word that joins the rest. */
  readonly review: string;
  readonly sign: string;
  readonly to: string;
  /** The operation in two halves, broken between them where the title takes three lines. */
  readonly operation: ByKind;
  readonly counterpart: ByKind;
  /** Last question on a Nano, which has no room for the whole sentence. */
  readonly nanoSign: ByKind;

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
  readonly foreignAddressLink: string;
  readonly continueAnyway: string;
  readonly cancel: string;

  readonly processing: string;
  readonly rejected: string;
  readonly signed: string;
  readonly refusedByApp: string;

  readonly testWarning: string;
  /** Null where the home page has no tagline but `appReady`. */
  readonly nanoTagline: string | null;
  readonly touchTagline: string;
  readonly copyright: string;
}

/** Exchange 4.4.2 (app-exchange src/ui, commit 50712d1d). */
export const LABELS_4_4_2: ScreenLabels = {
  review: 'Review transaction',
  sign: 'Sign transaction',
  to: 'to',
  operation: { swap: 'swap {from}', sell: 'sell {from}', fund: 'fund account' },
  counterpart: { swap: 'to {to}', sell: 'for {to}', fund: 'with {from}' },
  nanoSign: {
    swap: 'Sign transaction\nto swap ',
    sell: 'Sign transaction\nto sell ',
    fund: 'Sign transaction\nto fund account',
  },

  warning: 'Warning',
  learnMore: 'Learn more at',
  partner: 'Exchange partner',
  email: 'Email',
  user: 'User',
  send: 'Send',
  receive: 'Receive',
  receiveEstimated: 'Receive estimated',
  fundedAccount: 'To {partner}',
  fees: 'Fees',
  receiveAddress: 'Receive address',

  foreignAddress: 'Receive address does not belong to this Ledger device',
  foreignAddressText:
    'Carefully verify that the receive address is correct.\nLearn more: ledger.com/e13',
  foreignAddressLink: 'ledger.com/e13',
  continueAnyway: 'Continue anyway',
  cancel: 'Cancel',

  processing: 'Processing',
  rejected: 'Transaction rejected',
  signed: 'Transaction signed',
  refusedByApp: 'Incorrect transaction\nrejected by the\n{app} app',

  testWarning: 'DO NOT USE THIS APPLICATION\nWITH REAL FUNDS.\n!! TEST ONLY !!',
  nanoTagline: null,
  touchTagline: 'This app enables swapping\nand selling assets\nin Ledger Wallet.',
  copyright: '(c) 2025 Ledger',
};

/** Words of the device's own library, the same in every app of API level 25. */
export const DEVICE_WORDS = {
  nanoReject: 'Reject transaction',
  appReady: 'app is ready',
  appInfo: 'App info',
  quitApp: 'Quit app',
  back: 'Back',
  version: 'Version',
  aboutApp: 'Exchange App',
  swipe: 'Swipe to review',
  hold: 'Hold to sign',
  reject: 'Reject',
  rejectQuestion: 'Reject transaction?',
  rejectYes: 'Yes, reject',
  rejectNo: 'Go back to transaction',
  more: 'More',
  close: 'Close',
} as const;
