/**
 * What the fields of a message must keep to so that the device takes them
 * (provider-api.md#field-sizes, #size-of-one-payload): sizes, plain texts, extra data. Only to stop
 * an order from going wrong unnoticed; judging somebody else's message is for `check`.
 */

import { utf8 } from '../bytes.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../firmware/index.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { MessageValues } from '../payload/encode.js';
import { MESSAGES } from '../payload/messages.js';
import { rolesOf } from '../payload/roles.js';
import { expected, shownText } from '../shown.js';
import { isOptional } from './options.js';

/** How messages call what was given, and whose limits hold. */
export interface LimitOptions {
  /** Whose limits; those of the newest release when absent. */
  readonly firmware?: FirmwareProfile;
  /** How error messages call a field; by its own name when absent. */
  readonly name?: (field: string) => string;
  /** How to say what is refused here all the same: one sentence. */
  readonly instead?: string;
}

const EXTRA_DATA_SIZE = 33;

/**
 * Looks at the fields that are there.
 * @throws InputError naming the field, the limit and what came.
 */
export function checkValues(
  { kind }: Flow,
  values: MessageValues,
  {
    firmware = DEFAULT_FIRMWARE,
    name = (field) => field,
    instead = '--field NAME=VALUE says it all the same.',
  }: LimitOptions = {},
): void {
  const message = MESSAGES[kind];
  const limits = firmware.fields[message.name] ?? {};
  const refuse = (field: string, what: string, found: string | number, why = '') => {
    const hint = why === '' ? instead : `${why} ${instead}`;
    return new InputError(expected(name(field), what, found), { hint });
  };
  for (const { name: field } of message.fields) {
    const value = values[field];
    const limit = limits[field];
    if (value === undefined || limit === undefined) continue;
    if (typeof value !== 'string' && !(value instanceof Uint8Array)) continue;
    if (value === '' && !isOptional(kind, field)) throw refuse(field, 'a text', 'an empty one');
    const { length } = typeof value === 'string' ? utf8(value) : value;
    if (length > limit) {
      throw refuse(
        field,
        `at most ${limit} bytes`,
        length,
        `Longer values are refused with 6a81 on ${firmware.title}.`,
      );
    }
    if (typeof value !== 'string') continue;
    const shown = shownText(value);
    if (!/^[\x20-\x7e]*$/.test(value)) {
      throw refuse(field, 'printable ASCII', shown, 'The device cannot show other characters.');
    }
    if (value !== value.trim()) {
      throw refuse(field, 'no blanks around the text', shown);
    }
  }
  const { memo, extraData: field } = rolesOf(kind);
  if (field === undefined) return;
  const data = values[field];
  if (!(data instanceof Uint8Array) || data.length === 0 || isNone(data)) return;
  if (data.length !== EXTRA_DATA_SIZE) {
    throw refuse(field, `${EXTRA_DATA_SIZE} bytes (header and hash)`, data.length);
  }
  if (values[memo] !== undefined && values[memo] !== '') {
    throw refuse(field, `no memo (${memo}) beside it`, 'both', 'The device takes one of them.');
  }
}

/** One zero byte: no data. */
function isNone(data: Uint8Array): boolean {
  return data.length === 1 && data[0] === 0;
}
