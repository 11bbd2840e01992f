/**
 * Our own client of the Exchange app: one function for each instruction, any Device below. Nothing
 * is judged here: every function returns what the device answered.
 * @module
 */
import { decodeResponse, encodeCommand, MAX_DATA_SIZE } from '../apdu/apdu.js';
import { EMPTY, ownBytes } from '../bytes.js';
import type { Device } from '../device.js';
import { InputError } from '../errors.js';
import {
  CLA,
  ENCODING,
  INS,
  type InstructionName,
  P2,
  RATE,
  type Rate,
  SIGNATURE_FORMAT,
} from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { encode, type Layout } from '../exchange/layout.js';
import {
  ANY_SIZES,
  coinCheck,
  transactionEnvelope,
  transactionSignature,
  type WireLimits,
} from '../exchange/layouts.js';
import { SW } from '../exchange/status.js';
import { shortestBytes } from '../payload/amount.js';

/** A device in the middle of one flow. */
export interface Session {
  readonly device: Device;
  readonly flow: Flow;
  readonly rate: Rate;
}

/** The answer to one command: its data and its status word. */
export interface Answer {
  readonly status: number;
  /** In front of the status word. */
  readonly data: Uint8Array;
}

/** Which coin app speaks for a currency, Ledger's word for it, and where the user's account is. */
export interface CoinCheck {
  /** Coin configuration: ticker, app and sub-configuration, each behind its length in one byte. */
  readonly configuration: Uint8Array;
  /** Ledger's DER signature of the configuration. */
  readonly signature: Uint8Array;
  /** The derivation path in the form the coin app reads. */
  readonly addressParameters: Uint8Array;
}

const LIMITS = ANY_SIZES;

/** Three bytes: major, minor, patch. */
export function getVersion(session: Session): Promise<Answer> {
  return send(session, 'GET_VERSION');
}

/** Answers with the nonce (device transaction id) and forgets everything before. */
export function startNewTransaction(session: Session): Promise<Answer> {
  return send(session, 'START_NEW_TRANSACTION');
}

/** SET_PARTNER_KEY: the partner's credentials. */
export function setPartnerKey(session: Session, credentials: Uint8Array): Promise<Answer> {
  return send(session, 'SET_PARTNER_KEY', credentials);
}

/**
 * CHECK_PARTNER: Ledger's DER signature over the credentials.
 * @param signature Ledger's DER signature of the credentials.
 */
export function checkPartner(session: Session, signature: Uint8Array): Promise<Answer> {
  return send(session, 'CHECK_PARTNER', signature);
}

/** The provider's payload and the network fees the host announces: see {@link transactionData}. */
export function processTransaction(
  session: Session,
  payload: Uint8Array,
  fees: bigint,
): Promise<Answer> {
  return send(
    session,
    'PROCESS_TRANSACTION_RESPONSE',
    transactionData(session.flow, LIMITS, { payload, fees }),
  );
}

/**
 * CHECK_TRANSACTION_SIGNATURE: the provider's signature, in the form of the flow.
 * @param signature as it is to be sent: see {@link signatureData}.
 */
export function checkTransactionSignature(
  session: Session,
  signature: Uint8Array,
): Promise<Answer> {
  return send(session, 'CHECK_TRANSACTION_SIGNATURE', signatureData(session.flow, signature));
}

/**
 * Data of PROCESS_TRANSACTION_RESPONSE. A payload beyond its length field is cut there: the device
 * refuses such data by its size, long before it reads the length. Fees in base units.
 * @param payload base64url text as bytes; raw protobuf in legacy SWAP.
 * @param memory where the data lie: bytes of their own, unless said.
 */
export function transactionData(
  flow: Flow,
  limits: WireLimits,
  { payload, fees }: { payload: Uint8Array; fees: bigint },
  memory: (size: number) => Uint8Array = ownBytes,
): Uint8Array {
  const encoding = flow.encoding === 'given' ? 'base64url' : flow.encoding;
  const room = 256 ** flow.payloadLengthSize - 1;
  const fields = {
    encoding: ENCODINGS[encoding],
    payload: payload.length <= room ? payload : payload.subarray(0, room),
    fee: feeBytes(fees),
  };
  return encode(transactionEnvelope(flow, limits), fields, memory);
}

/**
 * Data of CHECK_TRANSACTION_SIGNATURE.
 * @param signature R‖S or DER, as the flow wants it; over '.' and the payload where it is free.
 * @param memory where the data lie: bytes of their own, unless said.
 */
