/**
 * A log without what says who somebody is, and as good for a test as before: e-mails, user ids, account
 * names, addresses and public keys are replaced, lengths stay, and everything is signed again with test
 * keys. Addresses of the user become those of the simulator's seed where they are as long, so that the
 * log can be replayed.
 */
import { decodeCommand, HEADER_SIZE } from '../apdu/apdu.js';
import { bytesOf, concat, equal } from '../bytes.js';
import { Decoder } from '../decode/decoder.js';
import { CLA, INS, P2 } from '../exchange/constants.js';
import { type Flow, flowOf } from '../exchange/flows.js';
import { decode } from '../exchange/layout.js';
import { ANY_SIZES, coinCheck, coinConfiguration } from '../exchange/layouts.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { LoggedExchange } from '../logs/log.js';
import { rolesOf } from '../payload/roles.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import { appNameOf } from '../simulator/normalise.js';
import type { Verifier } from '../simulator/verifier.js';
import type { Wallet } from '../simulator/wallet.js';
import { freshAuthority, freshKeys } from './fresh.js';
import { isKnownAnswer, isKnownCommand } from './known-harmless.js';
import { Remake } from './remake.js';
import { freshSecret, type StandIn, standIn } from './stand-in-text.js';

/** Who verifies signatures, and whose addresses stand in for those of the user. */
export interface RedactOptions {
  /** How messages are read. */
  readonly firmware: FirmwareProfile;
  readonly verifier: Verifier;
  /** Whose addresses take the place of the user's. */
  readonly wallet: Wallet;
  /** 32 bytes, random when absent. */
  readonly secret?: Uint8Array;
}

/** A log without its user, and how much was replaced. */
export interface Redacted {
  readonly exchanges: readonly LoggedExchange[];
  /** How many values of each kind were replaced, by the name of the field. */
  readonly replaced: Readonly<Record<string, number>>;
}

/** The log without its user: texts replaced, signed again with test keys, coin apps left out. */
export function redactLog(exchanges: readonly LoggedExchange[], options: RedactOptions): Redacted {
  const { verifier, firmware } = options;
  const decoder = new Decoder({ firmware, verifier });
  const decoded = exchanges.map((exchange) => decoder.decode(exchange));
  const replaced: Record<string, number> = {};
  const count = (name: string) => {
    replaced[name] = (replaced[name] ?? 0) + 1;
  };
  const stand = standIn(options.secret ?? freshSecret());
  const texts = new Texts(stand, count);
  const remake = new Remake(exchanges, {
    profile: firmware,
    partnerKey: freshKeys(),
    authority: freshAuthority(),
    verifier,
    edit: (flow, field, value) => texts.of(flow, field, value),
    unreadable: 'leave',
  });
  const made = exchanges.map((exchange, index): LoggedExchange => {
    if (isTransaction(exchange.command)) {
      texts.own = ownAddresses(exchanges.slice(index), options.wallet);
    }
    const read = decoded[index]!;
    if (read.to === 'coin app' || read.to === 'unknown') {
      return blanked(exchange, count, 'a coin app');
    }
    if (isTrustedName(exchange.command)) return blankedData(exchange, count, 'trusted name');
    if (!isKnownCommand(read, exchange) || !isKnownAnswer(read, exchange)) {
      return blanked(exchange, count, read.to === 'os' ? 'the OS' : 'an unknown form');
    }
    const command = remake.command(index);
    // What cannot be read cannot be redacted field by field: nothing of it may stay.
    if (command === exchange.command && isPayload(command)) {
      return blankedData(exchange, count, 'unreadable transaction');
    }
    return { ...exchange, command };
  });
  return { exchanges: made, replaced };
}

/** Which texts of a message are somebody's, and what stands for them. */
class Texts {
  /** Addresses of the simulator's seed for those the coin apps are asked about, by field. */
  own: Readonly<Record<string, string>> = {};
  private readonly stand: StandIn;
  private readonly count: (name: string) => void;

  constructor(stand: StandIn, count: (name: string) => void) {
    this.stand = stand;
    this.count = count;
  }

