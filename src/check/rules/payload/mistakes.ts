/** Mistakes in the payload text and its size. */
import { concat, fromHex, textOf, toHex, utf8 } from '../../../bytes.js';
import { encodeBase64, encodeBase64url } from '../../../codec/base64.js';
import { JWS_ALGORITHMS } from '../../../keys/curves.js';
import type { MessageValues } from '../../../payload/encode.js';
import {
  ALL,
  cannot,
  type Mistake,
  mistakes,
  NG,
  rightMessage,
  sizedField,
  TEXT,
  text,
  UNKNOWN_FIELD,
  varint,
  wrongMessage,
} from '../../../sign/mistake.js';
import type { Draft } from '../../../sign/payload-maker.js';

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

export const PAYLOAD_MISTAKES = mistakes({
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
      protobuf: (values) => withPlus(rightMessage(values, draft)),
      text: (protobuf) => encodeBase64(protobuf).replace(/=+$/, ''),
    }),
  },
  PAYLOAD_IS_HEX_TEXT: textual('Sends the protobuf as hex.', toHex),
  PAYLOAD_IS_JSON: wrongMessage(
    'Encodes the message as JSON instead of protobuf.',
    TEXT,
    (values) =>
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
  PAYLOAD_TOO_LARGE: wrongMessage(
    'Makes a message that does not fit the device, though each field does.',
    ALL,
    (values, draft) =>
      draft.flow.kind === 'swap'
        ? rightMessage(stretched(values), draft)
        : concat(
            rightMessage(values, draft),
            sizedField(UNKNOWN_FIELD, new Uint8Array(NG_ROOM).fill(1)),
          ),
  ),
  PAYLOAD_NEAR_SIZE_LIMIT: wrongMessage(
    'Makes a payload of 498 characters: with fees of 8 bytes the command has 510, where the chunks of Ledger Wallet lose bytes.',
    ['SWAP_NG', 'SELL_NG', 'FUND_NG'],
    (values, draft) => grown(rightMessage(values, draft), 373),
  ),
  INVALID_ENCODING: textual('Breaks the payload into lines of 76 characters.', (protobuf) =>
    encodeBase64url(protobuf).replace(/.{76}/g, '$&\n'),
  ),
  PAYLOAD_WRAPPED: wrongMessage(
    'Puts the length of the message in front, as encodeDelimited does.',
    NG,
    (values, draft) => {
      const message = rightMessage(values, draft);
      return concat(varint(message.length), message);
    },
  ),
  PAYLOAD_IS_PROTO_TEXT: wrongMessage(
    'Sends the text form of the protobuf message.',
    NG,
    (values) => utf8(protoText(values)),
  ),
  PAYLOAD_UTF8_DAMAGED: wrongMessage(
    'Makes a text of the message, and bytes of the text.',
    NG,
    (values, draft) => utf8(textOf(rightMessage(values, draft))),
  ),
});

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

/** As protobuf libraries print a message: a field in each line, bytes as octal escapes. */
function protoText(values: MessageValues): string {
  const lines = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'object' && !(value instanceof Uint8Array)) {
      return `${name} {\n${protoText(value)}}\n`;
    }
    return `${name}: ${value instanceof Uint8Array ? escaped(value) : JSON.stringify(value)}\n`;
  });
  return lines.join('');
}

function escaped(bytes: Uint8Array): string {
  return `"${[...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`;
}
