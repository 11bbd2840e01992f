/** Which build of the app made the answers of a recording. */
import { decodeCommand, decodeResponse } from '../apdu/apdu.js';
import { textOf } from '../bytes.js';
import { CLA, INS } from '../exchange/constants.js';
import { LEDGER_TEST_KEY } from '../exchange/keys.js';
import { SW } from '../exchange/status.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { BUILDS, type Build } from '../simulator/build.js';
import { OS_CLA, OS_INS } from '../simulator/dashboard.js';
import { isTestingNonce } from '../simulator/randomness.js';
import { derProblem, nobleVerifier, type Verifier } from '../simulator/verifier.js';
import type { RecordingEvent } from './format.js';

/** What the accepted commands of a recording tell. */
interface Told {
  /** What the app calls itself. */
  readonly name?: string;
  /** A nonce is the fixed one. */
  readonly fixedNonce?: boolean;
  /** Partner credentials were accepted that the public test key signed, or that it did not. */
  readonly testKey?: boolean;
}

/**
 * A released app does not call itself TEST, where test builds do; it does not trust the public test
 * key; and only a test build makes the fixed nonce. The test build when nothing tells.
 */
export function recordedBuild(
  events: readonly RecordingEvent[],
  { testName }: Pick<FirmwareProfile, 'testName'>,
  verifier: Verifier = nobleVerifier,
): Build {
  const { name, fixedNonce, testKey } = toldBy(events, verifier);
  if (testKey === false) return BUILDS.production;
  if (name === 'Exchange' && testName !== name) return BUILDS.production;
  if (fixedNonce === undefined) return BUILDS.test;
  return fixedNonce ? BUILDS.test : BUILDS.random;
}

const known = new WeakMap<readonly RecordingEvent[], Told>();

function toldBy(events: readonly RecordingEvent[], verifier: Verifier): Told {
  const before = known.get(events);
  if (before !== undefined) return before;
  const told: { -readonly [key in keyof Told]: Told[key] } = {};
  let sent: Uint8Array | undefined;
  let credentials: Uint8Array | undefined;
  for (const event of events) {
    if (event.kind === 'command') sent = event.apdu;
    if (event.kind !== 'answer' || sent === undefined) continue;
    const { data, status } = decodeResponse(event.answer);
    const command = decodeCommand(sent);
    if (status !== SW.SUCCESS || command === undefined) continue;
    const { cla, ins } = command;
    if (cla === OS_CLA && ins === OS_INS.GET_APP_AND_VERSION) {
      const name = textOf(data.subarray(2, 2 + (data[1] ?? 0)));
      if (name.startsWith('Exchange')) told.name ??= name;
    }
    if (cla !== CLA) continue;
    if (ins === INS.START_NEW_TRANSACTION) told.fixedNonce ??= isTestingNonce(data);
    if (ins === INS.SET_PARTNER_KEY) credentials = command.data;
    if (ins === INS.CHECK_PARTNER && credentials !== undefined) {
      told.testKey ??= isSignedByTestKey(credentials, command.data, verifier);
    }
  }
  known.set(events, told);
  return told;
}

function isSignedByTestKey(
  message: Uint8Array,
  signature: Uint8Array,
  verifier: Verifier,
): boolean {
  const signed = {
    curve: 'secp256k1',
    publicKey: LEDGER_TEST_KEY,
    message,
    hash: 'sha256',
  } as const;
  return derProblem(verifier, signed, signature) === undefined;
}
