/**
 * What happened between START_SIGNING_TRANSACTION and the coin app's return in the recordings of
 * `test/golden/suite-nanosp`: the approval as Exchange handed it over, the commands, the answers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { deviceSetup } from '../../../src/capture/device-setup.js';
import { parseRecording } from '../../../src/capture/format.js';
import type { Reason } from '../../../src/device.js';
import type { CoinApp } from '../../../src/simulator/coins/coin-app.js';
import type { Approval, Signer, SigningContext } from '../../../src/simulator/coins/signing.js';
import { OS_CLA } from '../../../src/simulator/dashboard.js';
import { Ledger } from '../../../src/simulator/ledger.js';
import { walletFromMnemonic } from '../../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../../src/simulator/node-verifier.js';
import { EMPTY_RECEIVE_BUFFER, received } from '../../../src/simulator/receive-buffer.js';

const SUITE = new URL('../../golden/suite-nanosp/', import.meta.url);

export const wallet = walletFromMnemonic();
export const context: SigningContext = {
  wallet,
  model: 'nanosp',
  received: EMPTY_RECEIVE_BUFFER,
  certificate: undefined,
  verifier: nodeVerifier,
};

export interface RecordedSigning {
  /** Name of the recording, without its ending. */
  readonly name: string;
  /** Name of the coin app. */
  readonly app: string;
  readonly signer: Signer;
  readonly approval: Approval;
  readonly commands: readonly Uint8Array[];
  /** One for each command. */
  readonly answers: readonly Uint8Array[];
}

/** The signings in all recordings whose name matches. */
export async function recordedSignings(pattern: RegExp): Promise<RecordedSigning[]> {
  const found: RecordedSigning[] = [];
  for (const file of readdirSync(SUITE)) {
    const name = file.replace(/\.apdu$/, '');
    const signing = pattern.test(name) ? await recordedSigning(name) : undefined;
    if (signing !== undefined) found.push(signing);
  }
  return found;
}

/** The signing in one recording; undefined when it never comes to one. */
export async function recordedSigning(name: string): Promise<RecordedSigning | undefined> {
  const recording = parseRecording(readFileSync(new URL(`${name}.apdu`, SUITE), 'utf8'), name);
  const ledger = new Ledger({ wallet, ...deviceSetup(recording, {}) });
  const commands: Uint8Array[] = [];
  const answers: Uint8Array[] = [];
  let isForApp = false;
  for (const event of recording.events) {
    if (!ledger.coinAppRuns) {
      if (event.kind === 'command') ledger.send(event.apdu);
      if (event.kind === 'press') ledger.press(event.button);
    } else if (event.kind === 'command') {
      // Class B0 is for the OS, whoever has the wire.
      isForApp = event.apdu[0] !== OS_CLA;
      if (isForApp) commands.push(event.apdu);
    } else if (event.kind === 'answer' && isForApp) answers.push(event.answer);
    // The first press comes when the coin app has returned.
    else if (event.kind === 'press') break;
  }
  const running = ledger['running' as never] as
    | { app: 'coin'; coin: CoinApp; approval: Approval }
    | { app: 'exchange' };
  if (running.app !== 'coin') return undefined;
  const signer = await running.coin.loadSigner?.();
  if (signer === undefined) throw new Error(`${running.coin.name} has no signer`);
  return { name, app: running.coin.name, signer, approval: running.approval, commands, answers };
}

/**
 * How a session went: every answer, how it ended, and why it was refused; what was said of the last
 * answer where it did not end.
 */
export function played(
  signer: Signer,
  approval: Approval,
  commands: readonly Uint8Array[],
  { context: own = context }: { context?: SigningContext | undefined } = {},
) {
  const start = signer.start(approval, own);
  if ('refused' in start) {
    return { answers: [], ends: 'refused' as const, reason: start.refused, said: undefined };
  }
  let { state } = start;
  const answers: (Uint8Array | null)[] = [];
  let said: Reason | undefined;
  let buffer = EMPTY_RECEIVE_BUFFER;
  for (const command of commands) {
    buffer = received(buffer, command);
    const step = signer.receive(state, command, { ...own, received: buffer });
    state = step.state;
    answers.push(step.answer);
    said = step.reason;
    if (step.ends !== undefined) return { answers, ends: step.ends, reason: said, said };
  }
  return { answers, ends: undefined, reason: undefined, said };
}
