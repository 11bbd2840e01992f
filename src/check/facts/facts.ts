/** What all rules look at, worked out once for a case. */
import { EMPTY } from '../../bytes.js';
import { type Flow, type FlowKind, flowFor } from '../../exchange/flows.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import { fieldNumbered, MESSAGES, type Message } from '../../payload/messages.js';
import type { CheckCase } from '../check-case.js';
import { hostSignature } from '../device/signature-text.js';
import type { FindingCode } from '../findings/codes.js';
import { guessMessage, type MessageGuess } from '../payload/message-type.js';
import { type Envelope, payloadTextBytes } from '../payload/plain-envelope.js';
import { scanWire, WIRE_TYPES, type WireField, type WireScan } from '../payload/wire.js';
import { type CurrencyContext, currencyContext } from './currency-context.js';
import { type Expectations, expectationsOf } from './expectations.js';
import { MessageFields } from './message-fields.js';

export interface Facts {
  readonly judged: CheckCase;
  /** The flow the case is judged in. */
  readonly flow: Flow;
  readonly firmware: FirmwareProfile;
  readonly envelope: Envelope;
  /** The payload as transmitted: its text, or in legacy SWAP the protobuf bytes. */
  readonly transmitted: Uint8Array;
  /** The signature's bytes, as a host decodes them; empty when there is none. */
  readonly signature: Uint8Array;
  readonly scan: WireScan;
  /** The message found, which may be another than the flow's. */
  readonly kind: FlowKind;
  readonly type: Message;
  readonly draft: boolean;
  /** Flow of the message found. */
  readonly messageFlow: Flow;
  readonly fields: MessageFields;
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
  const bytes = seen.protobuf ?? EMPTY;
  const read = readMessage(flow.kind, bytes, seen.scan);
  const garbled = isGarbled(seen, read);
  // A text that lost characters decodes to noise: nothing that seems to stand in it was said.
  const envelope = garbled && isDamaged(seen) ? { ...seen, protobuf: undefined } : seen;
  const { kind, type, draft, scan } = garbled ? noMessage(flow.kind, read) : read;
  const fields = new MessageFields(type, scan);
  const expected = expectationsOf(judged);
  return {
    judged,
    flow,
    firmware,
    envelope,
    transmitted: flow.encoding === 'raw' ? bytes : payloadTextBytes(judged.payload),
    signature: hostSignature(judged.signature ?? '', flow),
    scan,
    kind,
    type,
    draft,
    messageFlow: flowFor(kind, { legacy: judged.legacy }),
    fields,
    expected,
    tried: !expected.known && expected.payinAddress === undefined,
    currencies: currencyContext(kind, (name) => fields.text(name), expected),
  };
}

/** The flow that a case is judged in. */
export function flowOfCase({ flow, legacy }: CheckCase): Flow {
  return flowFor(flow, { legacy });
}

interface MessageRead extends MessageGuess {
  readonly scan: WireScan;
}

function readMessage(expected: FlowKind, protobuf: Uint8Array, known?: WireScan): MessageRead {
  const sent = known ?? scanWire(protobuf);
  const { kind, type, draft } = guessMessage(expected, sent);
  return { kind, type, draft, scan: readable(protobuf, sent, type) };
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
  let fitting = 0;
  for (const { number, wireType } of fields) {
    const declared = fieldNumbered(type, number);
    const usual = declared?.type === 'uint32' ? WIRE_TYPES.varint : WIRE_TYPES.sized;
    if (declared !== undefined && wireType === usual) fitting++;
  }
  if (isDamaged(envelope)) return problem !== undefined || fitting < fields.length;
  return fields.length > 1 && 2 * fitting <= fields.length;
}

/**
 * A known field may carry any wire type: the device does not look at it. Its reading counts where
 * it gets to the end, else that of the sender, which shows what was meant.
 */
function readable(protobuf: Uint8Array, sent: WireScan, type: Message): WireScan {
  const usual = ({ number, wireType }: WireField) => {
    const declared = fieldNumbered(type, number);
    return declared === undefined || wireType === WIRE_TYPES.sized;
  };
  if (sent.problem === undefined && sent.fields.every(usual)) return sent;
  const read = scanWire(protobuf, type);
  return read.problem === undefined ? read : sent;
}

/** Text of a field up to its first NUL; '' when it is absent. */
export function textField({ fields }: Pick<Facts, 'fields'>, name: string): string {
  return fields.text(name);
}
