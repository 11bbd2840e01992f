/** Exchange 3.1.0-dev (2023-09-06). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { without } from '../quirks.js';
import { V2_0_14_DEV } from './v2.0.14-dev.js';

export const V3_1_0_DEV: FirmwareProfile = after(V2_0_14_DEV, {
  id: '3.1.0-dev',
  kind: 'release',
  commit: '10fc5cf4',
  date: '2023-09-06',
  news: 'screens for Stax',
  builds: builds(
    'nanos 2.1.0 0',
    'nanosp 1.1.0 1',
    'nanox 2.2.2 5',
    'stax 1.3.0 13',
    'stax 1.3.0-rc3 12',
  ),
  version: [3, 1, 0],
  quirks: without(V2_0_14_DEV.quirks, 'start-keeps-screen'),
});
