/** What the Ethereum app does beside transactions: public keys (E0 02), personal messages (E0 08). */
import { bytesOf, concat, EMPTY, toBigInt } from '../../../bytes.js';
import { ethereumAddress } from '../hashes.js';
import { parsePath } from '../path.js';
import { success, withLength } from '../probe.js';
import type { SigningContext } from '../signing.js';
import { addressQuestion, messageQuestion } from './review.js';
import { signMessage } from './signature.js';
import { type EthereumState, reset } from './state.js';
import { ask, type Command, HOME, leave, P1, type Step, SW } from './step.js';

const MAX_MESSAGE = 0xffff;

export function publicKey(
  state: EthereumState,
  { p1, p2, data }: Command,
  context: SigningContext,
): Step {
  const cleared: EthereumState = state.inSwap
    ? { ...state, tokens: [], nextToken: 0 }
    : reset(state);
  if (p1 > 1 || p2 > 1) return leave(cleared, SW.wrongP1P2, 'P1 and P2 must be 00 or 01');
  const path = parsePath(data);
  const behind = data.length - 1 - 4 * (data[0] ?? 0);
  // An eight-byte chain id may follow, and nothing else.
  if (path === null || (behind !== 0 && behind !== 8)) {
    return leave(cleared, SW.wrongData, 'the derivation path cannot be read');
  }
  const { uncompressed, chainCode } = context.wallet.secp256k1(path);
  const address = ethereumAddress(uncompressed);
  const parts = [withLength(uncompressed), withLength(bytesOf(address))];
  const answer = success(...parts, p2 === 1 ? chainCode : EMPTY);
  if (p1 === 0) return { state: cleared, answer };
  const approved = { ...cleared.approved, destination: `0x${address}` };
  const told = behind === 8 ? toBigInt(data.subarray(-8)) : cleared.variant.chainId;
  const question = addressQuestion(cleared, told, `0x${address}`, answer);
  return ask({ ...cleared, approved, question });
}

export function message(
  state: EthereumState,
  { p1, data }: Command,
  context: SigningContext,
): Step {
  const cleared: EthereumState = { ...state, tokens: [], nextToken: 0 };
  const wrong = (status: number, what: string) => leave(cleared, status, what, HOME);
  let begun = cleared.message;
  let text = data;
  if (p1 === P1.first) {
    if (cleared.doing !== 'nothing') return wrong(SW.notAllowed, 'something else was begun');
    const path = parsePath(data);
    const at = 1 + 4 * (path?.length ?? 0);
    if (path === null || data.length < at + 4) {
      return wrong(SW.wrongData, 'the path or the length of the message is missing');
    }
    begun = { path, size: Number(toBigInt(data.subarray(at, at + 4))) & MAX_MESSAGE, text: EMPTY };
    text = data.subarray(at + 4);
  } else if (p1 !== P1.more) {
    return wrong(SW.wrongP1P2, 'P1 is neither 00 nor 80');
  }
  if (begun === undefined) return wrong(SW.wrongData, 'the first chunk of the message is missing');
  const whole = { ...begun, text: concat(begun.text, text) };
  if (whole.text.length > whole.size) return wrong(SW.wrongData, 'the message is longer than told');
  const next: EthereumState = { ...cleared, doing: 'message', message: whole };
  if (whole.text.length < whole.size) return { state: next, answer: success() };
  const answer = signMessage(context.wallet, whole.path, whole.text);
  return ask({ ...next, question: messageQuestion(whole.text, answer, context.model) });
}
