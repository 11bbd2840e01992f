// Swaps in process: with the native verifier, with JavaScript alone, and the device's share of them.
// The part of `npm run bench` on the flow itself; runs alone too, on the built package.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deviceSetup, parseRecording, replay } from '../build/capture/index.js';
import { flowFor } from '../build/exchange/flows.js';
import {
  flowSteps,
  orderOf,
  testAuthority,
  testPartner,
  walletAddresses,
} from '../build/host/index.js';
import { CURVES } from '../build/keys/curves.js';
import { createSimulator } from '../build/simulator/index.js';
import { fastestVerifier } from '../build/simulator/node-fastest-verifier.js';
import { nobleVerifier } from '../build/simulator/verifier.js';
import { figure } from './bench-figures.mjs';

const RECORDING = resolve(
  import.meta.dirname,
  '../test/golden/suite-nanosp/ethereum-swap_ui_only.apdu',
);

/** One SWAP_NG from START_NEW_TRANSACTION to START_SIGNING_TRANSACTION, the user approving. */
async function swap(verifier) {
  const flow = flowFor('swap');
  const device = createSimulator({ verifier });
  const addresses = walletAddresses(device.ledger.wallet, (name) => device.coinApp(name));
  const { values, ...terms } = orderOf(flow, {}, addresses);
  const request = {
    flow,
    rate: 'fixed',
    client: 'direct',
    partner: testPartner(flow),
    authority: testAuthority(),
    payload: { kind: 'order', values },
    user: 'approve',
    ...terms,
  };
  let steps = 0;
  for await (const step of flowSteps(device, request)) {
    if (!step.accepted) throw new Error(`${step.command} was refused: ${step.status.toString(16)}`);
    steps++;
  }
  if (steps !== 9) throw new Error(`a swap has 9 steps, not ${steps}`);
}

/** The commands of a recorded swap and the user's presses: every answer and screen as recorded. */
function recordedSwap() {
  const recording = parseRecording(readFileSync(RECORDING, 'utf8'), RECORDING);
  const setup = { ...deviceSetup(recording, {}), verifier: fastestVerifier };
  return async () => {
    const { mismatches } = await replay(recording, setup, RECORDING);
    if (mismatches.length > 0) throw new Error('the device answered otherwise');
  };
}

/** One verification of the kind that a device makes three of in a swap. */
function verification() {
  const secret = new Uint8Array(32).fill(7);
  const message = new Uint8Array(200).fill(1);
  const publicKey = CURVES.secp256k1.getPublicKey(secret, false);
  const rs = CURVES.secp256k1.sign(message, secret, { lowS: false });
  const signed = { curve: 'secp256k1', publicKey, message, hash: 'sha256' };
  return () => {
    if (!fastestVerifier.verify(signed, rs)) throw new Error('a good signature was refused');
  };
}

/** Median milliseconds of one call, and calls per second, over some seconds of them. */
async function timed(call, seconds = 4) {
  for (let i = 0; i < 50; i++) await call();
  const times = [];
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    const before = performance.now();
    await call();
    times.push(performance.now() - before);
  }
  const perSecond = times.length / ((performance.now() - start) / 1000);
  return { ms: times.sort((a, b) => a - b)[times.length >> 1], perSecond };
}

export async function benchFlows() {
  const native = await timed(() => swap(fastestVerifier));
  const verified = await timed(verification(), 1);
  const aim = 3 * verified.ms + 0.3;
  const noble = await timed(() => swap(nobleVerifier));
  const device = await timed(recordedSwap());
  const [said, ...rest] = [
    `${Math.round(native.perSecond)} per second, median ${native.ms.toFixed(2)} ms (aim 1)`,
    `${aim.toFixed(2)} ms are three verifications (${verified.ms.toFixed(3)} ms each) and 0.3 ms`,
    `${noble.ms.toFixed(2)} ms with @noble/curves alone (aim 8)`,
    `${device.ms.toFixed(2)} ms a recorded swap played to the device, answers and screens compared`,
  ];
  console.log(`SWAP_NG flows in process   ${said}`);
  for (const line of rest) console.log(`${''.padEnd(26)} ${line}`);
  figure('swap in process, ms', native.ms, 'less');
  figure('swap with noble alone, ms', noble.ms, 'less');
  figure('recorded swap, ms', device.ms, 'less');
}

if (process.argv[1] === import.meta.filename) await benchFlows();
