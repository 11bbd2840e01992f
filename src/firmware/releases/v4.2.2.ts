/** Exchange 4.2.2 (2025-05-27). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { WITH_DESCRIPTOR_NOT_USED } from '../status-words.js';
import { LATEST } from '../trusted-name.js';
import { V4_2_1 } from './v4.2.1.js';

export const V4_2_2: FirmwareProfile = after(V4_2_1, {
  id: '4.2.2',
  kind: 'release',
  commit: '762742ab',
  date: '2025-05-27',
  news: 'version 3 of trusted names, names of up to 64 characters, and one that fits no address is refused',
  builds: builds('nanosp 1.3.2 22', 'nanox 2.4.2 22', 'stax 1.6.2 22', 'flex 1.2.2 22'),
  version: [4, 2, 2],
  statusWords: WITH_DESCRIPTOR_NOT_USED,
  trustedName: LATEST,
});
