/**
 * Exchange 2.0.14-dev (2023-08-25): the first release with NG flows, in their first form. The base
 * of all others: each of them says what it changed of the one before.
 */
import { PARTNER_NAME } from '../../exchange/layouts.js';
import { builds } from '../builds.js';
import { fieldLimits } from '../fields.js';
import { FIRST_INSTRUCTIONS } from '../instructions.js';
import { FIRST_LABELS } from '../labels.js';
import type { FirmwareProfile } from '../profile.js';
import { FIRST_STATUS_WORDS } from '../status-words.js';

export const V2_0_14_DEV: FirmwareProfile = {
  id: '2.0.14-dev',
  title: 'Exchange 2.0.14-dev',
  kind: 'release',
  commit: '55ab61d3',
  date: '2023-08-25',
  news: 'the NG flows, in their first form; chunks; CHECK_ASSET_IN',
  builds: builds('nanos 2.1.0 0', 'nanosp 1.1.0 1', 'nanox 2.2.2 5'),
  version: [2, 0, 14],
  displayedVersion: '2.0.14-dev',
  testName: 'Exchange',

  ngForm: 'first',
  wire: {
    partnerName: PARTNER_NAME,
    ticker: { min: 2, max: 9 },
    appName: { min: 3, max: 32 },
    subConfiguration: { min: 0, max: 64 },
    derSignature: { min: 67, max: 72 },
    fee: { min: 0, max: 16 },
  },
  instructions: FIRST_INSTRUCTIONS,
  chunking: { PROCESS_TRANSACTION_RESPONSE: ['SWAP_NG', 'SELL_NG', 'FUND_NG'] },
  statusWords: FIRST_STATUS_WORDS,

  decodedPayloadMax: 256,
  fields: fieldLimits({ address: 62, extraData: false, inExtraId: false }),
  trustedName: null,

  afterRefusal: 'waiting-user-validation',
  foreignPayout: 'refused',
  unprintableAmount: 'INTERNAL_ERROR',
  unprintableFiat: 'INTERNAL_ERROR',
  coinApps: { Ethereum: '1.17.0', Bitcoin: '2.4.1' },

  screens: {
    nano: 'bagl',
    nanoAfterApproval: 'home',
    nanoTitle: 'broken',
    nanoWarning: 'page',
    touch: 'static review',
  },
  labels: FIRST_LABELS,
  quirks: [
    'empty-base64-accepted',
    'nine-letter-ticker-overflows',
    'partner-key-unaligned',
    'start-keeps-screen',
    'missing-app-ends-exchange',
    'fiat-amount-unchecked',
    'payin-prefix-behind-nul',
    'ticker-alias-by-prefix',
  ],
};
