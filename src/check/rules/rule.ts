/** The shape of a rule. */
import type { Verifier } from '../../simulator/verifier.js';
import type { DeviceRun } from '../device/device-answer.js';
import type { Facts } from '../facts/facts.js';
import type { Findings } from '../findings/findings.js';

/** What a rule may look at beside the facts of the case. */
export interface Asked {
  /** How the simulated app answered. */
  readonly run: DeviceRun;
  /** For the provider's signature. */
  readonly verifier: Verifier;
}

/** Adds what is wrong with one topic of a case; what was found before is among `findings`. */
export type Rule = (facts: Facts, findings: Findings, asked: Asked) => void;
