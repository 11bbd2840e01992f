/** Exchange 3.5.0-swap1 (2024-12-02). */
import { builds } from '../builds.js';
import { fieldLimits } from '../fields.js';
import { after, type FirmwareProfile } from '../profile.js';
import { without } from '../quirks.js';
import { V3_4_1 } from './v3.4.1.js';

export const V3_5_0_SWAP1: FirmwareProfile = after(V3_4_1, {
  id: '3.5.0-swap1',
  kind: 'experimental',
  commit: '7d0e2f24',
  date: '2024-12-02',
  news: 'side branch: addresses of up to 149 characters',
  builds: builds(
    'nanosp 1.1.2 5',
    'nanosp 1.2.0 18',
    'nanosp 1.3.0 22',
    'nanox 2.2.4 5',
    'nanox 2.3.0 18',
    'nanox 2.4.0 22',
    'stax 1.6.0 22',
    'flex 1.2.0 22',
  ),
  version: [3, 5, 0],
  fields: fieldLimits({ address: 149, extraData: true, inExtraId: false }),
  quirks: without(V3_4_1.quirks, 'nano-s-refuses-extra-data'),
});
