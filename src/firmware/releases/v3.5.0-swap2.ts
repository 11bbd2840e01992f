/** Exchange 3.5.0-swap2 (2024-12-04). */
import { FLOW_NAMES } from '../../exchange/flows.js';
import { builds } from '../builds.js';
import { after, type FirmwareProfile } from '../profile.js';
import { V3_5_0_SWAP1 } from './v3.5.0-swap1.js';

export const V3_5_0_SWAP2: FirmwareProfile = after(V3_5_0_SWAP1, {
  id: '3.5.0-swap2',
  kind: 'experimental',
  commit: '32563251',
  date: '2024-12-04',
  news: 'side branch: chunks in the legacy flows too',
  builds: builds('nanosp 1.3.0 22', 'nanox 2.4.0 22', 'stax 1.6.0 22', 'flex 1.2.0 22'),
  version: [3, 5, 0],
  chunking: { PROCESS_TRANSACTION_RESPONSE: FLOW_NAMES },
});
