/** Exchange 3.3.1-dev (2023-11-08). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V3_3_0_DEV } from './v3.3.0-dev.js';

export const V3_3_1_DEV: FirmwareProfile = after(V3_3_0_DEV, {
  id: '3.3.1-dev',
  kind: 'release',
  commit: '5be90bc6',
  date: '2023-11-08',
  news: 'WebUSB; nothing that can be observed',
  builds: builds('stax 1.3.0 13'),
  version: [3, 3, 1],
});
