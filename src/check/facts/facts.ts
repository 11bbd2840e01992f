/** What all rules look at, worked out once for a case. */
import { concat } from '../../bytes.js';
import { type Flow, type FlowKind, flowFor } from '../../exchange/flows.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import { MESSAGES, type Message } from '../../payload/messages.js';
import type { CheckCase } from '../check-case.js';
import type { FindingCode } from '../findings/codes.js';
import { guessMessage, type MessageGuess } from '../payload/message-type.js';
import { type Envelope, payloadTextBytes } from '../payload/plain-envelope.js';
import { readableText } from '../payload/readable-text.js';
import { scanWire, WIRE_TYPES, type WireField, type WireScan } from '../payload/wire.js';
import { type CurrencyContext, currencyContext } from './currency-context.js';
import { type Expectations, expectationsOf } from './expectations.js';

export interface Facts {
  readonly judged: CheckCase;
  /** The flow the case is judged in. */
  readonly flow: Flow;
  readonly firmware: FirmwareProfile;
  readonly envelope: Envelope;
  /** The payload as transmitted: its text, or in legacy SWAP the protobuf bytes. */
  readonly transmitted: Uint8Array;
  readonly scan: WireScan;
  /** The message found, which may be another than the flow's. */
  readonly kind: FlowKind;
  readonly type: Message;
  readonly draft: boolean;
  /** Flow of the message found. */
  readonly messageFlow: Flow;
  /** By name, each known field as the device ends up with it: the last one, nested ones merged. */
  readonly fields: ReadonlyMap<string, WireField>;
  readonly expected: Expectations;
  /**
   * Nothing is known of the order but the signed message: it may be made up for a try, so details
   * that only matter when money is sent are no errors.
   */
  readonly tried: boolean;
  readonly currencies: CurrencyContext;
}

/** @param seen the envelope of the case's payload. */
export function factsIn(judged: CheckCase, firmware: FirmwareProfile, seen: Envelope): Facts {
  const flow = flowOfCase(judged);
  const bytes = seen.protobuf ?? NOTHING;
  const read = readMessage(flow.kind, bytes);
  const garbled = isGarbled(seen, read);
  // A text that lost characters decodes to noise: nothing that seems to stand in it was said.
  const envelope = garbled && isDamaged(seen) ? { ...seen, protobuf: undefined } : seen;
  const { kind, type, draft, scan } = garbled ? noMessage(flow.kind, read) : read;
  const fields = fieldsOf(type, scan);
  const expected = expectationsOf(judged);
  return {
    judged,
    flow,
    firmware,
    envelope,
    transmitted: flow.encoding === 'raw' ? bytes : payloadTextBytes(judged.payload),
    scan,
    kind,
    type,
    draft,
    messageFlow: flowFor(kind, { legacy: judged.legacy }),
    fields,
    expected,
    tried: !expected.known && expected.payinAddress === undefined,
    currencies: currencyContext(kind, (name) => textField({ fields }, name), expected),
  };
}

/** The flow that a case is judged in. */
export function flowOfCase({ flow, legacy }: CheckCase): Flow {
  return flowFor(flow, { legacy });
}

const NOTHING = new Uint8Array(0);

interface MessageRead extends MessageGuess {
  readonly scan: WireScan;
}

function readMessage(expected: FlowKind, protobuf: Uint8Array): MessageRead {
  const sent = scanWire(protobuf);
  const guess = guessMessage(expected, sent);
  return { ...guess, scan: readable(protobuf, sent, guess.type) };
}

/** The same bytes with nothing in them but what is wrong with them. */
function noMessage(kind: FlowKind, { scan }: MessageRead): MessageRead {
  const type = MESSAGES[kind];
  const reason = `most of the ${scan.fields.length} fields are not those of ${type.name}: these bytes are no message`;
  const problem = scan.problem ?? { offset: 0, reason };
  return { kind, type, draft: false, scan: { fields: [], problem } };
}

const DAMAGING: readonly FindingCode[] = [
  'INVALID_ENCODING',
  'PAYLOAD_WRAPPED',
  'PAYLOAD_UTF8_DAMAGED',
];

function isDamaged({ problems }: Envelope): boolean {
  return problems.some(([code]) => DAMAGING.includes(code));
}

/** Bytes that are no message, though some of them look like fields. */
function isGarbled(envelope: Envelope, { scan, type }: MessageRead): boolean {
  const { fields, problem } = scan;
  const fitting = fields.filter(({ number, wireType }) => {
    const declared = type.fields.find((field) => field.number === number);
    const usual = declared?.type === 'uint32' ? WIRE_TYPES.varint : WIRE_TYPES.sized;
    return declared !== undefined && wireType === usual;
  });
  if (isDamaged(envelope)) return problem !== undefined || fitting.length < fields.length;
  return fields.length > 1 && 2 * fitting.length <= fields.length;
}

/**
 * A known field may carry any wire type: the device does not look at it. Its reading counts where
 * it gets to the end, else that of the sender, which shows what was meant.
 */
function readable(protobuf: Uint8Array, sent: WireScan, type: Message): WireScan {
  const usual = ({ number, wireType }: WireField) => {
    const declared = type.fields.find((field) => field.number === number);
    return declared === undefined || wireType === WIRE_TYPES.sized;
  };
  if (sent.problem === undefined && sent.fields.every(usual)) return sent;
  const read = scanWire(protobuf, type);
  return read.problem === undefined ? read : sent;
}

function fieldsOf(type: Message, scan: WireScan): ReadonlyMap<string, WireField> {
  const fields = new Map<string, WireField>();
  for (const field of scan.fields) {
    const declared = type.fields.find(({ number }) => number === field.number);
    if (declared === undefined) continue;
    const before = fields.get(declared.name);
    // Messages that stand twice are merged field by field: the same as reading one after the other.
    const merged =
      declared.type === 'message' && before !== undefined
        ? { ...field, bytes: concat(before.bytes, field.bytes) }
        : field;
    fields.set(declared.name, merged);
  }
  return fields;
}

/** Text of a field up to its first NUL; '' when it is absent. */
export function textField({ fields }: Pick<Facts, 'fields'>, name: string): string {
  const field = fields.get(name);
  if (field === undefined) return '';
  let text = texts.get(field);
  if (text === undefined) {
    const end = field.bytes.indexOf(0);
    text = readableText(end < 0 ? field.bytes : field.bytes.subarray(0, end));
    texts.set(field, text);
  }
  return text;
}

/** Many rules ask for the same few texts. */
const texts = new WeakMap<WireField, string>();
