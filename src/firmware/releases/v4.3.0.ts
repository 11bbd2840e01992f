/** Exchange 4.3.0 (2025-08-29). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { WITH_CROSS_SEED } from '../status-words.js';
import { V4_2_4 } from './v4.2.4.js';

export const V4_3_0: FirmwareProfile = after(V4_2_4, {
  id: '4.3.0',
  kind: 'experimental',
  commit: '1ef988d9',
  date: '2025-08-29',
  news: 'side branch: NBGL on Nano, Receive in place of Get, and a foreign payout address brings a warning',
  builds: builds('nanosp 1.4.0 24', 'nanox 2.5.0 24', 'stax 1.8.0 24', 'flex 1.4.0 24'),
  version: [4, 3, 0],
  statusWords: WITH_CROSS_SEED,
  foreignPayout: 'warned',
  coinApps: { Ethereum: '1.19.3', Bitcoin: '2.4.2' },
  screens: { ...V4_2_4.screens, nano: 'nbgl', nanoAfterApproval: 'last page' },
  labels: {
    ...V4_2_4.labels,
    nanoTagline: 'This app enables swapping and selling assets in Ledger Live.',
    receive: 'Receive',
    receiveEstimated: 'Receive estimated',
    foreignAddressText: 'Verify the swap receive address belongs to you\nLearn more: ledger.com/e8',
    foreignAddressNanoText: 'Learn more:\nledger.com/e8',
    continueAnyway: 'I understand',
  },
  quirks: [...V4_2_4.quirks, 'foreign-payout-remembered'],
});
