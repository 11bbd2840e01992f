/** Exchange 3.4.0 (2024-07-22). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V3_4_0_RC1 } from './v3.4.0-rc1.js';

export const V3_4_0: FirmwareProfile = after(V3_4_0_RC1, {
  id: '3.4.0',
  kind: 'release',
  commit: '8943ded7',
  date: '2024-07-22',
  news: 'DER signatures of up to 73 bytes',
  builds: builds(
    'nanos 2.1.0 0',
    'nanosp 1.1.2 5',
    'nanosp 1.2.0 18',
    'nanox 2.2.4 5',
    'nanox 2.3.0 18',
    'stax 1.5.0 21',
    'flex 1.1.0 21',
    'flex 1.1.1 21',
  ),
  version: [3, 4, 0],
  wire: { ...V3_4_0_RC1.wire, derSignature: { min: 67, max: 73 } },
});
