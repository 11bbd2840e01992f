/** Exchange 4.4.2 (2025-11-13). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V4_4_1 } from './v4.4.1.js';

export const V4_4_2: FirmwareProfile = after(V4_4_1, {
  id: '4.4.2',
  kind: 'release',
  commit: 'cbc3b99f',
  date: '2025-11-13',
  news: 'Ledger Live is called Ledger Wallet',
  builds: builds(
    'nanosp 1.5.0 25',
    'nanox 2.6.0 25',
    'stax 1.9.0 25',
    'flex 1.5.0 25',
    'apex_p 1.0.3 25',
  ),
  version: [4, 4, 2],
  coinApps: {},
  labels: {
    ...V4_4_1.labels,
    nanoTagline: null,
    touchTagline: 'This app enables swapping\nand selling assets\nin Ledger Wallet.',
  },
});
