/** Texts about the user that the device shows: there, and not longer than its buffer. */
import { utf8 } from '../../../../bytes.js';
import type { Exchange } from '../../exchange.js';
import type { SignedMessage } from '../../judgements/message.js';
import type { ProviderRun } from '../../run.js';
import { type Complaint, tell } from '../../told.js';

/** Bytes: the buffer of 50 less the end of the text. */
const ROOM = 49;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** One field or several; an e-mail address is never repeated in a report. */
export function shownText(
  run: ProviderRun,
  id: string,
  message: SignedMessage,
  field: string | readonly string[],
  exchange: Exchange,
): void {
  const fields = [field].flat();
  const complaints = fields.flatMap((name): Complaint[] => {
    const text = message.text(name);
    const size = message.bytes(name).length;
    if (text.trim() === '') return [{ text: `${name} is ${size === 0 ? 'empty' : 'blank'}` }];
    if (size > ROOM) {
      return [{ text: `${name} has ${size} bytes, ${ROOM} fit (${utf8(text).length} are text)` }];
    }
    if (name === 'trader_email' && !EMAIL.test(text)) {
      return [{ text: `${name} of ${size} bytes is no e-mail address` }];
    }
    return [];
  });
  const sizes = fields.map((name) => `${name} has ${message.bytes(name).length} bytes`);
  tell(run, id, complaints, `${sizes.join(', ')}, as the device shows them`, exchange);
}
