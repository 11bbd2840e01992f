/** Exchange 4.0.0 (2024-12-12). */
import { builds } from '../builds.js';
import { fieldLimits } from '../fields.js';
import { after, type FirmwareProfile } from '../profile.js';
import { without } from '../quirks.js';
import { V3_4_1 } from './v3.4.1.js';

export const V4_0_0: FirmwareProfile = after(V3_4_1, {
  id: '4.0.0',
  kind: 'release',
  commit: '50e2c396',
  date: '2024-12-12',
  news: 'addresses of up to 149 characters; no Nano S any more',
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
  version: [4, 0, 0],
  fields: fieldLimits({ address: 149, extraData: true, inExtraId: false }),
  quirks: without(V3_4_1.quirks, 'nano-s-refuses-extra-data'),
});
