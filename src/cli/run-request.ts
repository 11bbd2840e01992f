/** From the options of `run` to a device and a request for the flow runner. */

import { parseApps } from '../capture/device-setup.js';
import type { Device } from '../device.js';
import { InputError } from '../errors.js';
import type { Rate } from '../exchange/constants.js';
import { FLOW_NAMES, type Flow, type FlowKind, flowFor } from '../exchange/flows.js';
import { DEFAULT_FIRMWARE, type FirmwareProfile, firmware } from '../firmware/index.js';
import { type AddressBook, walletAddresses } from '../host/address-book.js';
import { testAuthority } from '../host/authority.js';
import type { FlowRequest } from '../host/flow-plan.js';
import { type Partner, testPartner } from '../host/partner.js';
import { type PayloadSource, signingKeyOf } from '../host/signed-payload.js';
import {
  fieldOptionsIn,
  type OrderOption,
  type OrderOptions,
  optionName,
  refuseMisplaced,
} from '../order/options.js';
import { type Order, orderOf, termsOf } from '../order/order.js';
import { ambiguityNotes } from '../order/terms.js';
import type { Backend } from '../provider/ask/backend.js';
import type { Exchange } from '../provider/test/exchange.js';
import { shownText } from '../shown.js';
import { isTestBuild, parseBuild } from '../simulator/build.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import { nodeVerifier } from '../simulator/node-verifier.js';
import { createSimulator, type Simulator } from '../simulator/simulator.js';
import { walletFromMnemonic } from '../simulator/wallet.js';
import { type DeviceSpec, parseDeviceSpec } from '../transport/device-spec.js';
import { type GivenPayload, givenPayload } from './given-payload.js';
import type { Io } from './io.js';
import { readKeyFile } from './key-input.js';
import type { RunOptions } from './run-options.js';
import { nativePbkdf2, readSeed } from './seed.js';

export interface Run {
  readonly device: Device;
  /** The device, when it is the simulator. */
  readonly simulator?: Simulator;
  readonly firmware: FirmwareProfile;
  readonly request: FlowRequest;
  /** What nobody said: fields of the message, `fees`, `partner`, `nonce`. */
  readonly invented: readonly string[];
  /** Whom the payload comes from, where that is a running backend. */
  readonly backend?: Backend;
}

/** What a run is told of a backend before and while it is asked. */
export interface BackendListener {
  /** The backend itself, before its first call. */
  onBackend(backend: Backend): void;
  onExchange(exchange: Exchange): void;
}

const KINDS: readonly FlowKind[] = ['swap', 'sell', 'fund'];

/**
 * @param notify told what a person at the device should know.
 * @throws InputError naming the option, what was expected and what came; DeviceError when the device
 * cannot be reached.
 */