  /** A field that no message has may hold anything. */
  of(flow: Flow, field: string | undefined, value: Uint8Array): Uint8Array {
    if (value.length === 0) return value;
    if (field === undefined) {
      this.count('unknown field');
      return new Uint8Array(value.length);
    }
    if (field === rolesOf(flow.kind).extraData) {
      this.count(field);
      // The first byte says what is hashed; who has the call data could try whether the rest is its hash.
      return value.map((byte, at) => (at === 0 ? byte : 0));
    }
    if (!personalFields(flow).includes(field)) return value;
    const own = this.own[field];
    const made = own?.length === value.length ? bytesOf(own) : this.stand(value);
    if (!equal(made, value)) this.count(field);
    return made;
  }
}

/** Amounts, currencies and the nonce stay. */
function personalFields({ kind }: Flow): string[] {
  const { payin, memo, outgoing, incoming, email, user, account } = rolesOf(kind);
  const sides = [outgoing, incoming].flatMap((side) => [side?.address, side?.extraId]);
  return [payin, memo, ...sides, email, user, account].filter((name) => name !== undefined);
}

function isPayload(apdu: Uint8Array): boolean {
  return apdu[0] === CLA && apdu[1] === INS.PROCESS_TRANSACTION_RESPONSE;
}

function isTransaction(apdu: Uint8Array): boolean {
  return (
    apdu[0] === CLA && apdu[1] === INS.PROCESS_TRANSACTION_RESPONSE && (apdu[3]! & P2.EXTEND) === 0
  );
}

function isTrustedName(apdu: Uint8Array): boolean {
  return apdu[0] === CLA && apdu[1] === INS.SEND_TRUSTED_NAME_DESCRIPTOR;
}

/** What the coin checks of this transaction derive from the simulator's seed. */
function ownAddresses(
  rest: readonly LoggedExchange[],
  wallet: Wallet,
): Readonly<Record<string, string>> {
  const addresses: Record<string, string> = {};
  for (const { command } of rest) {
    const read = decodeCommand(command);
    if (read === undefined || read.cla !== CLA) continue;
    if (read.ins === INS.START_NEW_TRANSACTION) break;
    const flow = flowOf(read.p2 & P2.SUBCOMMAND_MASK);
    if (flow === undefined || flow.kind !== 'swap') continue;
    const { outgoing, incoming } = rolesOf(flow.kind);
    const side = CHECKS[read.ins] === 'incoming' ? incoming : CHECKS[read.ins] && outgoing;
    const address = side?.address && derivedAddress(read.data, wallet);
    if (side?.address !== undefined && address) addresses[side.address] = address;
  }
  return addresses;
}

const CHECKS: Readonly<Record<number, 'incoming' | 'outgoing'>> = {
  [INS.CHECK_PAYOUT_ADDRESS]: 'incoming',
  [INS.CHECK_REFUND_ADDRESS]: 'outgoing',
  [INS.CHECK_REFUND_ADDRESS_NO_DISPLAY]: 'outgoing',
};

function derivedAddress(data: Uint8Array, wallet: Wallet): string | null {
  const read = decode(coinCheck(ANY_SIZES), data);
  if (!read.ok) return null;
  const inner = decode(coinConfiguration(ANY_SIZES), read.fields.coinConfiguration!.bytes);
  if (!inner.ok) return null;
  const app = coinAppNamed(appNameOf(inner.fields.appName!.bytes));
  return (
    app?.addressOf({
      wallet,
      configuration: inner.fields.subConfiguration!.bytes,
      parameters: read.fields.addressParameters!.bytes,
    }) ?? null
  );
}

/** Transactions, public keys, signatures, whatever is not known: only header, sizes and status stay. */
function blanked(
  exchange: LoggedExchange,
  count: (name: string) => void,
  who: string,
): LoggedExchange {
  const { response } = exchange;
  const { command } = blankedData(exchange, count, `command of ${who}`);
  if (response === null || response.length <= 2) return { ...exchange, command };
  count(`answer of ${who}`);
  const answer = concat(new Uint8Array(response.length - 2), response.subarray(-2));
  return { ...exchange, command, response: answer };
}

function blankedData(
  exchange: LoggedExchange,
  count: (name: string) => void,
  name: string,
): LoggedExchange {
  const { command } = exchange;
  if (command.length <= HEADER_SIZE) return exchange;
  count(name);
  const blank = new Uint8Array(command.length - HEADER_SIZE);
  return { ...exchange, command: concat(command.subarray(0, HEADER_SIZE), blank) };
}
