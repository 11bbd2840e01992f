/**
 * Signatures taken as right while cases are judged, and verified in a row afterwards. Judging and
 * verifying by turns costs a third more of either: each finds the processor's caches full of the
 * other.
 */
import { briefCopy } from '../bytes.js';
import type { SignedMessage, Verifier } from '../simulator/verifier.js';

interface Question {
  readonly signed: SignedMessage;
  readonly rs: Uint8Array;
}

/** Says yes to everything, and keeps what it was asked: copies, as whoever asks may use its memory again. */
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
    const { publicKey, message } = signed;
    this.questions.push({
      signed: { ...signed, publicKey: briefCopy(publicKey), message: briefCopy(message) },
      rs: briefCopy(rs),
    });
    return true;
  }

  /** Whether yes was right for all that was asked since the last call. */
  taken(): () => boolean {
    const questions = this.questions;
    this.questions = [];
    return () => questions.every(({ signed, rs }) => this.verifier.verify(signed, rs));
  }
}
