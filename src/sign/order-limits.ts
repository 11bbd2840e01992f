/**
 * What a message must keep to so that the device takes it (PROVIDER-API 2.2, 2.7): sizes, plain
 * texts, extra data. Only to stop a correct payload from going wrong; judging somebody else's is
 * for `check`.
 */
import { utf8 } from '../bytes.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../firmware/index.js';
import type { MessageValues } from '../payload/encode.js';
import { MESSAGES } from '../payload/messages.js';
import type { Encoded } from './payload-maker.js';

const FORCE = 'To sign it all the same, for a test, add --force.';
const EXTRA_DATA_SIZE = 33;

/** @throws InputError naming the field, the limit and what came. */
export function checkValues(flow: Flow, values: MessageValues): void {
  const message = MESSAGES[flow.kind];
  const limits = DEFAULT_FIRMWARE.fields[message.name] ?? {};
  for (const field of message.fields) {
    const value = values[field.name];
    const limit = limits[field.name];
    if (value === undefined || limit === undefined) continue;
    if (typeof value === 'string') checkText(field.name, value, limit);
    if (value instanceof Uint8Array && value.length > limit) {
      throw tooLong(field.name, limit, value.length);
    }
  }
  checkExtraData(values);
}

function checkText(field: string, text: string, limit: number): void {
  const { length } = utf8(text);
  if (length > limit) throw tooLong(field, limit, length);
  const shown = JSON.stringify(text.slice(0, 60));
  if (!/^[\x20-\x7e]*$/.test(text)) {
    throw new InputError(`${field}: expected printable ASCII, found ${shown}`, {
      hint: `The device cannot show other characters. ${FORCE}`,
    });
  }
  if (text !== text.trim()) {
    throw new InputError(`${field}: expected no blanks around the text, found ${shown}`, {
      hint: FORCE,
    });
  }
}

function tooLong(field: string, limit: number, length: number): InputError {
  return new InputError(`${field}: expected at most ${limit} bytes, found ${length}`, {
    hint: `Longer values are refused with 6a81 on Exchange ${DEFAULT_FIRMWARE.id}. ${FORCE}`,
  });
}

function checkExtraData({ payin_extra_id: memo, payin_extra_data: data }: MessageValues): void {
  if (!(data instanceof Uint8Array) || data.length === 0) return;
  const isNone = data.length === 1 && data[0] === 0;
  if (isNone) return;
  if (data.length !== EXTRA_DATA_SIZE) {
    throw new InputError(
      `payin_extra_data: expected ${EXTRA_DATA_SIZE} bytes (header and hash), found ${data.length}`,
      { hint: FORCE },
    );
  }
  if (memo !== undefined && memo !== '') {
    throw new InputError('payin_extra_data: expected without a memo (payin_extra_id), found both', {
      hint: `The device takes one of them. ${FORCE}`,
    });
  }
}

/** Beside fees of up to 8 bytes; NG stays below 510, where Ledger Live's chunks lose bytes. */
const NG_LIMIT = 497;
const LEGACY_LIMIT = 245;

/** @throws InputError when the payload does not fit one transaction. */
export function checkSize(flow: Flow, { protobuf, text }: Encoded): void {
  const limit = flow.ng ? NG_LIMIT : LEGACY_LIMIT;
  const size = flow.encoding === 'raw' ? protobuf.length : text.length;
  if (size <= limit) return;
  const unit = flow.encoding === 'raw' ? 'bytes of protobuf' : 'characters of base64url';
  throw new InputError(`payload: expected at most ${limit} ${unit}, found ${size}`, {
    hint: `${flow.ng ? 'Shorter addresses or texts are the only way.' : 'Legacy flows have one length byte: NG takes 497 characters.'} ${FORCE}`,
  });
}
