/**
 * An old log made valid again: with another nonce, with keys we have, with other texts in the message.
 * Every byte that need not change stays; lengths stay, and so do the chunks. Mistakes stay, too: what
 * did not verify when it was recorded is sent as it is. Made for one log: it is asked for each command in
 * turn.
 */
import { decodeCommand, decodeResponse, encodeCommand, HEADER_SIZE } from '../apdu/apdu.js';
import { bytesOf, concat, equal } from '../bytes.js';
import { encodeBase64url } from '../codec/base64.js';
import { signedBy } from '../decode/authority.js';
import { payloadSignatureProblem } from '../decode/payload-signature.js';
import {
  CLA,
  CURVE,
  type Curve,
  ENCODING,
  INS,
  KEY_SIZE,
  P2,
  SIGNATURE_FORMAT,
} from '../exchange/constants.js';
import { type Flow, flowOf } from '../exchange/flows.js';
import { decode, encode, type Layout } from '../exchange/layout.js';
import {
  coinCheck,
  partnerCredentials,
  transactionEnvelope,
  transactionSignature,
} from '../exchange/layouts.js';
import { SW } from '../exchange/status.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { Authority } from '../host/authority.js';
import type { SigningKey } from '../keys/private-key.js';
import type { LoggedExchange } from '../logs/log.js';
import { decodeAsDevice } from '../payload/device-base64.js';
import { MESSAGES } from '../payload/messages.js';
import { signPayload } from '../payload/sign.js';
import type { Verifier } from '../simulator/verifier.js';
import { withFieldBytes } from './wire-edit.js';

/** Who signs a log that is made again. */
export interface RemakeOptions {
  readonly profile: FirmwareProfile;
  /** Signs payloads in place of the provider. */
  readonly partnerKey: (curve: Curve) => SigningKey;
  /** Signs credentials and coin configurations in place of Ledger. */
  readonly authority: Authority;
  /** Tells which signatures were good. */
  readonly verifier: Verifier;
  /** Other text for a field of the message, unknown ones without a name: as many bytes. */
  readonly edit?: (flow: Flow, field: string | undefined, value: Uint8Array) => Uint8Array;
  /** A message that is none: `keep` (default) goes on with its bytes, `leave` makes nothing anew. */
  readonly unreadable?: 'keep' | 'leave';
  /** Another name for the partner: as many bytes. */
  readonly partnerName?: (name: Uint8Array) => Uint8Array;
}

/** Something that was sent, and what it has become. */
interface Made {
  readonly recorded: Uint8Array;
  readonly made: Uint8Array;
}

interface MadePartner {
  readonly credentials: Made;
  readonly key: SigningKey;
  readonly recordedKey: Uint8Array;
}

/** One log while it is made again. */
export class Remake {
  private readonly exchanges: readonly Pick<LoggedExchange, 'command' | 'response'>[];
  private readonly options: RemakeOptions;
  private nonce: Made | undefined;
  private partner: MadePartner | undefined;
  private payload: Made | undefined;
  /** The last transaction, by the index of its first chunk. */
  private whole: { first: number; made: Uint8Array | undefined } | undefined;

  /** @param exchanges as recorded, all of them: chunks are made again as one. */
  constructor(
    exchanges: readonly Pick<LoggedExchange, 'command' | 'response'>[],
    options: RemakeOptions,
  ) {
    this.exchanges = exchanges;
    this.options = options;
  }

  /** The nonce the device has made now, and the one it made when the log was written. */
  began(nonce: Uint8Array, recorded: Uint8Array): void {
    this.nonce = { made: nonce, recorded };
  }

  /** What to send in place of the command at `index`; the very same object where nothing was made anew. */
  command(index: number): Uint8Array {
    const recorded = this.exchanges[index]!.command;
    const command = decodeCommand(recorded);
    if (command === undefined || command.cla !== CLA) return recorded;
    const flow = flowOf(command.p2 & P2.SUBCOMMAND_MASK);
    if (flow === undefined) return recorded;
    const data = this.dataFor(index, command.ins, flow);
    return data === undefined ? recorded : encodeCommand({ ...command, data });
  }

