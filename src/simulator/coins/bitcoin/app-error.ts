/** How the Bitcoin app ends a command: its status words and, in two bytes of data, why (error_codes.h). */
import { concat, EMPTY, fromBigInt } from '../../../bytes.js';
import type { Reason } from '../../../device.js';

export const SW = {
  denied: 0x6985,
  incorrectData: 0x6a80,
  notSupported: 0x6a82,
  wrongP1P2: 0x6a86,
  wrongLength: 0x6a87,
  swapRefused: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  badState: 0xb007,
  signatureFail: 0xb008,
} as const;

/** Ends the command at hand. The app stays and waits for the next one. */
export class AppError extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly reason: Reason;

  constructor(status: number, reason: string | Reason, code?: number) {
    const given = typeof reason === 'string' ? { what: reason } : reason;
    super(given.what);
    this.status = status;
    this.code = code;
    this.reason = given;
  }

  /** Code, if there is one, and status. */
  get answer(): Uint8Array {
    const code = this.code === undefined ? EMPTY : fromBigInt(BigInt(this.code), 2);
    return concat(code, fromBigInt(BigInt(this.status), 2));
  }
}

/** The transaction is not the approved one: the app returns to Exchange. */
export class SwapRefusal extends AppError {
  constructor(code: number, reason: string | Reason) {
    super(SW.swapRefused, reason, code);
  }
}
