/** Exchange 3.3.0-dev (2023-10-18). */
import { builds } from '../builds.js';
import { REFUND_CHECK_IN_SWAPS } from '../instructions.js';
import { after, type FirmwareProfile } from '../profile.js';
import { without } from '../quirks.js';
import { V3_1_0_DEV } from './v3.1.0-dev.js';

export const V3_3_0_DEV: FirmwareProfile = after(V3_1_0_DEV, {
  id: '3.3.0-dev',
  kind: 'release',
  commit: 'a22b3fd9',
  date: '2023-10-18',
  news: 'the second form of the NG commands: curve, encoding, dot and signature form are said',
  builds: builds(
    'nanos 2.1.0 0',
    'nanosp 1.1.0 1',
    'nanosp 1.2.0-rc4 13',
    'nanox 2.2.2 5',
    'nanox 2.2.3 5',
    'nanox 2.3.0-rc4 13',
    'stax 1.3.0 13',
  ),
  version: [3, 3, 0],
  ngForm: 'second',
  instructions: REFUND_CHECK_IN_SWAPS,
  quirks: without(V3_1_0_DEV.quirks, 'empty-base64-accepted', 'nine-letter-ticker-overflows'),
});