  private dataFor(index: number, ins: number, flow: Flow): Uint8Array | undefined {
    const data = this.dataAt(index);
    const { wire } = this.options.profile;
    switch (ins) {
      case INS.SET_PARTNER_KEY:
        return this.credentials(index, partnerCredentials(flow, wire), flow);
      case INS.CHECK_PARTNER:
        return this.partner && this.signedAgain(this.partner.credentials, data);
      case INS.PROCESS_TRANSACTION_RESPONSE:
        return this.transaction(index, flow);
      case INS.CHECK_TRANSACTION_SIGNATURE:
        return this.signature(transactionSignature(flow), flow, data);
      case INS.CHECK_PAYOUT_ADDRESS:
      case INS.CHECK_REFUND_ADDRESS:
      case INS.CHECK_ASSET_IN:
      case INS.CHECK_REFUND_ADDRESS_NO_DISPLAY:
      case INS.CHECK_ASSET_IN_NO_DISPLAY:
        return this.coin(coinCheck(wire), data);
      default:
        return undefined;
    }
  }

  private dataAt(index: number): Uint8Array {
    return this.exchanges[index]!.command.subarray(HEADER_SIZE);
  }

  /** The device took it: what comes later is judged by it. A lost answer was most likely a good one. */
  private wasAccepted(index: number): boolean {
    const { response } = this.exchanges[index]!;
    return response === null || decodeResponse(response).status === SW.SUCCESS;
  }

  private credentials(index: number, layout: Layout, flow: Flow): Uint8Array | undefined {
    const data = this.dataAt(index);
    const read = decode(layout, data);
    if (!read.ok) return undefined;
    const { name, curve, publicKey } = read.fields;
    const onK1 =
      curve === undefined ? flow.curve === 'secp256k1' : curve.bytes[0] === CURVE.secp256k1;
    const key = this.options.partnerKey(onK1 ? 'secp256k1' : 'secp256r1');
    const { partnerName = (bytes: Uint8Array) => bytes } = this.options;
    // A key in a wrong form is a mistake that is to be made again.
    const madeKey = publicKey!.bytes[0] === 0x04 ? key.publicKey : publicKey!.bytes;
    const made = concat(
      data.subarray(0, name!.offset),
      partnerName(name!.bytes),
      data.subarray(name!.offset + name!.bytes.length, data.length - KEY_SIZE),
      madeKey,
    );
    if (this.wasAccepted(index)) {
      const credentials = { recorded: data, made };
      this.partner = { credentials, key, recordedKey: publicKey!.bytes };
    }
    return made;
  }

  /** Ledger's signature, where it was one. */
  private signedAgain({ recorded, made }: Made, der: Uint8Array): Uint8Array | undefined {
    const { verifier, authority } = this.options;
    return 'by' in signedBy(verifier, recorded, der) ? authority.sign(made) : undefined;
  }

  /** Chunks: all of them are made again at once, and cut where they were cut. */
  private transaction(index: number, flow: Flow): Uint8Array | undefined {
    const chunks = this.chunksAround(index);
    const sizes = chunks.map((at) => this.dataAt(at).length);
    const [first = index] = chunks;
    if (this.whole?.first !== first) {
      const data = concat(...chunks.map((at) => this.dataAt(at)));
      const made = this.wholeTransaction(flow, data, this.wasAccepted(chunks.at(-1)!));
      // Chunk bits may stand where they must not: then each command is a transaction of its own.
      this.whole = { first, made };
    }
    const { made } = this.whole;
    if (made === undefined) return undefined;
    const place = chunks.indexOf(index);
    const start = sizes.slice(0, place).reduce((sum, size) => sum + size, 0);
    const end = place === chunks.length - 1 ? made.length : start + sizes[place]!;
    return made.subarray(start, end);
  }

