/** Exchange 4.3.2 (2025-09-16). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V4_3_1 } from './v4.3.1.js';

export const V4_3_2: FirmwareProfile = after(V4_3_1, {
  id: '4.3.2',
  kind: 'experimental',
  commit: '0577357d',
  date: '2025-09-16',
  news: 'side branch: the last text of the warning',
  builds: builds(
    'nanosp 1.4.0 24',
    'nanox 2.5.0 24',
    'stax 1.8.0 24',
    'flex 1.4.0 24',
    'apex_p 0.0.2-rc2 25',
  ),
  version: [4, 3, 2],
  labels: {
    ...V4_3_1.labels,
    foreignAddressText:
      'Carefully verify that the receive address is correct.\nLearn more: ledger.com/e13',
    continueAnyway: 'Continue anyway',
  },
});
