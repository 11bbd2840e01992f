/** Exchange 3.4.1 (2024-10-29). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V3_4_0 } from './v3.4.0.js';

export const V3_4_1: FirmwareProfile = after(V3_4_0, {
  id: '3.4.1',
  kind: 'release',
  commit: 'd1e893ee',
  date: '2024-10-29',
  news: 'the last release for Nano S, which refuses payin_extra_data there',
  builds: builds(
    'nanos 2.1.0 0',
    'nanosp 1.1.2 5',
    'nanosp 1.2.0 18',
    'nanosp 1.3.0 22',
    'nanox 2.2.4 5',
    'nanox 2.3.0 18',
    'nanox 2.4.0 22',
    'stax 1.5.0 21',
    'stax 1.6.0 22',
    'flex 1.1.1 21',
    'flex 1.2.0 22',
  ),
  version: [3, 4, 1],
  quirks: [...V3_4_0.quirks, 'nano-s-refuses-extra-data'],
});
