/**
 * A Ledger of which nobody sees the screen, up to START_SIGNING_TRANSACTION: pure, so that many
 * releases can go on from the same state. `ledger.ts` is the whole one; `test/capture/answering-releases.test.ts`
 * compares them.
 */
import { response } from '../apdu/apdu.js';
import { SW } from '../exchange/status.js';
import type { SdkRules } from '../firmware/api-levels.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { type Build, pkiRootKey } from './build.js';
import { dashboardAnswer, OS_CLA } from './dashboard.js';
import type { Environment } from './environment.js';
import { sendTrustedNameDescriptor } from './handlers/trusted-name.js';
import { decide, receive } from './machine.js';
import { OsCommands } from './os-commands.js';
import { NO_CERTIFICATE, type PkiState } from './pki.js';
import { EMPTY_RECEIVE_BUFFER, received } from './receive-buffer.js';
import { type AppState, BOOT_STATE } from './state.js';

/** What of a release and its build can change an answer. */
export interface ScreenlessTraits {
  readonly profile: FirmwareProfile;
  readonly build: Build;
  readonly sdk: SdkRules;
  /** As the OS tells it. */
  readonly app: { readonly name: string; readonly version: string };
  readonly osVersion: string;
  /** A foreign payout address is told in rows of the review, not asked about on a page of its own. */
  readonly warnsInRows: boolean;
}

/** What stays the same while commands come and go. */
export interface ScreenlessParts
  extends Pick<Environment, 'anySeed' | 'randomness' | 'verifier' | 'wallet' | 'coinApp'> {
  readonly traits: ScreenlessTraits;
}

export interface ScreenlessState {
  readonly app: AppState;
  /** Otherwise the dashboard has the wire. */
  readonly isOpen: boolean;
  /** A review is up and its command has not been answered. */
  readonly waitsForUser: boolean;
  readonly pki: PkiState;
  readonly osBuffer: Uint8Array;
  readonly appBuffer: Uint8Array;
}

export const SCREENLESS_START: ScreenlessState = {
  app: BOOT_STATE,
  isOpen: true,
  waitsForUser: false,
  pki: NO_CERTIFICATE,
  osBuffer: EMPTY_RECEIVE_BUFFER,
  appBuffer: EMPTY_RECEIVE_BUFFER,
};

/** Without an answer the user is waited for, or there is none. */
export interface ScreenlessStep {
  readonly state: ScreenlessState;
  readonly answer?: Uint8Array;
}

/** One command APDU of any bytes and any length. */
export function send(
  state: ScreenlessState,
  apdu: Uint8Array,
  parts: ScreenlessParts,
): ScreenlessStep {
  const { sdk, build, app } = parts.traits;
  if (apdu.length > sdk.longestApdu) return { state };
  if (state.waitsForUser && !sdk.receivesDuringReview) return { state };
  const next = { ...state, osBuffer: receivedOnce(state.osBuffer, apdu), waitsForUser: false };
  if (!state.isOpen) return sendToDashboard(next, apdu, parts.traits);
  // The OS takes nothing else.
  if (apdu[0] !== OS_CLA) return sendToApp(next, apdu, parts);
  const os = new OsCommands(sdk, pkiRootKey(build), parts.verifier, state.pki);
  if (!os.takes(apdu)) return sendToApp(next, apdu, parts);
  const { answer, exits } = os.receive(next.osBuffer, app);
  return { state: { ...next, pki: os.pkiState, isOpen: !exits }, answer };
}

function sendToApp(
  state: ScreenlessState,
  apdu: Uint8Array,
  { traits, ...parts }: ScreenlessParts,
): ScreenlessStep {
  const { profile, build } = traits;
  const appBuffer = receivedOnce(state.appBuffer, apdu);
  const outcome = receive(state.app, apdu, {
    ...parts,
    profile,
    build,
    certificate: () => state.pki.certificate,
    trustedName: sendTrustedNameDescriptor,
    received: () => appBuffer,
  });
  const next = { ...state, appBuffer, app: outcome.state };
  switch (outcome.kind) {
    case 'answer':
      return { state: next, answer: response(outcome.status, outcome.data) };
    case 'review':
      return { state: { ...next, waitsForUser: true } };
    case 'end':
      return { state: { ...next, isOpen: false } };
    case 'sign':
      return { state: next, answer: response(SW.SUCCESS) };
  }
}

function sendToDashboard(
  state: ScreenlessState,
  apdu: Uint8Array,
  { app, osVersion: version }: ScreenlessTraits,
): ScreenlessStep {
  const { answer, opens } = dashboardAnswer(apdu, { version, installed: [app.name] });
  if (opens === undefined) return { state, answer };
  const opened = { ...SCREENLESS_START, pki: state.pki };
  return { state: opened, answer };
}

/** What many go on from is worked out once. */
const buffers = new WeakMap<
  Uint8Array,
  { readonly before: Uint8Array; readonly after: Uint8Array }
>();

function receivedOnce(before: Uint8Array, apdu: Uint8Array): Uint8Array {
  const known = buffers.get(apdu);
  if (known?.before === before) return known.after;
  const after = received(before, apdu);
  buffers.set(apdu, { before, after });
  return after;
}

/** The user takes the review to where the device answers with this status word, if it is one of a review's. */
export function decideAs(
  status: number,
  state: ScreenlessState,
  traits: ScreenlessTraits,
): ScreenlessStep {
  if (!state.waitsForUser) return { state };
  const decision = decisionOf(status, state.app.crossSeed, traits);
  if (decision === undefined) return { state };
  const decided = decide(state.app, decision, traits.profile);
  return {
    state: { ...state, app: decided.state, waitsForUser: false },
    answer: response(decided.status),
  };
}

/** Without a page for the warning, every refusal of a review that has it counts as one of the warning. */
function decisionOf(status: number, isForeign: boolean, traits: ScreenlessTraits) {
  if (status === SW.SUCCESS) return 'approve';
  const refusesWarning = status === SW.USER_REFUSED_CROSS_SEED;
  if (!refusesWarning && status !== SW.USER_REFUSED_TRANSACTION) return undefined;
  if (!isForeign) return 'reject';
  return refusesWarning || traits.warnsInRows ? 'reject-warning' : 'reject';
}
