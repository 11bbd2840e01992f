/** Fields that are too long. */
import { findings } from '../entry.js';

export const SIZE_FINDINGS = findings({
  FIELD_TOO_LONG: {
    title: 'A field is longer than the device has room for',
    why: 'The device refuses the whole message, and does not say which field it was.',
    fix: 'Keep to the usable length: 150 for addresses, 19 for extra ids, 9 for tickers, 49 for names and e-mail.',
    example: 'A memo of 40 characters in payin_extra_id.',
    severity: 'error',
    ledger: 'FIELD_EXCEEDS_LIMIT',
  },
  FIELD_EXCEEDS_LIMIT: {
    title: 'A field is longer than one of the stated limits',
    why: 'Documentation and firmware disagree: 63 and 150 for addresses, 81 and 19 for payin_extra_id. Firmware before 4.0.0 really takes 62 characters of address.',
    fix: 'Keep to the smaller of both limits where you can.',
    example: 'A Cardano address of 103 characters: documented are 63, current firmware takes 150.',
    severity: 'warning',
  },
});
