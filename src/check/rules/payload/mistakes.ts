/** Mistakes in the answer, the payload text and the shape of the message (PROVIDER-API 6.2). */

import { concat, fromHex, toHex, utf8 } from '../../../bytes.js';
import { encodeBase64, encodeBase64url } from '../../../codec/base64.js';
import type { FlowKind } from '../../../exchange/flows.js';
import { JWS_ALGORITHMS } from '../../../keys/curves.js';
import { encodeMessage, type MessageValues } from '../../../payload/encode.js';
import { MESSAGES } from '../../../payload/messages.js';
import { ALL, cannot, FUNDS, type Mistake, sizedField, TEXT, text } from '../../../sign/mistake.js';
import { draftLayout, translated } from '../../../sign/other-message.js';
import { correctRecipe, type Draft } from '../../../sign/payload-maker.js';

/** Not in any message: the device skips it. */
const UNKNOWN_FIELD = 15;
const ADDRESS_LIMIT = 150;
/** Bytes of base64url text that fit beside fees of 8 bytes: 512 - 1 - 2 - 1 - 8. */
const NG_ROOM = 500;

/** Another text for the same bytes; the signature covers it as usual. */
function textual(does: string, change: (protobuf: Uint8Array, draft: Draft) => string): Mistake {
  return {
    does,
    flows: TEXT,
    change: (draft) => ({ text: (protobuf) => change(protobuf, draft) }),
  };
}

/** Another message; everything around it is right. */
function shaped(
  does: string,
  flows: Mistake['flows'],
  change: (values: MessageValues, draft: Draft) => Uint8Array,
): Mistake {
  return { does, flows, change: (draft) => ({ protobuf: (values) => change(values, draft) }) };
}

const right = (values: MessageValues, draft: Draft) => correctRecipe(draft).protobuf(values);

export const ENVELOPE_MISTAKES = {
  KEY_payload_signature: {
    does: 'Calls the signature payload_signature, as the published examples do.',
    flows: ALL,
    change: (draft) => ({
      answer: ({ payload, signature }) => ({
        ...correctRecipe(draft).answer({ payload, signature }),
        providerSig: { payload, payload_signature: signature },
      }),
    }),
  },
  PAYLOAD_MISSING: {
    does: 'Sends an empty payload.',
    flows: ALL,
    change: () => ({ text: () => '' }),
  },
  PAYLOAD_LEADING_DOT: {
    does: 'Puts the dot into the payload.',
    flows: TEXT,
    change: () => ({
      text: (protobuf) => `.${encodeBase64url(protobuf)}`,
      covered: ({ text: sent }) => utf8(sent),
    }),
  },
  PAYLOAD_STANDARD_BASE64: {
    does: "Uses the standard base64 alphabet, '+' included.",
    flows: TEXT,
    change: (draft) => ({
      protobuf: (values) => withPlus(right(values, draft)),
      text: (protobuf) => encodeBase64(protobuf).replace(/=+$/, ''),
    }),
  },
  PAYLOAD_IS_HEX_TEXT: textual('Sends the protobuf as hex.', toHex),
  PAYLOAD_IS_JSON: shaped('Encodes the message as JSON instead of protobuf.', TEXT, (values) =>
    utf8(
      JSON.stringify(values, (_, value) => (value instanceof Uint8Array ? toHex(value) : value)),
    ),
  ),
  PAYLOAD_IS_COMPACT_JWS: textual(
    'Sends a whole compact JWS (header, payload, signature) as payload.',
    (protobuf, { key }) => {
      const header = encodeBase64url(utf8(JSON.stringify({ alg: JWS_ALGORITHMS[key.curve] })));
      const signed = `${header}.${encodeBase64url(protobuf)}`;
      return `${signed}.${encodeBase64url(key.sign(utf8(signed)))}`;
    },
  ),
  PAYLOAD_TOO_LARGE: shaped(
    'Makes a message that does not fit the device, though each field does.',
    ALL,
    (values, draft) =>
      draft.flow.kind === 'swap'
        ? right(stretched(values), draft)
        : concat(right(values, draft), sizedField(UNKNOWN_FIELD, new Uint8Array(NG_ROOM).fill(1))),
  ),
  PAYLOAD_NEAR_SIZE_LIMIT: shaped(
    'Makes a payload of 498 characters: with fees of 8 bytes the command has 510, where the chunks of Ledger Live lose bytes.',
    ['SWAP_NG', 'SELL_NG', 'FUND_NG'],
    (values, draft) => grown(right(values, draft), 373),
  ),
  PROTOBUF_DECODE_FAILED: shaped('Cuts off the last byte of the message.', ALL, (values, draft) =>
    right(values, draft).subarray(0, -1),
  ),
  WRONG_MESSAGE_TYPE: shaped('Sends the message of another product.', TEXT, (values, { flow }) => {
    const kind: FlowKind = flow.kind === 'sell' ? 'swap' : 'sell';
    return encodeMessage(MESSAGES[kind], translated(values, flow.kind));
  }),
  FUND_DRAFT_LAYOUT: shaped(
    'Numbers the fields as the fund page of July 2024 that was never published.',
    FUNDS,
    draftLayout,
  ),
  UNKNOWN_FIELD: shaped('Adds a field no message has.', ALL, (values, draft) =>
    concat(right(values, draft), sizedField(UNKNOWN_FIELD, utf8('extra'))),
  ),
  REPEATED_FIELD: shaped('Writes the first field of the message twice.', ALL, (values, draft) => {
    const [first] = MESSAGES[draft.flow.kind].fields;
    return concat(sizedField(first!.number, utf8('first')), right(values, draft));
  }),
} as const satisfies Record<string, Mistake>;

/** A field the device skips, so placed that the text has a '+' for every alignment. */
function withPlus(protobuf: Uint8Array): Uint8Array {
  for (let zeros = 0; zeros < 3; zeros++) {
    const filler = concat(new Uint8Array(zeros), fromHex('fbefbe'));
    const longer = concat(protobuf, sizedField(UNKNOWN_FIELD, filler));
    if (encodeBase64(longer).includes('+')) return longer;
  }
  return protobuf;
}

/** All three addresses as long as the device takes them. */
function stretched(values: MessageValues): MessageValues {
  const longer = (name: string) => (text(values, name) || 'x').padEnd(ADDRESS_LIMIT, 'x');
  return {
    ...values,
    payin_address: longer('payin_address'),
    refund_address: longer('refund_address'),
    payout_address: longer('payout_address'),
  };
}

/** The message with a field the device skips, `size` bytes in all. */
function grown(protobuf: Uint8Array, size: number): Uint8Array {
  const room = size - protobuf.length;
  for (let filler = room; filler >= 0; filler--) {
    const longer = concat(protobuf, sizedField(UNKNOWN_FIELD, new Uint8Array(filler).fill(1)));
    if (longer.length === size) return longer;
  }
  return cannot(`a message of at most ${size - 3} bytes, or one of ${size}`);
}
