/** Exchange 4.4.1 (2025-10-03). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V4_4_0 } from './v4.4.0.js';

export const V4_4_1: FirmwareProfile = after(V4_4_0, {
  id: '4.4.1',
  kind: 'release',
  commit: '1131fb46',
  date: '2025-10-03',
  news: 'a spinner on Nano while the coin app works; Apex',
  builds: builds(
    'nanosp 1.4.1 24',
    'nanox 2.5.1 24',
    'nanox 2.6.0 25',
    'stax 1.8.1 24',
    'flex 1.4.1 24',
    'apex_p 1.0.1 25',
  ),
  version: [4, 4, 1],
  screens: { ...V4_4_0.screens, nanoAfterApproval: 'spinner' },
});
