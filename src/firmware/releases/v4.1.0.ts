/** Exchange 4.1.0 (2025-02-27). */
import { builds } from '../builds.js';
import { fieldLimits } from '../fields.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V4_0_0 } from './v4.0.0.js';

export const V4_1_0: FirmwareProfile = after(V4_0_0, {
  id: '4.1.0',
  kind: 'release',
  commit: '521f9e8d',
  date: '2025-02-27',
  news: 'in_extra_id for sell and fund; builds with test keys are called Exchange TEST',
  builds: builds(
    'nanosp 1.3.1 22',
    'nanosp 1.3.2 22',
    'nanox 2.4.1 22',
    'nanox 2.4.2 22',
    'stax 1.6.1 22',
    'stax 1.6.2 22',
    'flex 1.2.1 22',
    'flex 1.2.2 22',
  ),
  version: [4, 1, 0],
  testName: 'Exchange TEST',
  fields: fieldLimits({ address: 149, extraData: true, inExtraId: true }),
});
