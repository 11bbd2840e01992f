/** What all rules look at, worked out once for a case. */
import { type Flow, type FlowKind, flowFor } from '../exchange/flows.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { Message } from '../payload/messages.js';
import type { CheckCase } from './check-case.js';
import { type CurrencyContext, currencyContext } from './currency-context.js';
import { type Envelope, payloadTextBytes, readEnvelope } from './envelope.js';
import { readableText } from './evidence.js';
import { type Expectations, expectationsOf } from './expectations.js';
import { guessMessage } from './message-type.js';
import { scanWire, type WireField, type WireScan } from './wire.js';

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
  /** By name, the last occurrence of each known field. */
  readonly fields: ReadonlyMap<string, WireField>;
  readonly expected: Expectations;
  readonly currencies: CurrencyContext;
}

export function factsOf(judged: CheckCase, firmware: FirmwareProfile): Facts {
  const flow = flowFor(judged.flow, { legacy: judged.legacy });
  const raw = flow.encoding === 'raw';
  const envelope = readEnvelope(judged.payload, raw);
  const protobuf = envelope.protobuf ?? NOTHING;
  const scan = scanWire(protobuf);
  const { kind, type, draft } = guessMessage(flow.kind, scan);
  const fields = new Map<string, WireField>();
  for (const field of scan.fields) {
    const name = type.fields.find(({ number }) => number === field.number)?.name;
    if (name !== undefined) fields.set(name, field);
  }
  const expected = expectationsOf(judged);
  return {
    judged,
    flow,
    firmware,
    envelope,
    transmitted: raw ? protobuf : payloadTextBytes(judged.payload),
    scan,
    kind,
    type,
    draft,
    messageFlow: flowFor(kind, { legacy: judged.legacy }),
    fields,
    expected,
    currencies: currencyContext(kind, (name) => textField({ fields }, name), expected),
  };
}

const NOTHING = new Uint8Array(0);

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
