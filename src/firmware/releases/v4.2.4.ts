/** Exchange 4.2.4 (2025-06-18). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V4_2_3 } from './v4.2.3.js';

export const V4_2_4: FirmwareProfile = after(V4_2_3, {
  id: '4.2.4',
  kind: 'release',
  commit: '004aa9a4',
  date: '2025-06-18',
  news: 'built for newer systems; the last release with BAGL on Nano',
  builds: builds(
    'nanosp 1.3.2 22',
    'nanosp 1.4.0 24',
    'nanosp 1.4.1 24',
    'nanox 2.4.2 22',
    'nanox 2.5.0 24',
    'nanox 2.5.1 24',
    'stax 1.6.2 22',
    'stax 1.7.0 23',
    'stax 1.8.0 24',
    'stax 1.8.1 24',
    'flex 1.2.2 22',
    'flex 1.3.0 23',
    'flex 1.4.0 24',
    'flex 1.4.1 24',
  ),
  version: [4, 2, 4],
});
