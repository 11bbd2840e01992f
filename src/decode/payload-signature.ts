/** The provider's signature over the payload, by the rules of the flow and, if it fails, of the others. */
import { concat, toHex } from '../bytes.js';
import type { CheckCase } from '../check/check-case.js';
import { scanWire } from '../check/payload/wire.js';
import { encodeBase64url } from '../codec/base64.js';
import type { Curve } from '../exchange/constants.js';
import { FLOW_NAMES, FLOWS, type Flow } from '../exchange/flows.js';
import { decodeAsDevice } from '../payload/device-base64.js';
import { MESSAGES } from '../payload/messages.js';
import { derFromRs } from '../payload/signature.js';
import { derProblem, type Verifier } from '../simulator/verifier.js';
import { type Flip, flippedBit, flipWords } from './altered.js';
import type { DecodedCheck } from './decoded.js';
import type { SeenPartner, SeenTransaction, Session } from './session.js';

const DOT = Uint8Array.of(0x2e);

/** A signature as CHECK_TRANSACTION_SIGNATURE carries it. */
export interface SentSignature {
  readonly bytes: Uint8Array;
  readonly format: 'der' | 'rs';
  readonly dotted: boolean;
}

export function payloadSignatureCheck(
  session: Session,
  signature: SentSignature,
  verifier: Verifier,
  accepted: boolean,
): DecodedCheck {
  const subject = 'payload signature';
  const { partner, transaction, flow } = session;
  if (partner === undefined || transaction === undefined || flow === undefined) {
    const missing = partner === undefined ? 'the partner key' : 'the payload';
    return { subject, holds: null, says: `${missing} is not in this log` };
  }
  const problem = problemOf(partner, transaction, signature, verifier);
  if (problem === undefined) {
    return {
      subject,
      holds: true,
      says: `by ${partner.name} on ${partner.curve} over ${over(signature, transaction)}`,
    };
  }
  const other = otherRule(partner, transaction, signature, verifier);
  const rule = other === undefined ? '' : `; it verifies by the rule of ${other}`;
  const more = accepted
    ? `, and yet the device accepted it; ${altered(flow, partner, transaction, signature, verifier)}`
    : rule;
  return {
    subject,
    holds: false,
    says: `does not verify over ${over(signature, transaction)} with the key of ${partner.name} on ${partner.curve}: ${problem}${more}`,
  };
}

/** What was changed in a log whose device has accepted the signature. */
function altered(
  flow: Flow,
  partner: SeenPartner,
  transaction: SeenTransaction,
  signature: SentSignature,
  verifier: Verifier,
): string {
  const verifies = (...[who, what, sent]: [SeenPartner, SeenTransaction, SentSignature]) =>
    problemOf(who, what, sent, verifier) === undefined;
  const inPayload = flippedBit(transaction.payload, (payload) =>
    verifies(partner, { ...transaction, payload }, signature),
  );
  if (inPayload !== undefined) {
    return flipWords(inPayload, `the payload${fieldAt(flow, transaction, inPayload)}`);
  }
  const inSignature = flippedBit(signature.bytes, (bytes) =>
    verifies(partner, transaction, { ...signature, bytes }),
  );
  if (inSignature !== undefined) return flipWords(inSignature, 'the signature');
  const inKey = flippedBit(partner.publicKey, (publicKey) =>
    verifies({ ...partner, publicKey }, transaction, signature),
  );
  if (inKey !== undefined) return flipWords(inKey, 'the partner key');
  return 'this log is not what passed between them';
}

/** ` (amount_to_wallet)`: the field a byte of the payload belongs to; base64 has four characters for three. */
function fieldAt(flow: Flow, { isRaw }: SeenTransaction, { offset, repaired }: Flip): string {
  const protobuf = isRaw ? repaired : decodeAsDevice(repaired, repaired.length);
  if (protobuf === undefined) return '';
  const at = isRaw ? offset : Math.floor((offset * 3) / 4);
  const type = MESSAGES[flow.kind];
  const field = scanWire(protobuf, type).fields.findLast((one) => one.offset <= at);
  const known = type.fields.find(({ number }) => number === field?.number);
  return known === undefined ? '' : ` (${known.name})`;
}

