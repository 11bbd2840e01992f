/** The instructions of the Exchange app: their data as fields, and what can be verified of them. */
import type { Command } from '../apdu/apdu.js';
import { concat, equal, textOf, toHex } from '../bytes.js';
import {
  CURVE,
  ENCODING,
  INS,
  KEY_SIZE,
  P2,
  REASSEMBLY_SIZE,
  SIGNATURE_FORMAT,
} from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { decode } from '../exchange/layout.js';
import {
  coinCheck,
  coinConfiguration,
  partnerCredentials,
  partnerSignature,
  transactionEnvelope,
  transactionSignature,
} from '../exchange/layouts.js';
import { parseTrustedName, tlvNumber } from '../exchange/trusted-name.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { LATEST, tagsOf } from '../firmware/trusted-name.js';
import { decodeAsDevice } from '../payload/device-base64.js';
import { MESSAGES } from '../payload/messages.js';
import { decodeMessage } from '../payload/nanopb.js';
import type { Verifier } from '../simulator/verifier.js';
import { authorityCheck } from './authority.js';
import { coinFields } from './coin.js';
import type { DecodedCheck, DecodedField } from './decoded.js';
import { baseUnits, layoutFields, text } from './fields.js';
import { messageFields } from './message.js';
import { payloadSignatureCheck, type SentSignature } from './payload-signature.js';
import type { Session } from './session.js';

/** What a command says; `accepted` is to be called once the device has answered 9000. */
export interface ReadCommand {
  readonly fields: readonly DecodedField[];
  readonly problem?: string | undefined;
  readonly checks?: readonly DecodedCheck[];
  readonly chunk?: { readonly number: number; readonly last: boolean };
  readonly signature?: SentSignature;
  accepted?(answer: Uint8Array): void;
}

export interface Reading {
  readonly session: Session;
  readonly profile: FirmwareProfile;
  readonly verifier: Verifier;
  /** The device answered 9000. */
  readonly accepted: boolean;
}

type Reader = (command: Command, flow: Flow, reading: Reading) => ReadCommand;

const READERS: Readonly<Record<number, Reader>> = {
  [INS.START_NEW_TRANSACTION]: startNewTransaction,
  [INS.SET_PARTNER_KEY]: setPartnerKey,
  [INS.CHECK_PARTNER]: checkPartner,
  [INS.PROCESS_TRANSACTION_RESPONSE]: processTransaction,
  [INS.CHECK_TRANSACTION_SIGNATURE]: checkSignature,
  [INS.CHECK_PAYOUT_ADDRESS]: checkCoin,
  [INS.CHECK_REFUND_ADDRESS]: checkCoin,
  [INS.CHECK_ASSET_IN]: checkCoin,
  [INS.CHECK_REFUND_ADDRESS_NO_DISPLAY]: checkCoin,
  [INS.CHECK_ASSET_IN_NO_DISPLAY]: checkCoin,
  [INS.START_SIGNING_TRANSACTION]: startSigning,
  [INS.SEND_TRUSTED_NAME_DESCRIPTOR]: trustedName,
};

/** Data that no reader knows is one field in hex. */
export function readCommand(command: Command, flow: Flow, reading: Reading): ReadCommand {
  const reader = READERS[command.ins];
  if (reader !== undefined) return reader(command, flow, reading);
  const { data } = command;
  if (data.length === 0) return { fields: [] };
  return { fields: [{ name: 'data', value: toHex(data), size: data.length }] };
}

function startNewTransaction(_: Command, flow: Flow, { session }: Reading): ReadCommand {
  return {
    fields: [],
    accepted: (answer) => session.begin(flow, answer.length === 0 ? undefined : answer),
  };
}

function setPartnerKey({ data }: Command, flow: Flow, { session, profile }: Reading): ReadCommand {
  const layout = partnerCredentials(flow, profile.wire);
  const read = decode(layout, data);
  const shown = layoutFields(layout, read);
  if (!read.ok) return shown;
  const { name, curve, publicKey } = read.fields;
  const onK1 =
    curve === undefined ? flow.curve === 'secp256k1' : curve.bytes[0] === CURVE.secp256k1;
  return {
    ...shown,
    accepted: () => {
      session.partner = {
        name: text(name!.bytes),
        curve: onK1 ? 'secp256k1' : 'secp256r1',
        publicKey: publicKey!.bytes,
        credentials: data,
      };
    },
  };
}

