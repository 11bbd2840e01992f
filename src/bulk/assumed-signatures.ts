/**
 * Signatures taken as right while cases are judged, and verified in a row afterwards. Judging and
 * verifying by turns costs a third more of either: each finds the processor's caches full of the
 * other.
 */
import { EMPTY, equal } from '../bytes.js';
import type { SignedMessage, Verifier } from '../simulator/verifier.js';

interface Question {
  readonly signed: SignedMessage;
  readonly rs: Uint8Array;
}

/** For messages and signatures of a batch; what does not fit has memory of its own. */
const ROOM = 96 * 1024;

/** The questions of a batch of cases. */
export class AssumedSignatures {
  private readonly verifier: Verifier;
  private readonly questions: Question[] = [];
  /** Of the last question: mostly that of the next one, too. */
  private publicKey: Uint8Array = EMPTY;
  /** Written anew in each batch: bytes that many lines wait with would be moved by every collection. */
  private readonly memory = new Uint8Array(ROOM);
  private used = 0;

  constructor(verifier: Verifier) {
    this.verifier = verifier;
  }

  /** Says yes to everything that one case asks. */
  forCase(): AssumedVerifier {
    return new AssumedVerifier(this.verifier, this);
  }

  /** A question, to which the answer was yes; its number. Copies: whoever asks may use its memory again. */
  keep({ curve, hash, publicKey, message }: SignedMessage, rs: Uint8Array): number {
    if (!equal(this.publicKey, publicKey)) this.publicKey = publicKey.slice();
    const signed = { curve, hash, publicKey: this.publicKey, message: this.copy(message) };
    return this.questions.push({ signed, rs: this.copy(rs) }) - 1;
  }

  private copy(bytes: Uint8Array): Uint8Array {
    const start = this.used;
    if (start + bytes.length > this.memory.length) return bytes.slice();
    this.memory.set(bytes, start);
    this.used += bytes.length;
    return this.memory.subarray(start, this.used);
  }

  /** Whether yes was right, by the number of the question. They are forgotten. */
  answers(): boolean[] {
    const answers = this.questions.map(({ signed, rs }) => this.verifier.verify(signed, rs));
    this.questions.length = 0;
    this.used = 0;
    return answers;
  }
}

export class AssumedVerifier implements Verifier {
  readonly name: string;
  readonly isFast: boolean;
  private readonly all: AssumedSignatures;
  private readonly asked: number[] = [];

  constructor({ name, isFast = false }: Verifier, all: AssumedSignatures) {
    this.name = name;
    this.isFast = isFast;
    this.all = all;
  }

  verify(signed: SignedMessage, rs: Uint8Array): boolean {
    this.asked.push(this.all.keep(signed, rs));
    return true;
  }

  /** Whether yes was right whenever the case asked. */
  wasRight(answers: readonly boolean[]): boolean {
    return this.asked.every((question) => answers[question]);
  }
}
