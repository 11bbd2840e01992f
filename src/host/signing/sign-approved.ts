/** From the steps of an approved flow to what its coin app made of the transaction. */
import { utf8 } from '../../bytes.js';
import { decodeHex } from '../../codec/hex.js';
import type { Device } from '../../device.js';
import type { FirmwareProfile } from '../../firmware/index.js';
import type { FlowRequest } from '../flow-plan.js';
import type { FlowStep } from '../flow-step.js';
import { viewPayload } from '../payload-view.js';
import { paymentOf } from './payment.js';
import { type Signing, type SigningOptions, signPayment } from './sign-payment.js';

export interface ApprovedFlow {
  readonly request: Omit<FlowRequest, 'payload'>;
  readonly firmware: FirmwareProfile;
  readonly steps: readonly FlowStep[];
}

/**
 * Null when nothing was approved.
 * @throws InputError when no transaction can be made of the order, DeviceError when the device is
 * gone.
 */
export async function signApproved(
  device: Device,
  { request, firmware, steps }: ApprovedFlow,
  options: SigningOptions,
): Promise<Signing | null> {
  const payload = steps.find(({ data }) => 'payload' in data)?.data.payload;
  const isApproved = steps.at(-1)?.accepted === true;
  if (payload === undefined || !isApproved) return null;
  const bytes = request.flow.encoding === 'raw' ? decodeHex(payload) : utf8(payload);
  const view = bytes && viewPayload(request.flow, firmware, bytes);
  return view === undefined ? null : signPayment(device, paymentOf(request, view), options);
}
