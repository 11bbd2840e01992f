/** The device an order is made for: a simulated Ledger that has just given out its nonce. */

import { fromHex, toHex } from '../../bytes.js';
import { DeviceError } from '../../errors.js';
import { type FlowKind, flowFor } from '../../exchange/flows.js';
import { SW } from '../../exchange/status.js';
import { firmware } from '../../firmware/index.js';
import { type AddressBook, walletAddresses } from '../../host/address-book.js';
import { startNewTransaction } from '../../host/client.js';
import { coinAppNamed } from '../../simulator/coins/registry.js';
import { CSPRNG, type Randomness } from '../../simulator/randomness.js';
import { createSimulator, type Simulator } from '../../simulator/simulator.js';
import type { Verifier } from '../../simulator/verifier.js';
import { FLOW_OF_PRODUCT } from '../product.js';
import { freshNonce } from './call-of.js';
import type { ProviderRun } from './run.js';

export interface OrderDevice {
  readonly device: Simulator;
  /** 32 bytes, of START_NEW_TRANSACTION: the device waits for an order over it. */
  readonly nonce: Uint8Array;
  /** The user's own addresses. */
  readonly addresses: AddressBook;
}

type Knower = Pick<ProviderRun, 'product' | 'random' | 'device'>;

/**
 * A fresh device of the model and version the run is for, in the flow of the product.
 * @throws RangeError for buy, which has no device.
 */
export async function orderDevice(run: Knower, verifier?: Verifier): Promise<OrderDevice> {
  const { model, firmware: version } = run.device ?? {};
  const device = createSimulator({
    ...(model === undefined ? {} : { model }),
    ...(version === undefined ? {} : { firmware: firmware(version) }),
    ...(verifier === undefined ? {} : { verifier }),
    randomness: seeded(run),
  });
  const flow = flowFor(flowKindOf(run));
  const answer = await startNewTransaction({ device, flow, rate: 'fixed' });
  if (answer.status !== SW.SUCCESS) {
    throw new DeviceError(`the device gives no nonce: status ${answer.status.toString(16)}`);
  }
  const addresses = walletAddresses(device.ledger.wallet, coinAppNamed);
  return { device, nonce: answer.data, addresses };
}

export function flowKindOf({ product }: Pick<ProviderRun, 'product'>): FlowKind {
  const kind = FLOW_OF_PRODUCT[product];
  if (kind !== undefined) return kind;
  throw new RangeError(`${product} has no order for a device`);
}

/** The same seed gives the same nonces. */
function seeded(run: Knower): Randomness {
  return { ...CSPRNG, nonce: () => fromHex(freshNonce(run)) };
}

/** As it goes into a request. */
export const nonceText = (nonce: Uint8Array): string => toHex(nonce);