function over({ dotted }: SentSignature, { isRaw }: SeenTransaction): string {
  const what = isRaw ? 'the protobuf bytes' : 'the payload text';
  return dotted ? `'.' and ${what}` : what;
}

function problemOf(
  { curve, publicKey }: SeenPartner,
  { payload }: SeenTransaction,
  signature: SentSignature,
  verifier: Verifier,
): string | undefined {
  return payloadSignatureProblem({ curve, publicKey, payload }, signature, verifier);
}

/** Why it does not verify; undefined when it does. */
export function payloadSignatureProblem(
  { curve, publicKey, payload }: { curve: Curve; publicKey: Uint8Array; payload: Uint8Array },
  { bytes, format, dotted }: SentSignature,
  verifier: Verifier,
): string | undefined {
  if (format === 'rs' && bytes.length !== 64) return `${bytes.length} bytes are no r and s`;
  const der = format === 'rs' ? derFromRs(bytes) : bytes;
  const message = dotted ? concat(DOT, payload) : payload;
  return derProblem(verifier, { curve, publicKey, message, hash: 'sha256' }, der);
}

/** The first flow whose rule of text and form the signature keeps; NG flows say theirs themselves. */
function otherRule(
  partner: SeenPartner,
  transaction: SeenTransaction,
  sent: SentSignature,
  verifier: Verifier,
): string | undefined {
  const { protobuf } = transaction;
  const texts = [transaction.payload, ...(protobuf === undefined ? [] : [protobuf])];
  for (const name of FLOW_NAMES) {
    const { encoding, dotPrefix, signatureFormat } = FLOWS[name];
    for (const payload of texts) {
      for (const dotted of dotPrefix === 'given' ? [true, false] : [dotPrefix]) {
        const isRaw = payload === protobuf;
        if (encoding !== 'given' && isRaw !== (encoding === 'raw')) continue;
        const format =
          signatureFormat === 'given' ? (sent.bytes.length === 64 ? 'rs' : 'der') : signatureFormat;
        const tried = { ...transaction, payload, isRaw };
        const as = { bytes: sent.bytes, format, dotted } as const;
        if (problemOf(partner, tried, as, verifier) === undefined) {
          return `${name}, over ${over(as, tried)}`;
        }
      }
    }
  }
  return undefined;
}

/** The payload as a case for `check`, as a provider would have answered it. */
export function caseOf(
  session: Session,
  signature: SentSignature,
  name: string,
): CheckCase | undefined {
  const { flow, transaction, partner, nonce } = session;
  if (flow === undefined || transaction === undefined) return undefined;
  return {
    name,
    flow: flow.kind,
    legacy: !flow.ng,
    payload: payloadText(flow, transaction),
    signature: flow.encoding === 'raw' ? hexSignature(signature) : encodeBase64url(signature.bytes),
    response: undefined,
    request: undefined,
    partnerName: partner?.name,
    key: partner && { curve: partner.curve, publicKey: partner.publicKey, label: 'recorded' },
    otherKeys: [],
    nonce,
    fees: feesOf(transaction),
    noticed: [],
  };
}

function payloadText(flow: Flow, { payload, isRaw }: SeenTransaction): string {
  if (flow.encoding === 'raw') return toHex(payload);
  return isRaw ? encodeBase64url(payload) : new TextDecoder('latin1').decode(payload);
}

function hexSignature({ bytes }: SentSignature): string {
  return toHex(bytes);
}

function feesOf({ fee }: SeenTransaction): bigint {
  return BigInt(`0x${toHex(fee) || '0'}`);
}
