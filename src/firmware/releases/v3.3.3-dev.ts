/** Exchange 3.3.3-dev (2023-11-23). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { without } from '../quirks.js';
import { V3_3_2_DEV } from './v3.3.2-dev.js';

export const V3_3_3_DEV: FirmwareProfile = after(V3_3_2_DEV, {
  id: '3.3.3-dev',
  kind: 'release',
  commit: '720c75f7',
  date: '2023-11-23',
  news: 'the partner key is aligned, for Nano S',
  builds: builds('nanos 2.1.0 0', 'nanosp 1.1.0 1', 'nanox 2.2.3 5'),
  version: [3, 3, 3],
  quirks: without(V3_3_2_DEV.quirks, 'partner-key-unaligned'),
});
