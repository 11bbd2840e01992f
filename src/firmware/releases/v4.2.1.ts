/** Exchange 4.2.1 (2025-05-23). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { FIRST_RELEASED } from '../trusted-name.js';
import { V4_2_0 } from './v4.2.0.js';

export const V4_2_1: FirmwareProfile = after(V4_2_0, {
  id: '4.2.1',
  kind: 'release',
  commit: 'c3cba833',
  date: '2025-05-23',
  news: 'signatures of trusted names from 64 bytes on',
  builds: builds('nanosp 1.3.2 22', 'nanox 2.4.2 22', 'stax 1.6.2 22', 'flex 1.2.2 22'),
  version: [4, 2, 1],
  trustedName: { ...FIRST_RELEASED, signature: { min: 64, max: 72 } },
});
