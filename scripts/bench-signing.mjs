// Whole swaps in process, from START_NEW_TRANSACTION to the signature of the coin app: the part of
// `npm run bench` on signing. Runs alone too, on the built package.
import { utf8 } from '../build/bytes.js';
import { flowFor } from '../build/exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../build/firmware/index.js';
import {
  orderOf,
  runFlow,
  testAuthority,
  testPartner,
  walletAddresses,
} from '../build/host/index.js';
import { viewPayload } from '../build/host/payload-view.js';
import { paymentOf } from '../build/host/signing/payment.js';
import { signPayment } from '../build/host/signing/sign-payment.js';
import { createSimulator } from '../build/simulator/index.js';
import { fastestVerifier } from '../build/simulator/node-fastest-verifier.js';
import { figure } from './bench-figures.mjs';

const SECONDS = 5;
const WARM_UP = 30;

async function signedSwap(options) {
  const flow = flowFor('swap');
  const device = createSimulator({ verifier: fastestVerifier });
  const addresses = walletAddresses(device.ledger.wallet, (name) => device.coinApp(name));
  const { values, ...terms } = orderOf(flow, options, addresses);
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
  let payload;
  for await (const step of runFlow(device, request)) {
    if (!step.accepted) throw new Error(`${step.command} was refused`);
    payload = step.data.payload ?? payload;
  }
  const view = viewPayload(flow, DEFAULT_FIRMWARE, utf8(payload));
  const signing = await signPayment(device, paymentOf(request, view));
  if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
}

async function perSecond(options) {
  for (let i = 0; i < WARM_UP; i++) await signedSwap(options);
  let count = 0;
  const start = performance.now();
  while (performance.now() - start < SECONDS * 1000) {
    await signedSwap(options);
    count++;
  }
  return Math.round(count / ((performance.now() - start) / 1000));
}

export async function benchSigning() {
  const ether = await perSecond({ from: 'eth', to: 'btc', amount: '1.05', fees: '0.000021' });
  const bitcoin = await perSecond({ from: 'btc', to: 'eth', amount: '0.209', fees: '0.001' });
  console.log(`swaps signed by Ethereum   ${ether} per second`);
  console.log(`swaps signed by Bitcoin    ${bitcoin} per second`);
  figure('swaps signed by Ethereum, 1/s', ether, 'more');
  figure('swaps signed by Bitcoin, 1/s', bitcoin, 'more');
}

if (process.argv[1] === import.meta.filename) await benchSigning();