export async function runOf(
  kindText: string,
  options: RunOptions,
  notify: (text: string) => void = () => {},
  io: Pick<Io, 'stdin'> = {},
  listener: BackendListener = { onBackend: () => {}, onExchange: () => {} },
): Promise<Run> {
  const kind = KINDS.find((candidate) => candidate === kindText.toLowerCase());
  if (kind === undefined) {
    const known = [...KINDS].join(', ');
    const ng = (FLOW_NAMES as readonly string[]).includes(kindText.toUpperCase());
    throw new InputError(
      `flow: expected ${known}, found ${shownText(kindText)}`,
      ng ? { hint: 'NG is the default; --legacy asks for the older form.' } : {},
    );
  }
  refuseMisplaced(kind, options, optionName);
  for (const note of ambiguityNotes(options)) notify(`note: ${note}`);
  const flow = flowFor(kind, { legacy: options.legacy === true });
  const profile = options.firmware === undefined ? DEFAULT_FIRMWARE : firmware(options.firmware);
  const spec = parseDeviceSpec(options.device ?? 'simulator');
  if (spec.kind !== 'simulator') refuseSimulated(options);
  // Another device has its own keys: the simulator stands in for its addresses.
  const simulator = simulatorOf(options, profile);
  const { wallet } = simulator.ledger;
  // An app that is not installed still has addresses: the device is to refuse, not we.
  const addresses = walletAddresses(
    wallet,
    (name) => simulator.coinApp(name) ?? coinAppNamed(name),
  );
  const source = await sourceOf(flow, options, {
    firmware: profile,
    addresses,
    notify,
    io,
    listener,
  });
  const { partner, payload, rate, invented, backend, ...terms } = source;
  // Before anything is sent: without a signature of the caller's somebody must make one.
  if (payload.kind !== 'made' && payload.signature === undefined) signingKeyOf(partner);
  const request: FlowRequest = {
    flow,
    rate,
    client: options.client,
    partner,
    authority: testAuthority(),
    payload,
    user: options.reject === true ? 'reject' : 'approve',
    ...terms,
  };
  const common = {
    firmware: profile,
    request,
    ...(backend === undefined ? {} : { backend }),
    invented: [
      // The nonce of another device is its own.
      ...(spec.kind === 'simulator' && !saysNonce(flow, payload) ? ['nonce'] : []),
      ...invented,
    ],
  };
  if (spec.kind === 'simulator') return { device: simulator, simulator, ...common };
  return { device: await otherDevice(spec, options, notify), ...common };
}

interface SourceContext {
  readonly firmware: FirmwareProfile;
  readonly addresses: AddressBook;
  readonly notify: (text: string) => void;
  readonly io: Pick<Io, 'stdin'>;
  readonly listener: BackendListener;
}

interface Source extends Terms {
  readonly partner: Partner;
  readonly rate: Rate;
  readonly backend?: Backend;
}

/** Who signs, and what: a running backend, or what the options say and make up. */
async function sourceOf(flow: Flow, options: RunOptions, context: SourceContext): Promise<Source> {
  const { partner: file } = options;
  if (options.provider !== undefined) {
    const asking = await import('./run-provider.js');
    return asking.backendSource(flow, options, {
      ...context,
      ...(file === undefined ? {} : { partner: await partnerOf(flow, options) }),
    });
  }
  refuseWithoutProvider(options);
  const { firmware, addresses, notify, io } = context;
  const given = await givenPayload(flow, options, { firmware, notify, io });
  // Options win over what the answer's file says.
  const named = file === undefined ? given.partner : undefined;
  const partner = named ?? (await partnerOf(flow, options));
  const { invented, ...terms } = payloadOf(flow, options, { firmware, addresses, given });
  const isOurs = file === undefined && given.partner === undefined;
  return {
    ...terms,
    partner,
    rate: options.rate ?? 'fixed',
    invented: isOurs ? ['partner', ...invented] : invented,
  };
}

