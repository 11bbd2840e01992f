/**
 * Signatures taken as right while cases are judged, and verified in a row afterwards. Judging and
 * verifying by turns costs a third more of either: each finds the processor's caches full of the
 * other.
 */
import { briefCopy, EMPTY, equal } from '../bytes.js';
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
  /** Of the last question: mostly that of the next one, too. */
  private publicKey: Uint8Array = EMPTY;

  constructor(verifier: Verifier) {
    this.name = verifier.name;
    this.isFast = verifier.isFast === true;
    this.verifier = verifier;
  }

  verify(signed: SignedMessage, rs: Uint8Array): boolean {
    const { curve, hash } = signed;
    if (!equal(this.publicKey, signed.publicKey)) this.publicKey = signed.publicKey.slice();
    const { publicKey } = this;
    const message = briefCopy(signed.message);
    this.questions.push({ signed: { curve, publicKey, message, hash }, rs: rs.slice() });
    return true;
  }

  /** Whether yes was right for all that was asked since the last call. */
  taken(): () => boolean {
    const questions = this.questions;
    this.questions = [];
    return () => questions.every(({ signed, rs }) => this.verifier.verify(signed, rs));
  }
}
