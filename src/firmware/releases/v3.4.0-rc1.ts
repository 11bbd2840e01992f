/** Exchange 3.4.0-rc1 (2024-06-28). */
import { builds } from '../builds.js';
import { fieldLimits } from '../fields.js';
import { WITH_PROMPT } from '../instructions.js';
import { after, type FirmwareProfile } from '../profile.js';
import { without } from '../quirks.js';
import { WITH_COIN_APP_ERRORS } from '../status-words.js';
import { V3_3_3 } from './v3.3.3.js';

export const V3_4_0_RC1: FirmwareProfile = after(V3_3_3, {
  id: '3.4.0-rc1',
  kind: 'candidate',
  commit: '94cfdf72',
  date: '2024-06-28',
  news: 'checks without display and a prompt, payin_extra_data, four status words, the partner in a row, a refusal ends the transaction',
  builds: builds(
    'nanos 2.1.0 0',
    'nanosp 1.1.2 5',
    'nanox 2.2.4 5',
    'stax 1.4.0 15',
    'stax 1.5.0-rc2 21',
    'flex 1.0.1 19',
    'flex 1.1.0 21',
    'flex 1.1.0-rc2 21',
  ),
  version: [3, 4, 0],
  instructions: WITH_PROMPT,
  statusWords: WITH_COIN_APP_ERRORS,
  fields: fieldLimits({ address: 62, extraData: true, inExtraId: false }),
  afterRefusal: 'initial',
  unprintableAmount: 'AMOUNT_FORMATTING_FAILED',
  screens: { ...V3_3_3.screens, touch: 'review' },
  labels: {
    ...V3_3_3.labels,
    partner: 'Exchange partner',
    rejected: 'Transaction rejected',
    signed: 'Transaction signed',
    begin: 'Swipe to review',
    reject: 'Reject',
    copyright: '(c) 2024 Ledger',
  },
  quirks: without(V3_3_3.quirks, 'missing-app-ends-exchange'),
});
