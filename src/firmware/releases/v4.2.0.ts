/** Exchange 4.2.0 (2025-05-22). */
import { builds } from '../builds.js';
import { fieldLimits } from '../fields.js';
import { WITH_TRUSTED_NAMES } from '../instructions.js';
import { after, type FirmwareProfile } from '../profile.js';
import { WITH_TLV_ERRORS } from '../status-words.js';
import { FIRST_RELEASED } from '../trusted-name.js';
import { V4_1_0 } from './v4.1.0.js';

export const V4_2_0: FirmwareProfile = after(V4_1_0, {
  id: '4.2.0',
  kind: 'release',
  commit: '79ab231f',
  date: '2025-05-22',
  news: 'trusted names; addresses of up to 150 characters',
  builds: builds('nanosp 1.3.2 22', 'nanox 2.4.2 22', 'stax 1.6.2 22', 'flex 1.2.2 22'),
  version: [4, 2, 0],
  instructions: WITH_TRUSTED_NAMES,
  statusWords: WITH_TLV_ERRORS,
  fields: fieldLimits({ address: 150, extraData: true, inExtraId: true }),
  trustedName: FIRST_RELEASED,
});
