/** What can go wrong between host and device, as data. `with-faults.ts` makes it happen. */
import { INS, type InstructionName, instructionName } from '../../exchange/constants.js';

/** An instruction, or the number of an APDU since the faults began, counted from 1. */
export type FaultPlace = InstructionName | number;

/** Where and how often a fault happens. */
export interface Placed {
  readonly at: FaultPlace;
  /** How many APDUs at this place are hit; 1 when absent. */
  readonly times?: number;
}

/** Something that goes wrong on purpose. */
export type Fault =
  /** The device does the command, its answer never arrives. */
  | ({ readonly kind: 'lose' } & Placed)
  /** The answer arrives `milliseconds` late. */
  | ({ readonly kind: 'delay'; readonly milliseconds: number } & Placed)
  /** The answer arrives twice: from then on each command gets the answer of the one before. */
  | ({ readonly kind: 'duplicate' } & Placed)
  /** Only the first `bytes` bytes of the answer arrive; 1 when absent. */
  | ({ readonly kind: 'truncate'; readonly bytes?: number } & Placed)
  /** Bits of the answer change: of the byte at `offset` (negative: from the end), or of any one. */
  | ({ readonly kind: 'corrupt'; readonly offset?: number } & Placed)
  /** The cable is pulled: before the command gets there, or before its answer comes back. */
  | { readonly kind: 'unplug'; readonly at: FaultPlace; readonly answering?: boolean }
  /** The device is locked and answers 5515: for `times` APDUs, or from then on. */
  | ({ readonly kind: 'lock' } & Placed)
  /** Every gesture of the user comes so late. */
  | { readonly kind: 'slow-user'; readonly milliseconds: number }
  /** The coin app crashes when it is asked; at the first coin check when absent. */
  | { readonly kind: 'coin-app-crash'; readonly at?: FaultPlace }
  /** The coin app wrote where it must not: 6A8A; at the first coin check when absent. */
  | { readonly kind: 'memory-corruption'; readonly at?: FaultPlace; readonly times?: number };

export type FaultKind = Fault['kind'];

export const FAULT_KINDS = [
  'lose',
  'delay',
  'duplicate',
  'truncate',
  'corrupt',
  'unplug',
  'lock',
  'slow-user',
  'coin-app-crash',
  'memory-corruption',
] as const satisfies readonly FaultKind[];

/** Commands in which Exchange calls a coin app. */
const COIN_CHECKS: readonly number[] = [
  INS.CHECK_PAYOUT_ADDRESS,
  INS.CHECK_REFUND_ADDRESS,
  INS.CHECK_REFUND_ADDRESS_NO_DISPLAY,
  INS.CHECK_ASSET_IN,
  INS.CHECK_ASSET_IN_NO_DISPLAY,
];

/** The device is locked; said by the OS, whatever app is open. */
export const LOCKED = 0x5515;

/** True when an APDU, the `number`th, is where the fault strikes. */
export function isAt(fault: Fault, apdu: Uint8Array, number: number): boolean {
  if (fault.kind === 'slow-user') return false;
  const { at } = fault;
  if (typeof at === 'number') return number === at;
  const ins = apdu[1] ?? -1;
  return at === undefined ? COIN_CHECKS.includes(ins) : instructionName(ins) === at;
}
