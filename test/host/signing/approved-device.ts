/** A simulated device that has come to START_SIGNING_TRANSACTION, and the payment it approved. */

import { utf8 } from '../../../src/bytes.js';
import type { Device } from '../../../src/device.js';
import { FLOWS } from '../../../src/exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../../../src/firmware/index.js';
import { walletAddresses } from '../../../src/host/address-book.js';
import { testAuthority } from '../../../src/host/authority.js';
import { runFlow } from '../../../src/host/flow-runner.js';
import { testPartner } from '../../../src/host/partner.js';
import { viewPayload } from '../../../src/host/payload-view.js';
import { type Payment, paymentOf } from '../../../src/host/signing/payment.js';
import type { OrderOptions } from '../../../src/order/options.js';
import { orderOf } from '../../../src/order/order.js';
import { BUILDS } from '../../../src/simulator/build.js';
import { nodeVerifier } from '../../../src/simulator/node-verifier.js';
import { createSimulator, type Simulator } from '../../../src/simulator/simulator.js';
import { emulatorWallet } from '../../../src/simulator/wallet.js';

const wallet = emulatorWallet();

export async function approvedDevice(
  options: OrderOptions,
  model: Device['model'] = 'nanosp',
  around: (device: Device) => Device = (device) => device,
): Promise<{ device: Device; simulator: Simulator; payment: Payment }> {
  const simulator = createSimulator({ model, build: BUILDS.test, wallet, verifier: nodeVerifier });
  const device = around(simulator);
  return { device, simulator, payment: await approvedOn(simulator, options, device) };
}

/**
 * Brings a simulator to START_SIGNING_TRANSACTION.
 * @param device the simulator, or what is around it.
 */
export async function approvedOn(
  simulator: Simulator,
  options: OrderOptions,
  device: Device = simulator,
): Promise<Payment> {
  const flow = FLOWS.SWAP_NG;
  const addresses = walletAddresses(wallet, (name) => simulator.coinApp(name));
  const { values, outgoing, incoming, fees } = orderOf(flow, options, addresses);
  const request = {
    flow,
    rate: 'fixed' as const,
    client: 'direct' as const,
    partner: testPartner(flow),
    authority: testAuthority(),
    payload: { kind: 'order' as const, values },
    user: 'approve' as const,
    outgoing,
    ...(incoming === undefined ? {} : { incoming }),
    fees,
  };
  let payload = '';
  for await (const step of runFlow(device, request)) {
    if (!step.accepted) throw new Error(`${step.title}: ${step.explanation}`);
    payload = step.data.payload ?? payload;
  }
  const view = viewPayload(flow, DEFAULT_FIRMWARE, utf8(payload))!;
  return paymentOf(request, view);
}
