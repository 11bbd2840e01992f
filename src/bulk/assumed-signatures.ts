/**
 * Signatures taken as right while cases are judged, and verified in a row afterwards. Judging and
 * verifying by turns costs a third more of either: each finds the processor's caches full of the
 * other.
 */
import type { SignedMessage, Verifier } from '../simulator/verifier.js';

interface Question {
  readonly signed: SignedMessage;
  readonly rs: Uint8Array;
}

/** Says yes to everything, and keeps what it was asked. The questions' bytes must not be written to. */
export class AssumedSignatures implements Verifier {
  readonly name: string;
  readonly isFast: boolean;
  private readonly verifier: Verifier;
  private questions: Question[] = [];

  constructor(verifier: Verifier) {
    this.name = verifier.name;
    this.isFast = verifier.isFast === true;
    this.verifier = verifier;
  }

  verify(signed: SignedMessage, rs: Uint8Array): boolean {
    this.questions.push({ signed, rs });
    return true;
  }

  /** Whether yes was right for all that was asked since the last call. */
  taken(): () => boolean {
    const questions = this.questions;
    this.questions = [];
    return () => questions.every(({ signed, rs }) => this.verifier.verify(signed, rs));
  }
}