export function signatureData(
  flow: Flow,
  signature: Uint8Array,
  memory: (size: number) => Uint8Array = ownBytes,
): Uint8Array {
  const fields = { dotPrefix: WITH_DOT, signatureFormat: AS_RS, signature };
  return encode(transactionSignature(flow), fields, memory);
}

/** The last: one order after the other has the same, where nobody says them. */
let lastFee = { fees: 0n, bytes: shortestBytes(0n) };

function feeBytes(fees: bigint): Uint8Array {
  if (fees !== lastFee.fees) lastFee = { fees, bytes: shortestBytes(fees) };
  return lastFee.bytes;
}

const ENCODINGS = {
  raw: Uint8Array.of(ENCODING.raw),
  base64url: Uint8Array.of(ENCODING.base64url),
};
const WITH_DOT = Uint8Array.of(1);
const AS_RS = Uint8Array.of(SIGNATURE_FORMAT.rs);

/** Swap: that the address money goes to is the user's. */
export async function checkPayoutAddress(session: Session, coin: CoinCheck): Promise<Answer> {
  return send(session, 'CHECK_PAYOUT_ADDRESS', coinCheckData(coin));
}

/** Swap: that a refund would come back to the user. With `display` the review follows at once. */
export async function checkRefundAddress(
  session: Session,
  coin: CoinCheck,
  { display }: { display: boolean },
): Promise<Answer> {
  const name = display ? 'CHECK_REFUND_ADDRESS' : 'CHECK_REFUND_ADDRESS_NO_DISPLAY';
  return send(session, name, coinCheckData(coin));
}

/** Sell and fund: which coin is paid with. With `display` the review follows at once. */
export async function checkAssetIn(
  session: Session,
  coin: CoinCheck,
  { display }: { display: boolean },
): Promise<Answer> {
  const name = display ? 'CHECK_ASSET_IN' : 'CHECK_ASSET_IN_NO_DISPLAY';
  return send(session, name, coinCheckData(coin));
}

/** Puts up the review; answers when the user has decided. */
export function promptUiDisplay(session: Session): Promise<Answer> {
  return send(session, 'PROMPT_UI_DISPLAY');
}

/** Hands the wire to the coin app. */
export function startSigningTransaction(session: Session): Promise<Answer> {
  return send(session, 'START_SIGNING_TRANSACTION');
}

/**
 * Sends one command, in chunks of 255 bytes where its data needs them. Stops at the first chunk
 * that is refused; the last answer is the command's.
 */
export async function send(
  session: Session,
  name: InstructionName,
  data: Uint8Array = EMPTY,
): Promise<Answer> {
  let answer: Answer = { status: SW.SUCCESS, data: EMPTY };
  for (const apdu of commandApdus(session, name, data)) {
    answer = decodeResponse(await session.device.exchange(apdu));
    if (answer.status !== SW.SUCCESS) break;
  }
  return answer;
}

/** The APDUs of one command: all but the last say MORE, all but the first say EXTEND. */
export function commandApdus(
  { flow, rate }: Pick<Session, 'flow' | 'rate'>,
  name: InstructionName,
  data: Uint8Array,
  memory: (size: number) => Uint8Array = ownBytes,
): Uint8Array[] {
  const apdus: Uint8Array[] = [];
  // No data are one command, too.
  for (let at = 0; at === 0 || at < data.length; at += MAX_DATA_SIZE) {
    const more = at + MAX_DATA_SIZE < data.length ? P2.MORE : 0;
    const extend = at > 0 ? P2.EXTEND : 0;
    apdus.push(
      encodeCommand(
        {
          cla: CLA,
          ins: INS[name],
          p1: rate === 'fixed' ? RATE.FIXED : RATE.FLOATING,
          p2: flow.subcommand | more | extend,
          data: data.length <= MAX_DATA_SIZE ? data : data.subarray(at, at + MAX_DATA_SIZE),
        },
        memory,
      ),
    );
  }
  return apdus;
}

function coinCheckData(coin: CoinCheck): Uint8Array {
  return encoded(coinCheck(LIMITS), {
    coinConfiguration: coin.configuration,
    signature: coin.signature,
    addressParameters: coin.addressParameters,
  });
}

function encoded(layout: Layout, values: Readonly<Record<string, Uint8Array>>): Uint8Array {
  try {
    return encode(layout, values);
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message, { cause: error });
    throw error;
  }
}