function checkPartner(
  { data }: Command,
  _: Flow,
  { session, profile, verifier, accepted }: Reading,
): ReadCommand {
  const layout = partnerSignature(profile.wire);
  const shown = layoutFields(layout, decode(layout, data));
  const { partner } = session;
  if (partner === undefined) {
    const says = 'the credentials are not in this log';
    return { ...shown, checks: [{ subject: 'partner credentials', holds: null, says }] };
  }
  const message = partner.credentials;
  const { check, repaired } = authorityCheck('partner credentials', verifier, {
    message,
    der: data,
    accepted,
  });
  // The key that Ledger has signed is the one that was sent: what it signs can be judged all the same.
  if (repaired !== undefined) {
    session.partner = {
      ...partner,
      credentials: repaired,
      publicKey: repaired.subarray(-KEY_SIZE),
    };
  }
  return { ...shown, checks: [check] };
}

function processTransaction({ data, p2 }: Command, flow: Flow, reading: Reading): ReadCommand {
  const { session } = reading;
  // A chunk that is refused leaves what came before it as it was.
  const chunks = [...((p2 & P2.EXTEND) === 0 ? [] : session.chunks), data];
  const last = (p2 & P2.MORE) === 0;
  const isChunked = (p2 & P2.EXTENSION_MASK) !== 0;
  const chunk = isChunked ? { chunk: { number: chunks.length, last } } : {};
  if (!last) {
    return {
      ...chunk,
      fields: [{ name: 'part', value: toHex(data), size: data.length }],
      accepted: () => {
        session.chunks = chunks;
      },
    };
  }
  const read = transaction(concat(...chunks), flow, reading);
  return {
    ...chunk,
    ...read,
    accepted: (answer) => {
      session.chunks = [];
      read.accepted?.(answer);
    },
  };
}

function transaction(data: Uint8Array, flow: Flow, { session, profile }: Reading): ReadCommand {
  const layout = transactionEnvelope(flow, profile.wire);
  const read = decode(layout, data);
  const shown = layoutFields(layout, read);
  const tooLong =
    data.length > REASSEMBLY_SIZE
      ? `${data.length} bytes in all chunks: the device has room for ${REASSEMBLY_SIZE}`
      : undefined;
  if (!read.ok) return { ...shown, problem: tooLong ?? shown.problem };
  const { encoding, payload, fee } = read.fields;
  const isRaw =
    encoding === undefined ? flow.encoding === 'raw' : encoding.bytes[0] === ENCODING.raw;
  const bytes = payload!.bytes;
  const protobuf = isRaw ? bytes : decodeAsDevice(bytes, profile.decodedPayloadMax);
  const message = protobuf === undefined ? undefined : messageFields(flow, profile, protobuf);
  const fields = shown.fields.map((field): DecodedField => {
    if (field.name === 'fee') return { ...field, value: baseUnits(fee!.bytes) };
    if (field.name !== 'payload') return field;
    const value = isRaw ? field.value : textOf(bytes);
    return { ...field, value, ...(message === undefined ? {} : { fields: message.fields }) };
  });
  const unreadable =
    protobuf === undefined ? 'payload: the device cannot decode its base64url' : undefined;
  const problem = tooLong ?? unreadable ?? sizeProblem(flow, profile, protobuf);
  return {
    fields,
    problem,
    checks: nonceCheck(flow, profile, session, protobuf),
    accepted: () => {
      session.transaction = { payload: bytes, protobuf, isRaw, fee: fee!.bytes };
    },
  };
}

/** What the device's own decoder says. */
function sizeProblem(
  flow: Flow,
  profile: FirmwareProfile,
  protobuf: Uint8Array | undefined,
): string | undefined {
  if (protobuf === undefined) return undefined;
  const read = decodeMessage(MESSAGES[flow.kind], profile.fields, protobuf);
  if (read.ok) return undefined;
  const { field, offset, reason } = read.problem;
  return `${field ?? MESSAGES[flow.kind].name} at protobuf byte ${offset}: ${reason}`;
}