  /** Indices of the chunks of one command, in order. */
  private chunksAround(index: number): number[] {
    const part = (at: number, bit: number) => {
      const command = this.exchanges[at]?.command;
      return (
        command?.[0] === CLA &&
        command[1] === INS.PROCESS_TRANSACTION_RESPONSE &&
        (command[3]! & bit) !== 0
      );
    };
    let first = index;
    while (part(first, P2.EXTEND) && part(first - 1, P2.MORE)) first--;
    let last = index;
    while (part(last, P2.MORE) && part(last + 1, P2.EXTEND)) last++;
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }

  private wholeTransaction(
    flow: Flow,
    data: Uint8Array,
    accepted: boolean,
  ): Uint8Array | undefined {
    const layout = transactionEnvelope(flow, this.options.profile.wire);
    const read = decode(layout, data);
    if (!read.ok) return undefined;
    const { encoding, payload, fee } = read.fields;
    const isRaw =
      encoding === undefined ? flow.encoding === 'raw' : encoding.bytes[0] === ENCODING.raw;
    const made = this.remadePayload(flow, payload!.bytes, isRaw);
    if (made === undefined) return undefined;
    if (accepted) this.payload = { recorded: payload!.bytes, made };
    return encode(layout, {
      ...(encoding === undefined ? {} : { encoding: encoding.bytes }),
      payload: made,
      fee: fee!.bytes,
    });
  }

  private remadePayload(flow: Flow, payload: Uint8Array, isRaw: boolean): Uint8Array | undefined {
    const unread = this.options.unreadable === 'leave' ? undefined : payload;
    const protobuf = isRaw ? payload : decodeAsDevice(payload, payload.length);
    if (protobuf === undefined) return unread;
    const { edit = (_flow, _field, value) => value } = this.options;
    const made = withFieldBytes(MESSAGES[flow.kind], protobuf, (field, value) =>
      field === flow.nonceField ? this.freshNonce(value) : edit(flow, field, value),
    );
    if (made === undefined) return unread;
    if (equal(made, protobuf)) return payload;
    if (isRaw) return made;
    const padding = payload.length - encodeBase64url(protobuf).length;
    return bytesOf(encodeBase64url(made) + '='.repeat(Math.max(0, padding)));
  }

  /** A message that did not repeat the nonce goes on not repeating it. */
  private freshNonce(value: Uint8Array): Uint8Array {
    const { nonce } = this;
    return nonce !== undefined && equal(value, nonce.recorded) ? nonce.made : value;
  }

  private signature(layout: Layout, flow: Flow, data: Uint8Array): Uint8Array | undefined {
    const read = decode(layout, data);
    const { partner, payload } = this;
    if (!read.ok || partner === undefined || payload === undefined) return undefined;
    const { dotPrefix, signatureFormat, signature } = read.fields;
    const dotted = dotPrefix === undefined ? flow.dotPrefix === true : dotPrefix.bytes[0] === 1;
    const isRs =
      signatureFormat === undefined
        ? flow.signatureFormat === 'rs'
        : signatureFormat.bytes[0] === SIGNATURE_FORMAT.rs;
    const format = isRs ? 'rs' : 'der';
    const sent = { bytes: signature!.bytes, format, dotted } as const;
    const { key, recordedKey } = partner;
    const recorded = { curve: key.curve, publicKey: recordedKey, payload: payload.recorded };
    if (payloadSignatureProblem(recorded, sent, this.options.verifier) !== undefined)
      return undefined;
    const signed = signPayload(key, payload.made, { dotPrefix: dotted, format });
    return concat(data.subarray(0, signature!.offset), signed);
  }

  private coin(layout: Layout, data: Uint8Array): Uint8Array | undefined {
    const read = decode(layout, data);
    if (!read.ok) return undefined;
    const { coinConfiguration, addressParameters } = read.fields;
    const configuration = coinConfiguration!.bytes;
    const signed = this.signedAgain(
      { recorded: configuration, made: configuration },
      read.fields.signature!.bytes,
    );
    if (signed === undefined) return undefined;
    return encode(layout, {
      coinConfiguration: configuration,
      signature: signed,
      addressParameters: addressParameters!.bytes,
    });
  }
}
