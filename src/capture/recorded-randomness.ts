/** The device's random values as a recording has them. */
import { CSPRNG, type Randomness } from '../simulator/randomness.js';

/**
 * What the recording does not hold is drawn anew.
 * @param nextAnswer the recorded answer to the command that draws.
 * @param drew told whenever something is drawn.
 */
export function recordedRandomness(
  nextAnswer: () => Uint8Array | undefined,
  drew: () => void,
): Randomness {
  const recorded = (size: number, otherwise: () => Uint8Array) => {
    drew();
    const answer = nextAnswer();
    return answer?.length === size + 2 ? answer.subarray(0, size) : otherwise();
  };
  const recordedSignature = (size: number, isValid: (signature: Uint8Array) => boolean) => {
    drew();
    const answer = nextAnswer();
    // At the end of the answer, in front of its status and, with some, of one more byte; or, with
    // Kaspa, behind the first three bytes.
    const ends = answer === undefined ? [] : [answer.length - 2, answer.length - 3, 3 + size];
    return ends
      .filter((end) => end >= size && end < answer!.length)
      .map((end) => answer!.subarray(end - size, end))
      .find(isValid);
  };
  return {
    signature: recordedSignature,
    nonce: (form) => recorded(form === 'letters' ? 10 : 32, () => CSPRNG.nonce(form)),
    challenge: () => recorded(4, () => CSPRNG.challenge()),
  };
}