function nonceCheck(
  flow: Flow,
  profile: FirmwareProfile,
  { nonce }: Session,
  protobuf: Uint8Array | undefined,
): DecodedCheck[] {
  if (protobuf === undefined) return [];
  const read = decodeMessage(MESSAGES[flow.kind], profile.fields, protobuf);
  if (!read.ok) return [];
  const value = read.message[flow.nonceField] as Uint8Array | undefined;
  const subject = 'nonce';
  if (nonce === undefined || value === undefined) {
    return [{ subject, holds: null, says: 'the nonce of this transaction is not in this log' }];
  }
  const sent = flow.nonce === 'letters' ? value.subarray(0, nonce.length) : value;
  const shown = (bytes: Uint8Array) => (flow.nonce === 'letters' ? text(bytes) : toHex(bytes));
  if (equal(sent, nonce)) return [{ subject, holds: true, says: `${flow.nonceField} repeats it` }];
  return [
    {
      subject,
      holds: false,
      says: `the device made ${shown(nonce)}, ${flow.nonceField} has ${sent.length === 0 ? 'nothing' : shown(sent)}`,
    },
  ];
}

function checkSignature({ data }: Command, flow: Flow, reading: Reading): ReadCommand {
  const layout = transactionSignature(flow);
  const read = decode(layout, data);
  const shown = layoutFields(layout, read);
  if (!read.ok) return shown;
  const { dotPrefix, signatureFormat, signature } = read.fields;
  const sent: SentSignature = {
    bytes: signature!.bytes,
    dotted: dotPrefix === undefined ? flow.dotPrefix === true : dotPrefix.bytes[0] === 1,
    format:
      signatureFormat === undefined
        ? flow.signatureFormat === 'rs'
          ? 'rs'
          : 'der'
        : signatureFormat.bytes[0] === SIGNATURE_FORMAT.rs
          ? 'rs'
          : 'der',
  };
  const check = payloadSignatureCheck(reading.session, sent, reading.verifier, reading.accepted);
  return { ...shown, checks: [check], signature: sent };
}

function checkCoin(
  { data, ins }: Command,
  flow: Flow,
  { session, profile, verifier, accepted }: Reading,
): ReadCommand {
  const layout = coinCheck(profile.wire);
  const read = decode(layout, data);
  const shown = layoutFields(layout, read);
  const configuration = read.fields.coinConfiguration?.bytes;
  const checks: DecodedCheck[] = [];
  if (read.ok) {
    const der = read.fields.signature!.bytes;
    checks.push(
      authorityCheck('coin configuration', verifier, { message: configuration!, der, accepted })
        .check,
    );
  }
  const payout = ins === INS.CHECK_PAYOUT_ADDRESS && flow.kind === 'swap';
  const coin =
    configuration === undefined
      ? undefined
      : coinFields(configuration, read.fields.addressParameters?.bytes, {
          layout: coinConfiguration(profile.wire),
          session,
          profile,
          payout,
        });
  const fields = shown.fields.map((field) => coin?.replaced[field.name] ?? field);
  return {
    fields: [...fields, ...(coin?.added ?? [])],
    problem: shown.problem ?? coin?.problem,
    checks: [...checks, ...(coin?.checks ?? [])],
    accepted: () => {
      if (!payout) session.payingApp = coin?.app;
    },
  };
}

function startSigning(_: Command, __: Flow, { session }: Reading): ReadCommand {
  return {
    fields: [],
    accepted: () => {
      session.coinApp = session.payingApp ?? 'a coin app';
    },
  };
}

function trustedName({ data }: Command, _: Flow, { profile }: Reading): ReadCommand {
  // A release without trusted names refuses the instruction: what was sent is shown all the same.
  const tags = tagsOf(profile.trustedName ?? LATEST);
  const read = parseTrustedName(tags, data);
  if (!read.ok) {
    return {
      fields: [{ name: 'descriptor', value: toHex(data), size: data.length }],
      problem: read.what,
    };
  }
  const fields = Object.entries(read.values).map(([name, bytes]): DecodedField => {
    const tag = tags.find((one) => one.name === name)!;
    const isText = name === 'trustedName' || name === 'address' || name === 'sourceContract';
    const value =
      tag.kind === 'number' ? `${tlvNumber(bytes)}` : isText ? text(bytes) : toHex(bytes);
    return {
      name,
      value,
      size: bytes.length,
      ...(tag.size === undefined ? {} : { limit: tag.size.max }),
    };
  });
  return { fields };
}
