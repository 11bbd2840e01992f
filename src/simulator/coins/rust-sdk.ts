/**
 * What apps on the device SDK for Rust have in common: how a command is taken apart. Source:
 * ledger-device-rust-sdk ledger_device_sdk/src/io.rs (check_event, get_data).
 */
import type { Command } from '../../apdu/apdu.js';
import { EMPTY } from '../../bytes.js';

/** Answered for what {@link rustCommand} cannot take apart; the app never sees it. */
export const WRONG_LENGTH = 0x6e03;

/** Room for addresses and extra ids of `CreateTxParams`, where an app names no other. */
export const ADDRESS_BUFFER = 64;
/** Room for amounts and fees there. */
export const AMOUNT_BUFFER = 16;

/**
 * The command in an APDU, or null where its length is wrong. Lc may be missing, bytes behind the
 * data are dropped, and a length of zero stands for one on the two bytes that follow it.
 */
export function rustCommand(apdu: Uint8Array): Command | null {
  if (apdu.length < 4) return null;
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, size = 0, high = 0, low = 0] = apdu;
  const header = { cla, ins, p1, p2 };
  if (apdu.length === 4 || (apdu.length === 5 && size === 0)) return { ...header, data: EMPTY };
  if (apdu.length === 6 && size === 0) return null;
  const [start, length] = size === 0 ? [7, high * 256 + low] : [5, size];
  if (length === 0 || start + length > apdu.length) return null;
  return { ...header, data: apdu.slice(start, start + length) };
}
