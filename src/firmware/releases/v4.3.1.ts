/** Exchange 4.3.1 (2025-09-16). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V4_3_0 } from './v4.3.0.js';

export const V4_3_1: FirmwareProfile = after(V4_3_0, {
  id: '4.3.1',
  kind: 'experimental',
  commit: 'afa78780',
  date: '2025-09-16',
  news: 'side branch: another text of the warning, in rows of the review on Nano; Apex',
  builds: builds(
    'nanosp 1.4.0 24',
    'nanox 2.5.0 24',
    'stax 1.8.0 24',
    'flex 1.4.0 24',
    'apex_p 0.0.2-rc2 25',
  ),
  version: [4, 3, 1],
  screens: { ...V4_3_0.screens, nanoTitle: 'one line', nanoWarning: 'rows' },
  labels: {
    ...V4_3_0.labels,
    nanoSign: {
      swap: 'Sign transaction\nto swap ',
      sell: 'Sign transaction\nto sell ',
      fund: 'Sign transaction\nto fund account',
    },
    foreignAddressText:
      'Verify the swap receive address belongs to you.\nLearn more at: ledger.com/e13',
    foreignAddressNanoText: '',
    continueAnyway: 'Continue to verify',
  },
});
