/** Exchange 4.1.0-pkiv1 (2024-12-17). */
import { builds } from '../builds.js';
import { WITH_TRUSTED_NAMES } from '../instructions.js';
import { after, type FirmwareProfile } from '../profile.js';
import { PROTOTYPE_TLV_ERRORS } from '../status-words.js';
import { FIRST_PROTOTYPE } from '../trusted-name.js';
import { V4_0_0 } from './v4.0.0.js';

export const V4_1_0_PKIV1: FirmwareProfile = after(V4_0_0, {
  id: '4.1.0-pkiv1',
  kind: 'experimental',
  commit: 'aa6c38ee',
  date: '2024-12-17',
  news: 'side branch: the first prototype of trusted names',
  builds: builds('nanosp 1.3.0 22', 'nanox 2.4.0 22', 'stax 1.6.0 22', 'flex 1.2.0 22'),
  version: [4, 1, 0],
  instructions: WITH_TRUSTED_NAMES,
  chunking: { ...V4_0_0.chunking, SEND_TRUSTED_NAME_DESCRIPTOR: ['SWAP_NG'] },
  statusWords: {
    ...V4_0_0.statusWords,
    ...PROTOTYPE_TLV_ERRORS,
    WRONG_CERTIFICATE_KEY_USAGE: 0x6a95,
  },
  trustedName: FIRST_PROTOTYPE,
  quirks: [...V4_0_0.quirks, 'descriptor-chunks-overwrite-message'],
});
