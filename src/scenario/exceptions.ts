/** What a kind of device cannot show, and why: one table, nothing is left out in silence. */
import { type Device, MODEL_NAMES } from '../device.js';
import { modelsOf } from '../firmware/models.js';
import type { Order } from '../order/order.js';
import type { Prepared } from './prepare.js';
import type { Scenario } from './scenario.js';
import { missingFor } from './user.js';

interface Exception {
  /** True where the scenario cannot be run on the device. */
  readonly when: (scenario: Scenario, device: Device) => boolean;
  readonly reason: (scenario: Scenario, device: Device) => string;
}

const isSimulator = ({ name }: Device) => name === 'simulator';

/** The coin app an order needs and these are not. */
function missingApp({ outgoing, incoming }: Order, apps: readonly string[]): string | undefined {
  const needed = incoming === undefined ? [outgoing.app] : [outgoing.app, incoming.app];
  return needed.find((app) => !apps.includes(app));
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    when: ({ device: { model } }, device) => model !== undefined && model !== device.model,
    reason: ({ device: { model } }, device) =>
      `it is about the ${model === undefined ? '' : MODEL_NAMES[model]}, the device is a ${MODEL_NAMES[device.model]}`,
  },
  {
    when: ({ device: { build } }, device) => !isSimulator(device) && build !== undefined,
    reason: ({ device: { build } }, { name }) =>
      `it needs the ${build} build, and how the app on ${name} was built cannot be chosen`,
  },
  {
    when: ({ device: { firmware } }, device) => !isSimulator(device) && firmware !== undefined,
    reason: (_, { name }) => `it names a firmware, and the one on ${name} cannot be chosen`,
  },
  {
    when: ({ device: { apps } }, device) => !isSimulator(device) && apps !== undefined,
    reason: (_, { name }) => `it names the installed apps, and those on ${name} cannot be chosen`,
  },
  {
    when: ({ device: { seed } }, device) => !isSimulator(device) && seed !== 'emulator',
    reason: (_, { name }) => `it needs another seed, and the one on ${name} cannot be chosen`,
  },
  {
    when: ({ sign }, device) => !isSimulator(device) && sign !== undefined,
    reason: (_, { name }) =>
      `its coin app would have to sign, and ${name} stays in the Exchange app`,
  },
  {
    when: ({ user: { gestures } }, { screen }) => screen === undefined && gestures !== undefined,
    reason: (_, { name }) => `${name} has no buttons a program can press`,
  },
  {
    when: ({ user }, { model }) => missingFor(user, model) !== undefined,
    reason: ({ user }, { model }) =>
      `its gestures need ${missingFor(user, model) === 'buttons' ? 'buttons' : 'a touch screen'}, and the device is a ${MODEL_NAMES[model]}`,
  },
  {
    when: ({ user: { does } }, { screen }) => screen === undefined && does === 'nobody',
    reason: (_, { name }) => `somebody sits at ${name}, and the review cannot be left alone`,
  },
  {
    when: ({ faults }, device) =>
      !isSimulator(device) && faults.some(({ kind }) => kind === 'coin-app-crash'),
    reason: (_, { name }) =>
      `it would leave the Exchange app, which ${name} does not open by itself`,
  },
  {
    when: ({ faults }, { screen }) =>
      screen === undefined && faults.some(({ kind }) => kind === 'slow-user'),
    reason: (_, { name }) => `the person at ${name} is as fast as they are`,
  },
];

/**
 * Why a scenario cannot be run on a device; undefined when it can.
 * @param apps coin apps on the device, where that is known. An emulator that is asked for another
 * one ends.
 */
export function exceptionFor(
  { scenario, order, firmware }: Pick<Prepared, 'scenario' | 'order' | 'firmware'>,
  device: Device,
  apps?: readonly string[],
): string | undefined {
  const found = EXCEPTIONS.find(({ when }) => when(scenario, device));
  if (found !== undefined) return found.reason(scenario, device);
  if (isSimulator(device) && !modelsOf(firmware).includes(device.model)) {
    return `the ${MODEL_NAMES[device.model]} never had Exchange ${firmware.id}`;
  }
  if (apps === undefined || scenario.device.apps !== undefined) return undefined;
  const missing = missingApp(order, apps);
  if (missing === undefined) return undefined;
  return `it needs the ${missing} app, and ${device.name} has ${apps.join(', ') || 'none'}`;
}
