/** Exchange 3.3.3 (2024-01-08). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V3_3_3_DEV } from './v3.3.3-dev.js';

export const V3_3_3: FirmwareProfile = after(V3_3_3_DEV, {
  id: '3.3.3',
  kind: 'release',
  commit: '1ec520c1',
  date: '2024-01-08',
  news: 'the same sources as 3.3.3-dev',
  builds: builds(
    'nanos 2.1.0 0',
    'nanosp 1.1.0 1',
    'nanosp 1.1.1 5',
    'nanosp 1.1.2 5',
    'nanosp 1.2.0 18',
    'nanox 2.2.3 5',
    'nanox 2.2.4 5',
    'nanox 2.3.0 18',
    'stax 1.4.0 15',
    'stax 1.4.0-rc1 14',
    'stax 1.5.0 21',
  ),
  version: [3, 3, 3],
});
