/** Where a run had to stop, in words. */
import { quoted } from '../findings/evidence.js';
import type { Stop } from './device-answer.js';

export function stopWords(stop: Stop): string {
  if (stop.lacks === 'key') {
    return 'CHECK_TRANSACTION_SIGNATURE: the public key of the partner is not known';
  }
  const { field, ticker } = stop;
  return `the coin check of ${field}: no coin configuration for ${quoted(ticker)} is built in`;
}
