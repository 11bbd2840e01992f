/**
 * Messages filled up so that PROCESS_TRANSACTION_RESPONSE has a given size: hosts go wrong at the
 * edges of their chunks.
 */
import { concat, EMPTY } from '../bytes.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { encode } from '../exchange/layout.js';
import { ANY_SIZES, transactionEnvelope } from '../exchange/layouts.js';
import { shortestBytes } from '../payload/amount.js';
import { expected } from '../shown.js';
import { type Mistake, sizedField } from '../sign/mistake.js';
import { correctRecipe } from '../sign/payload-maker.js';

/** In no message: the device skips it. */
const UNKNOWN_FIELD = 15;

/** Bytes of that field in front of its value, and more. */
const HEADER = 8;

/** The recipe of a payload of that size; `wrong` stays as wrong as it is. */
export function filledTo(
  size: number,
  { flow, fees }: { flow: Flow; fees: bigint },
  wrong: Mistake | undefined,
): Mistake {
  const room = size - overhead(flow, fees);
  return {
    does: `Fills the message up so that the command has ${size} bytes.`,
    flows: [flow.name],
    ...wrong,
    change: (draft) => {
      const changed = wrong?.change(draft) ?? {};
      const { protobuf } = { ...correctRecipe(draft), ...changed };
      const target = flow.encoding === 'raw' ? room : protobufSize(room, size);
      return { ...changed, protobuf: (values) => filled(protobuf(values), target, size) };
    },
  };
}

function overhead(flow: Flow, fees: bigint): number {
  const values = { encoding: Uint8Array.of(1), payload: EMPTY, fee: shortestBytes(fees) };
  return encode(transactionEnvelope(flow, ANY_SIZES), values).length;
}

/** Bytes whose base64url text has so many characters. */
function protobufSize(characters: number, size: number): number {
  if (characters % 4 !== 1) return Math.floor((characters * 3) / 4);
  throw new InputError(
    expected(
      'order.size',
      'a size that base64url text can have',
      `${size}, which leaves ${characters} characters`,
    ),
    { hint: 'Take fees that need one byte more or less: ten times as much is often enough.' },
  );
}

function filled(protobuf: Uint8Array, target: number, size: number): Uint8Array {
  if (protobuf.length === target) return protobuf;
  const most = Math.max(target - protobuf.length, 0);
  // The field's own tag and length take a few bytes.
  for (let filler = most; filler >= Math.max(most - HEADER, 0); filler--) {
    const longer = concat(protobuf, sizedField(UNKNOWN_FIELD, new Uint8Array(filler).fill(1)));
    if (longer.length === target) return longer;
  }
  throw new InputError(
    expected(
      'order.size',
      `room for the message of ${protobuf.length} bytes`,
      `${target} bytes of it in ${size}`,
    ),
  );
}
