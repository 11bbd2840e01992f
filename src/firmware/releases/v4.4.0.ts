/** Exchange 4.4.0 (2025-09-19). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V4_3_2 } from './v4.3.2.js';

export const V4_4_0: FirmwareProfile = after(V4_3_2, {
  id: '4.4.0',
  kind: 'release',
  commit: '454ef7a2',
  date: '2025-09-19',
  news: 'what 4.3.0 to 4.3.2 tried, for everybody',
  builds: builds(
    'nanosp 1.4.0 24',
    'nanosp 1.4.1 24',
    'nanox 2.5.0 24',
    'nanox 2.5.1 24',
    'stax 1.8.0 24',
    'stax 1.8.1 24',
    'flex 1.4.0 24',
    'flex 1.4.1 24',
  ),
  version: [4, 4, 0],
  labels: { ...V4_3_2.labels, copyright: '(c) 2025 Ledger' },
});