/** @throws InputError for options that only say something of a backend. */
function refuseWithoutProvider(options: RunOptions): void {
  const needing = ['header', 'product', 'quoteId', 'nonceForm', 'publicKey', 'curve'] as const;
  const given = needing.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  const option = `--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new InputError(`${option}: expected with --provider, found without`);
}

function saysNonce({ nonceField }: Flow, payload: PayloadSource): boolean {
  return payload.kind === 'order' && nonceField in payload.values;
}

async function otherDevice(
  spec: DeviceSpec,
  { model }: RunOptions,
  notify: (text: string) => void,
): Promise<Device> {
  const { openDevice } = await import('../transport/open-device.js');
  const { keptDevice, makeReady } = await import('../scenario/kept-device.js');
  const expected = model === undefined ? {} : { model };
  const device = await openDevice(spec, { ...expected, notify, requireExchange: true });
  try {
    // A review may be left from before.
    await makeReady(device);
    notify(NOT_HANDED_OVER);
    return { ...keptDevice(device), close: () => device.close() };
  } catch (error) {
    await device.close();
    throw error;
  }
}

const NOT_HANDED_OVER =
  'note: START_SIGNING_TRANSACTION is answered here and not sent to the device, where a coin app would keep the connection until it has signed';

/** @throws InputError for an option that only the simulator can follow. */
function refuseSimulated(options: RunOptions): void {
  const { apps, pixels, out } = options;
  const given = [
    ['--apps', apps],
    ['--pixels', pixels],
    ['--out', out],
  ].find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new InputError(
    `${given[0]}: expected with the simulator, found with --device ${options.device}`,
  );
}

function simulatorOf(options: RunOptions, profile: FirmwareProfile): Simulator {
  const { seed, apps, model = 'nanosp', build } = options;
  return createSimulator({
    model,
    firmware: profile,
    build: parseBuild(build),
    verifier: nodeVerifier,
    ...(apps === undefined ? {} : { apps: parseApps(apps) }),
    ...(seed === undefined
      ? {}
      : { wallet: walletFromMnemonic(readSeed(seed), { pbkdf2: nativePbkdf2 }) }),
  });
}

async function partnerOf(flow: Flow, { partner, build }: RunOptions): Promise<Partner> {
  if (partner === undefined) return testPartner(flow);
  const { partnerFromFile } = await import('../host/partner-file.js');
  const [, file = partner, name] = /^(.*)#([^#/\\]+)$/.exec(partner) ?? [];
  const environment = isTestBuild(parseBuild(build)) ? 'test' : 'prod';
  const bytes = readKeyFile(file, '--partner');
  const fallback = flow.curve === 'given' ? undefined : flow.curve;
  const named = name === undefined ? {} : { name };
  return partnerFromFile(bytes, { file, environment, fallback, ...named });
}

type Terms = Omit<Order, 'values'> & { readonly payload: PayloadSource };

function payloadOf(
  flow: Flow,
  options: RunOptions,
  context: { firmware: FirmwareProfile; addresses: AddressBook; given: GivenPayload },
): Terms {
  const { firmware, addresses, given } = context;
  const { payload, signature } = given;
  const own = signature === undefined ? {} : { signature };
  if (payload !== undefined) return givenTerms(flow, options, { ...given, payload });
  const { field } = options;
  const fields = field === undefined ? {} : { fields: field };
  const words = { name: optionName, firmware, instead: INSTEAD };
  const { values, ...terms } = orderOf(flow, { ...options, ...fields }, addresses, words);
  return { ...terms, payload: { kind: 'order', values, ...own } };
}

const INSTEAD = '--field NAME=VALUE sends it all the same.';

/** Beside a payload that is given only these say anything: which coin configurations are sent. */
const BESIDE_PAYLOAD: readonly OrderOption[] = ['from', 'to', 'currency'];

/** Currencies as the request or the payload names them, unless told. */
function givenTerms(
  flow: Flow,
  options: RunOptions,
  { outgoing, incoming, fees, partner: _, ...given }: GivenPayload & { payload: Uint8Array },
): Terms {
  const said = Object.keys(fieldOptionsIn(options)) as OrderOption[];
  const misplaced = [...said, ...(options.field === undefined ? [] : (['fields'] as const))].find(
    (option) => !BESIDE_PAYLOAD.includes(option),
  );
  if (misplaced !== undefined) {
    throw new InputError(
      `${optionName(misplaced)}: expected without a payload of your own, found both: the payload says it`,
    );
  }
  const chosen: OrderOptions = {
    ...(outgoing === undefined ? {} : { from: outgoing, currency: outgoing }),
    ...(incoming === undefined ? {} : { to: incoming }),
    ...options,
  };
  const terms = termsOf(flow, chosen, optionName);
  const payload = { kind: 'given', ...given } as const;
  if (fees === undefined || options.fees !== undefined) return { ...terms, payload };
  return { ...terms, fees, invented: terms.invented.filter((name) => name !== 'fees'), payload };
}
