/** The result of judging one case: what a device answers, and everything that is wrong. */
import type { FlowKind, FlowName } from '../exchange/flows.js';
import type { ReviewFacts } from '../simulator/screens/content.js';
import type { Finding } from './finding.js';
import type { Invented } from './stand-ins.js';

/** The command at which a device refuses. */
export interface DeviceRefusal {
  /** Instruction name, such as PROCESS_TRANSACTION_RESPONSE. */
  readonly command: string;
  /** Status word as four hex digits. */
  readonly status: string;
  /** Its name in the firmware. */
  readonly name: string;
  /** Why, as the simulated device knows it. */
  readonly reason: string;
}

/** What one reader concludes: a firmware, or somebody who believes the documentation. */
export interface ReaderAnswer {
  readonly firmware: string;
  /** null: everything that could be run was accepted. */
  readonly device: DeviceRefusal | null;
  /** Where the run had to stop for lack of facts (unknown currency, no key), in words. */
  readonly stoppedAt?: string;
}

export interface Verdict {
  readonly file: string;
  readonly flow: FlowKind;
  readonly flowName: FlowName;
  /**
   * The device's, never the findings': accepted when all commands were run and none was refused;
   * unreadable when there is nothing to run, or the run had to stop (see `readers`): nobody could
   * verify the signature, or the currency is not built in.
   */
  readonly verdict: 'accepted' | 'refused' | 'unreadable';
  /** The answer of the firmware asked for. */
  readonly device: DeviceRefusal | null;
  readonly readers: readonly ReaderAnswer[];
  /** Facts nobody gave, made up so that the device could be asked. */
  readonly invented: readonly Invented[];
  /** Review screens as lists of lines, when the device gets that far. */
  readonly screens: readonly (readonly string[])[];
  /** What these screens say, for whoever draws them; absent when there are none. */
  readonly review?: ReviewFacts;
  readonly findings: readonly Finding[];
}
