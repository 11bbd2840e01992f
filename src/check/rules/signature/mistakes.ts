/** Mistakes in the signature: what it covers, how it is made, how it is written. */

import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, fromBigInt, toHex, utf8 } from '../../../bytes.js';
import { encodeBase64, encodeBase64url } from '../../../codec/base64.js';
import type { FlowName } from '../../../exchange/flows.js';
import { JWS_ALGORITHMS } from '../../../keys/curves.js';
import { MESSAGES } from '../../../payload/messages.js';
import { derFromRs } from '../../../payload/signature.js';
import {
  ALL,
  cannot,
  type Mistake,
  mistakes,
  NG,
  noMistake,
  otherKey,
  sizedField,
  TEXT,
  UNKNOWN_FIELD,
} from '../../../sign/mistake.js';
import { correctRecipe, type Draft, type Encoded } from '../../../sign/payload-maker.js';

const DOT = bytesOf('.');
const HALF = 32;

/** The signature covers something else. */
function covering(
  does: string,
  flows: readonly FlowName[],
  covered: (encoded: Encoded, draft: Draft) => Uint8Array,
): Mistake {
  return { does, flows, change: (draft) => ({ covered: (encoded) => covered(encoded, draft) }) };
}

/** The signature is right and written down wrong. */
function written(
  does: string,
  flows: readonly FlowName[],
  signatureText: (rs: Uint8Array, draft: Draft) => string,
): Mistake {
  return {
    does,
    flows,
    change: (draft) => ({ signatureText: (rs) => signatureText(rs, draft) }),
  };
}

/** The numbers of the signature are put together wrong. */
function rearranged(does: string, change: (r: Uint8Array, s: Uint8Array) => Uint8Array): Mistake {
  return written(does, ALL, (rs, draft) =>
    correctRecipe(draft).signatureText(change(rs.slice(0, HALF), rs.slice(HALF))),
  );
}

