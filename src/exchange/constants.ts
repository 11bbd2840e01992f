/**
 * Numbers of the Exchange app's protocol, named as in the firmware (app-exchange `src/commands.h`,
 * `src/globals.h`). Used by host, simulator and decoder alike.
 */

export const CLA = 0xe0;

/** Instruction bytes by the name the firmware gives them. */
export const INS = {
  GET_VERSION: 0x02,
  START_NEW_TRANSACTION: 0x03,
  SET_PARTNER_KEY: 0x04,
  CHECK_PARTNER: 0x05,
  PROCESS_TRANSACTION_RESPONSE: 0x06,
  CHECK_TRANSACTION_SIGNATURE: 0x07,
  /** On legacy SELL and FUND this number means CHECK_ASSET_IN, with display. */
  CHECK_PAYOUT_ADDRESS: 0x08,
  CHECK_REFUND_ADDRESS: 0x09,
  START_SIGNING_TRANSACTION: 0x0a,
  CHECK_ASSET_IN: 0x0b,
  CHECK_REFUND_ADDRESS_NO_DISPLAY: 0x0c,
  CHECK_ASSET_IN_NO_DISPLAY: 0x0d,
  PROMPT_UI_DISPLAY: 0x0f,
  GET_CHALLENGE: 0x10,
  SEND_TRUSTED_NAME_DESCRIPTOR: 0x11,
} as const;

/** The name of an instruction, as in the firmware. */
export type InstructionName = keyof typeof INS;
/** An instruction byte. */
export type Instruction = (typeof INS)[InstructionName];

const INSTRUCTION_NAMES = new Map<number, InstructionName>(
  Object.entries(INS).map(([name, value]) => [value, name as InstructionName]),
);

/** The name of an instruction byte; undefined for one the app does not know. */
export function instructionName(ins: number): InstructionName | undefined {
  return INSTRUCTION_NAMES.get(ins);
}

/** P1. */
export const RATE = { FIXED: 0x00, FLOATING: 0x01 } as const;
/** Whether the rate of the order is fixed. */
export type Rate = 'fixed' | 'floating';

/** High nibble of P2: chunked commands. */
export const P2 = {
  SUBCOMMAND_MASK: 0x0f,
  EXTENSION_MASK: 0xf0,
  /** This chunk continues the previous one. */
  EXTEND: 0x10,
  /** Another chunk follows. */
  MORE: 0x20,
} as const;

/** The curve byte of partner credentials, by its name. */
export const CURVE = { secp256k1: 0x00, secp256r1: 0x01 } as const;
/** A curve that providers may sign on. */
export type Curve = keyof typeof CURVE;

export const CURVE_NAMES = Object.keys(CURVE) as readonly Curve[];

/** Byte that says how an NG payload is transmitted. */
export const ENCODING = { raw: 0x00, base64url: 0x01 } as const;
/** How a payload is transmitted: its bytes, or as base64url text. */
export type Encoding = keyof typeof ENCODING;

/** Byte that says how an NG signature is written. */
export const SIGNATURE_FORMAT = { der: 0x00, rs: 0x01 } as const;
/** How a signature is written: DER, or R‖S. */
export type SignatureFormat = keyof typeof SIGNATURE_FORMAT;

/** Bytes of a device transaction id: of the NG flows, and the letters of the others. */
export const NONCE_SIZES: readonly number[] = [32, 10];
/** Bytes of an uncompressed public key, 04 x y. */
export const KEY_SIZE = 65;
/** Bytes of a signature as R‖S. */
export const RS_SIZE = 64;
/** Size of the buffer that chunks of one command are put together in. */
export const REASSEMBLY_SIZE = 512;
/** Bytes of the buffer for an amount as text, its NUL included. */
export const PRINTABLE_AMOUNT_SIZE = 50;
