/** Exchange 3.3.2-dev (2023-11-16). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V3_3_1_DEV } from './v3.3.1-dev.js';

export const V3_3_2_DEV: FirmwareProfile = after(V3_3_1_DEV, {
  id: '3.3.2-dev',
  kind: 'release',
  commit: '8a837bbf',
  date: '2023-11-16',
  news: 'base64 payloads of up to 512 bytes once decoded',
  builds: builds('nanos 2.1.0 0', 'nanosp 1.1.0 1', 'nanox 2.2.3 5', 'stax 1.3.0 13'),
  version: [3, 3, 2],
  decodedPayloadMax: 512,
});