export const SIGNATURE_MISTAKES = mistakes({
  SIGNATURE_MISSING: {
    does: 'Leaves the signature out.',
    flows: ALL,
    change: (draft) => ({
      answer: ({ payload, signature }) => ({
        ...correctRecipe(draft).answer({ payload, signature }),
        providerSig: { payload },
      }),
    }),
  },
  SIGNATURE_MALFORMED: written(
    'Sends words where the signature belongs.',
    ALL,
    () => 'to be signed!',
  ),
  SIGNATURE_STANDARD_BASE64: {
    does: "Sends R and S in standard base64, with '+' or '/' in it.",
    flows: ALL,
    change: ({ key }) => ({
      sign: (covered) => searched(key, covered, (rs) => /[+/]/.test(encodeBase64(rs))),
      signatureText: (rs) => encodeBase64(rs),
    }),
  },
  SIGNATURE_IS_DER: written('Sends DER, not R and S.', [...NG, 'SELL'], (rs) =>
    encodeBase64url(derFromRs(rs)),
  ),
  SIGNATURE_IS_HEX_TEXT: written('Sends R and S as hex.', TEXT, toHex),
  SIGNATURE_WRONG_LENGTH: rearranged('Appends a recovery byte, as for Ethereum.', (r, s) =>
    concat(r, s, Uint8Array.of(0x1b)),
  ),
  SIGNATURE_UNPADDED_RS: {
    does: 'Writes R and S without their leading zero bytes, which makes 63 bytes.',
    flows: ALL,
    change: (draft) => ({
      sign: (covered) => searched(draft.key, covered, (rs) => rs[0] === 0 || rs[HALF] === 0),
      signatureText: (rs) =>
        correctRecipe(draft).signatureText(
          concat(minimal(rs.subarray(0, HALF)), minimal(rs.subarray(HALF))),
        ),
    }),
  },
  SIGNATURE_WITHOUT_DOT_PREFIX: covering(
    'Signs the payload text without the dot in front.',
    TEXT,
    ({ text }) => utf8(text),
  ),
  SIGNATURE_OVER_RAW_PROTOBUF: covering(
    'Signs the protobuf bytes, not the base64url text.',
    TEXT,
    ({ protobuf }) => protobuf,
  ),
  SIGNATURE_OVER_DOT_RAW_PROTOBUF: covering(
    'Signs a dot and the protobuf bytes.',
    TEXT,
    ({ protobuf }) => concat(DOT, protobuf),
  ),
  SIGNATURE_OVER_HEX_TEXT: covering(
    'Signs the protobuf as hex text.',
    ALL,
    ({ protobuf }, { flow }) => utf8(`${flow.encoding === 'raw' ? '' : '.'}${toHex(protobuf)}`),
  ),
  SIGNATURE_OVER_JWS_WITH_HEADER: covering(
    'Signs as a JWS library does: header, dot, payload.',
    TEXT,
    ({ text }, { key }) => {
      const header = JSON.stringify({ alg: JWS_ALGORITHMS[key.curve] });
      return utf8(`${encodeBase64url(utf8(header))}.${text}`);
    },
  ),
  SIGNATURE_OVER_OTHER_TEXT: covering(
    'Signs a legacy swap as if it were NG: a dot and the base64url text.',
    ['SWAP'],
    ({ protobuf }) => utf8(`.${encodeBase64url(protobuf)}`),
  ),
  SIGNATURE_PADDING_MISMATCH: {
    does: "Sends the payload without '=' and signs it with '='.",
    flows: TEXT,
    change: (draft) => ({
      protobuf: (values) => paddable(correctRecipe(draft).protobuf(values), draft),
      covered: ({ text }) => utf8(`.${text}${'='.repeat((4 - (text.length % 4)) % 4)}`),
    }),
  },
  SIGNATURE_DOUBLE_HASHED: {
    does: 'Hashes twice: hands a hash to a function that hashes again.',
    flows: ALL,
    change: ({ key }) => ({ sign: (covered) => key.sign(sha256(covered)) }),
  },
  SIGNATURE_WRONG_HASH: {
    does: 'Signs the first 32 bytes of SHA-512.',
    flows: ALL,
    change: ({ key }) => ({ sign: (covered) => key.signDigest(sha512(covered).slice(0, HALF)) }),
  },
  SIGNATURE_S_R_SWAPPED: rearranged('Sends S in front of R.', (r, s) => concat(s, r)),
  SIGNATURE_LITTLE_ENDIAN: rearranged('Sends R and S with their lowest byte first.', (r, s) =>
    concat(r.reverse(), s.reverse()),
  ),
  SIGNATURE_WRONG_CURVE: {
    does: 'Signs on the other curve, as ES256 of a JOSE library does for a secp256k1 partner.',
    flows: ALL,
    change: ({ key }) => {
      const other = otherKey(key.curve === 'secp256k1' ? 'secp256r1' : 'secp256k1');
      return { sign: (covered) => other.sign(covered) };
    },
  },
  SIGNATURE_OTHER_KEY: {
    does: 'Signs with a key nobody registered.',
    flows: ALL,
    change: ({ key }) => ({ sign: (covered) => otherKey(key.curve).sign(covered) }),
  },
  SIGNATURE_OUT_OF_RANGE: rearranged('Sends zero as S.', (r) => concat(r, new Uint8Array(HALF))),
  SIGNATURE_LEADING_ZERO: {
    does: 'Makes a valid signature whose R starts with a zero byte.',
    flows: ALL,
    change: ({ key }) => ({ sign: (covered) => searched(key, covered, (rs) => rs[0] === 0) }),
  },
  SIGNATURE_INVALID_ALL_INPUTS: covering(
    'Signs something that has nothing to do with the payload.',
    ALL,
    ({ text }) => utf8(`unrelated to ${text}`),
  ),
  SIGNATURE_NOT_HASHED: {
    does: 'Signs the first 32 bytes of the text in place of its hash.',
    flows: NG,
    change: ({ key }) => ({ sign: (covered) => key.signDigest(covered.slice(0, HALF)) }),
  },
  SIGNATURE_ENCODED_TWICE: written('Encodes R and S as base64url twice.', NG, (rs) =>
    encodeBase64url(utf8(encodeBase64url(rs))),
  ),
  SIGNATURE_AS_NUMBERS: written('Writes R and S as a list of numbers.', NG, (rs) =>
    JSON.stringify([...rs]),
  ),
  SIGNATURE_IN_PARTS: written(
    'Writes R and S apart, with a comma between them.',
    NG,
    (rs) => `${toHex(rs.subarray(0, HALF))},${toHex(rs.subarray(HALF))}`,
  ),
});

export const SIGNATURE_NO_MISTAKE = noMistake({
  SIGNATURE_OTHER_ALGORITHM:
    'RSA and other curves need a key of their own: sign has keys of the two curves alone.',
});

function minimal(value: Uint8Array): Uint8Array {
  let start = 0;
  while (start < value.length - 1 && value[start] === 0) start++;
  return value.subarray(start);
}

/** One signature in 256 has a zero byte in front of R; this many tries all fail once in 10^17. */
const MAX_TRIES = 10_000;

/** Valid signatures of the same bytes, tried in a fixed order until one is as wanted. */
function searched(
  key: Draft['key'],
  covered: Uint8Array,
  wanted: (rs: Uint8Array) => boolean,
): Uint8Array {
  const digest = sha256(covered);
  for (let i = 0; i < MAX_TRIES; i++) {
    const rs = key.signDigest(digest, fromBigInt(BigInt(i), HALF));
    if (wanted(rs)) return rs;
  }
  return cannot('to find a signature with a leading zero byte: change a field by one character');
}

/** Adds an empty text field where the protobuf would need no '='; it means nothing to the device. */
function paddable(protobuf: Uint8Array, { flow, values }: Draft): Uint8Array {
  if (protobuf.length % 3 !== 0) return protobuf;
  const empty = MESSAGES[flow.kind].fields.find(
    ({ name, type }) => type === 'string' && (values[name] ?? '') === '',
  );
  return concat(protobuf, sizedField(empty?.number ?? UNKNOWN_FIELD, new Uint8Array(0)));
}
