/** Is it a URL that a person's browser can be sent to? */

import { cut } from '../../../../shown.js';
import type { Complaint } from '../../told.js';

/** Hosts that only the provider itself can reach. */
const PRIVATE =
  /^(localhost|.*\.(local|localhost|internal|lan|test)|(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+)+|0\.0\.0\.0|\[(::1?|f[cde].*)\])$/i;

export function urlComplaints(text: string | undefined): readonly Complaint[] {
  if (text === undefined) return [{ text: 'the answer has no rampRedirectUrl that is text' }];
  const shown = JSON.stringify(cut(text));
  if (!URL.canParse(text)) {
    const what = text.startsWith('/') ? 'a path' : 'no URL';
    return [{ text: `rampRedirectUrl is ${shown}, ${what}: an absolute https URL wanted` }];
  }
  const { protocol, hostname } = new URL(text);
  if (protocol === 'http:') {
    return [{ text: `rampRedirectUrl is ${shown}: https wanted`, severity: 'warning' }];
  }
  if (protocol !== 'https:') {
    return [{ text: `rampRedirectUrl begins with ${protocol} (${shown}): https wanted` }];
  }
  if (!PRIVATE.test(hostname)) return [];
  const says = `rampRedirectUrl leads to ${hostname}, which users cannot reach`;
  return [{ text: says, severity: 'warning' }];
}
