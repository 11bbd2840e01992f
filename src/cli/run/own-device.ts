/** A device of the caller's own, brought to where the flow can begin. */

import { InputError } from '../../errors.js';
import { tap } from '../../host/tap.js';
import { keptDevice, makeReady } from '../../scenario/kept-device.js';
import { expected } from '../../shown.js';
import type { DeviceSpec } from '../../transport/device-spec.js';
import type { Io } from '../io.js';
import { type FoundDevice, requireAble } from './device.js';
import { ReviewGuide } from './guide.js';
import type { RunOptions } from './options.js';
import type { Prepared, Run } from './request.js';
import { Shadow } from './shadow.js';

export interface OwnDeviceContext {
  readonly spec: DeviceSpec;
  readonly options: RunOptions;
  readonly notify: (text: string) => void;
  readonly io: Io;
}

/** @throws DeviceError when it cannot do what the flow needs, InputError for misplaced options. */
export async function ownDevice(
  found: FoundDevice,
  prepared: Prepared,
  { spec, options, notify, io }: OwnDeviceContext,
): Promise<Pick<Run, 'device' | 'events' | 'guide'>> {
  const { request } = prepared;
  const isUsb = spec.kind === 'usb';
  requireAble(found, request, isUsb ? notify : () => {});
  if (isUsb) tellAddresses(prepared, options, notify);
  const wire = tap(found.device);
  const ask = options.ask === true;
  if (found.device.screen !== undefined) {
    if (ask) {
      throw new InputError(
        expected('--ask', 'with a device whose screen only a person sees', 'one that tells it'),
        { hint: 'Its pages are read here; --screens prints all of them.' },
      );
    }
    return { device: await ready(wire, options, notify), events: () => wire.events };
  }
  const guide = new ReviewGuide(io, {
    ask,
    decision: request.user,
    mayWarn: request.flow.kind === 'swap',
  });
  const shadow = new Shadow(found.device, {
    ...found,
    onReview: (pages) => guide.show(pages),
    onDecided: () => guide.end(),
  });
  return {
    device: await ready(shadow.device, options, notify),
    events: () => shadow.events,
    guide,
  };
}

async function ready(
  device: Run['device'],
  { sign }: RunOptions,
  notify: (text: string) => void,
): Promise<Run['device']> {
  // A review may be left from before.
  await makeReady(device);
  if (sign === true) {
    notify('note: after the approval the coin app has the connection until it has signed');
    return device;
  }
  notify(NOT_HANDED_OVER);
  return { ...keptDevice(device), close: () => device.close() };
}

const NOT_HANDED_OVER =
  'note: START_SIGNING_TRANSACTION is answered here and not sent to the device, where a coin app would keep the connection until it has signed';

/** Its seed is its own: addresses of ours are somebody else's to it. */
function tellAddresses(
  { invented }: Prepared,
  { seed }: RunOptions,
  notify: (text: string) => void,
): void {
  const ours = invented.filter((name) => name === 'refund_address' || name === 'payout_address');
  if (seed !== undefined || ours.length === 0) return;
  notify(
    `note: ${ours.join(' and ')}: those of the emulator's public seed are sent. A device with another seed refuses such a refund address (6a83) and warns of such a payout address: give its own with --refund and --payout`,
  );
}
