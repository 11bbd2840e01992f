/**
 * Everything outside this process that a Device can be, in front of a simulator: opened by the same
 * `openDevice` the command line uses, and closed with what it stands on when the test is over.
 */
import { onTestFinished } from 'vitest';
import type { Device, Model } from '../../src/device.js';
import type { FlowRequest } from '../../src/host/flow-plan.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { openDevice } from '../../src/transport/open-device.js';
import { openUsb } from '../../src/transport/usb.js';
import { requestOf, simulator } from '../host/flow.js';
import { serve } from '../server/serve.js';
import { fakeSpeculos } from '../transport/fake-speculos.js';
import { virtualNano } from '../transport/virtual-nano.js';
import type { Backend } from './behaviours.js';

/** The same for all that carry commands and nothing else. */
const WITHOUT_SCREEN = {
  'shows its screens by event': 'this road carries commands only; a person or a rule presses',
  'says which text never came': 'this road carries commands only: there is no text to wait for',
} as const;

/** The table of exceptions: which backend cannot show what, and why. */
export const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  simulator: {},
  speculos: {},
  'speculos-ledgerjs': {},
  tcp: WITHOUT_SCREEN,
  http: WITHOUT_SCREEN,
  usb: {
    'shows its screens by event': 'a Ledger on USB does not tell what is on its screen',
    'says which text never came': 'a Ledger on USB does not tell what is on its screen',
  },
};

interface Opened {
  readonly device: Device;
  /** The simulator at the end of the road: whose keys and addresses they are. */
  readonly inside: Simulator;
}

type Opener = (model: Model) => Promise<Opened>;

async function served(model: Model, spec: (server: Served) => string): Promise<Opened> {
  const server = await serve({ settings: { model } });
  const device = await openDevice(spec(server), { model });
  return { device, inside: server.simulator() };
}

type Served = Awaited<ReturnType<typeof serve>>;

export const OPENERS: Readonly<Record<string, Opener>> = {
  'speculos, a fake one': async (model) => {
    const fake = await fakeSpeculos(simulator(model), { splitEvents: true });
    onTestFinished(() => fake.close());
    return {
      device: await openDevice(`speculos:${fake.url.href}`, { model }),
      inside: fake.simulator,
    };
  },
  'speculos, our server by REST': (model) => served(model, ({ url }) => `speculos:${url}`),
  'speculos-ledgerjs, our server': (model) =>
    served(model, ({ url }) => `speculos-ledgerjs:${url}`),
  'tcp, our server': (model) => served(model, ({ apduPort }) => `tcp:127.0.0.1:${apduPort}`),
  'http, our server': (model) => served(model, ({ url }) => url),
  'usb, virtual Nano': async (model) => {
    const inside = simulator(model);
    const { transports } = virtualNano(inside);
    return { device: await openUsb({ transports, model }), inside };
  },
};

/** Which one Ledger's optional packages are needed for. */
export const NEEDS_LEDGER = /ledgerjs|usb/;

export function backend(name: string, model: Model): Backend {
  const opener = OPENERS[name]!;
  const kind = name.split(',', 1)[0]!;
  const insides = new WeakMap<Device, Simulator>();
  return {
    name: kind,
    async open() {
      const { device, inside } = await opener(model);
      insides.set(device, inside);
      return device;
    },
    request: (device, changes) => requestFor(insides.get(device)!, changes),
    exceptions: EXCEPTIONS[kind] ?? {},
  };
}

/** With a person who does what the host says where no program can press. */
export function requestFor(
  inside: Simulator,
  { reject, nonce }: { reject?: boolean; nonce?: string },
): FlowRequest {
  const user = reject === true ? 'reject' : 'approve';
  const options = nonce === undefined ? {} : { nonce };
  return requestOf(inside, 'SWAP_NG', options, {
    user,
    notify: () => {
      inside.screen
        .waitFor('Review transaction')
        .then(() => inside.screen[user]())
        .catch(() => {});
    },
  });
}
