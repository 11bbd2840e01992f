/**
 * Inputs of the Litecoin app: earlier transactions become trusted inputs (E0 42), then the transaction
 * begins with them (E0 44).
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equal, fromHex, toBigInt } from '../../../bytes.js';
import { stays } from '../standard-app.js';
import { type Context, type LitecoinState, P1, P2, type Step, SW, wrongP1P2 } from './session.js';
import { type Hashing, parse, Stopped, trustedInput } from './transaction.js';

const TRUSTED_SIZE = 56;

export function makeTrustedInput(
  old: LitecoinState,
  p1: number,
  p2: number,
  data: Uint8Array,
  context: Context,
): Step {
  if (p1 !== P1.first && p1 !== P1.next) return wrongP1P2(old);
  let { hashing } = old;
  let bytes = data;
  if (p1 === P1.first) {
    if (data.length < 4) throw new Stopped('an index that is cut');
    const target = Number(toBigInt(data.subarray(0, 4)));
    hashing = { ...hashing, step: 'none', isSegwit: false, isFound: false, target };
    bytes = data.subarray(4);
  }
  if (p2 !== 0) return wrongP1P2({ ...old, hashing });
  hashing = parse(hashing, bytes, 'trusted-input', () => false);
  if (hashing.step !== 'parsed') return stays({ ...old, hashing }, SW.success);
  const state: LitecoinState = { ...old, hashing: { ...hashing, step: 'none' } };
  if (!hashing.isFound) {
    return stays(state, SW.wrongData, { what: `the transaction has no output ${hashing.target}` });
  }
  const trusted = sealed(hashing, context);
  return stays({ ...state, trusted: [...state.trusted, trusted] }, SW.success, undefined, trusted);
}

/** Two drawn bytes, and in the end what tells the device that it made this. */
function sealed(hashing: Hashing, { randomness, wallet }: Context): Uint8Array {
  const made = (nonce: Uint8Array) => trustedInput(hashing, nonce);
  const repeated = randomness?.signature?.(TRUSTED_SIZE, (given) =>
    equal(made(given.subarray(2, 4)), given.subarray(0, -8)),
  );
  if (repeated !== undefined) return repeated;
  const input = made(sha256(hashing.signed).subarray(0, 2));
  return concat(input, hmac(sha256, wallet.secp256k1([]).publicKey, input).subarray(0, 8));
}

export function inputs(old: LitecoinState, p1: number, p2: number, data: Uint8Array): Step {
  if (p1 !== P1.first && p1 !== P1.next) return wrongP1P2(old);
  let state = old;
  if (p1 === P1.first) state = { ...state, hashing: { ...state.hashing, step: 'none' } };
  const isSegwit = P2.segwit.some((value) => value === p2);
  if (p2 === P2.legacy || isSegwit) {
    if (p1 === P1.first) {
      const hashing: Hashing = { ...state.hashing, isSegwit, isSecondPass: false };
      state = { ...state, hashing, isFirst: true, change: null, isManyCommands: false };
    }
  } else if (p2 !== P2.goesOn) return wrongP1P2(state);
  if (state.hashing.isSegwit && p1 === P1.next && p2 !== P2.goesOn && isUntrusted(data)) {
    const what = 'in a swap each input is a trusted input';
    return stays(state, SW.untrustedInputs, { what });
  }
  const begins = state.hashing.step === 'none';
  const isOurs = (given: Uint8Array) => state.trusted.some((made) => equal(made, given));
  const hashing = parse(state.hashing, data, 'signature', isOurs);
  const counted = begins ? { isOutputChecked: false, inputs: state.inputs || hashing.inputs } : {};
  return stays({ ...state, ...counted, hashing }, SW.success);
}

function isUntrusted(data: Uint8Array): boolean {
  const size = data.length - 1;
  const isInput = size > 8 && size <= TRUSTED_SIZE + 2 && data[0]! <= 2;
  return isInput && !equal(data.subarray(0, 4), fromHex('01383200'));
}
