/** Exchange 4.1.0-pkiv2 (2024-12-23). */
import { builds } from '../builds.js';
import { fieldLimits } from '../fields.js';
import { after, type FirmwareProfile } from '../profile.js';
import { without } from '../quirks.js';
import { PROTOTYPE_TLV_ERRORS } from '../status-words.js';
import { FIRST_PROTOTYPE } from '../trusted-name.js';
import { V4_0_0 } from './v4.0.0.js';
import { V4_1_0_PKIV1 } from './v4.1.0-pkiv1.js';

export const V4_1_0_PKIV2: FirmwareProfile = after(V4_1_0_PKIV1, {
  id: '4.1.0-pkiv2',
  kind: 'experimental',
  commit: '8e1d889d',
  date: '2024-12-23',
  news: 'side branch: the second prototype of trusted names; addresses of up to 150 characters',
  builds: builds(
    'nanosp 1.3.0 22',
    'nanosp 1.3.1 22',
    'nanox 2.4.0 22',
    'nanox 2.4.1 22',
    'stax 1.6.0 22',
    'stax 1.6.1 22',
    'flex 1.2.0 22',
    'flex 1.2.1 22',
  ),
  version: [4, 1, 0],
  fields: fieldLimits({ address: 150, extraData: true, inExtraId: false }),
  statusWords: { ...V4_0_0.statusWords, ...PROTOTYPE_TLV_ERRORS, WRONG_CERTIFICATE_DATA: 0x6a95 },
  trustedName: {
    ...FIRST_PROTOTYPE,
    name: { min: 1, max: 150 },
    sourceContract: 'optional',
    checksCurve: true,
  },
  quirks: without(V4_1_0_PKIV1.quirks, 'descriptor-chunks-overwrite-message'),
});
