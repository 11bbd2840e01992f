/** Exchange 4.2.3 (2025-05-30). */
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { WIDEST_TICKER } from '../ticker.js';
import { V4_2_2 } from './v4.2.2.js';

export const V4_2_3: FirmwareProfile = after(V4_2_2, {
  id: '4.2.3',
  kind: 'release',
  commit: '48afc557',
  date: '2025-05-30',
  news: 'tickers of one letter',
  builds: builds('nanosp 1.3.2 22', 'nanox 2.4.2 22', 'stax 1.6.2 22', 'flex 1.2.2 22'),
  version: [4, 2, 3],
  wire: { ...V4_2_2.wire, ticker: WIDEST_TICKER },
});
