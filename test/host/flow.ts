/** Flows on the simulator, for tests: defaults for everything. */
import type { Device, Model } from '../../src/device.js';
import { FLOWS, type Flow, type FlowName } from '../../src/exchange/flows.js';
import { walletAddresses } from '../../src/host/address-book.js';
import { testAuthority } from '../../src/host/authority.js';
import type { FlowRequest } from '../../src/host/flow-plan.js';
import { flowSteps } from '../../src/host/flow-runner.js';
import type { FlowStep } from '../../src/host/flow-step.js';
import { testPartner } from '../../src/host/partner.js';
import type { OrderOptions } from '../../src/order/options.js';
import { orderOf } from '../../src/order/order.js';
import { parseBuild } from '../../src/simulator/build.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.js';

export function simulator(
  model: Model = 'nanosp',
  build = 'random',
  clock?: () => number,
): Simulator {
  const options = { model, build: parseBuild(build), verifier: nodeVerifier };
  return createSimulator(clock === undefined ? options : { ...options, clock });
}

export function requestOf(
  device: Simulator,
  flowName: FlowName,
  options: OrderOptions = {},
  changes: Partial<FlowRequest> = {},
): FlowRequest {
  const flow: Flow = FLOWS[flowName];
  const addresses = walletAddresses(device.ledger.wallet, (name) => device.coinApp(name));
  const { values, ...terms } = orderOf(flow, options, addresses);
  return {
    flow,
    rate: 'fixed',
    client: 'direct',
    partner: testPartner(flow),
    authority: testAuthority(),
    payload: { kind: 'order', values },
    user: 'approve',
    ...terms,
    ...changes,
  };
}

export async function stepsOf(device: Device, request: FlowRequest): Promise<FlowStep[]> {
  const steps: FlowStep[] = [];
  for await (const step of flowSteps(device, request)) steps.push(step);
  return steps;
}

/** Commands with their status words: `START_NEW_TRANSACTION 9000`. */
export function summary(steps: readonly FlowStep[]): string[] {
  return steps.map(({ command, status }) => `${command} ${status.toString(16)}`);
}
