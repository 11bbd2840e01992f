/** From the options of `run` to a device and a request for the flow runner. */

import { parseApps } from '../../capture/device-setup.js';
import type { Device } from '../../device.js';
import { InputError } from '../../errors.js';
import type { Rate } from '../../exchange/constants.js';
import { FLOW_KINDS } from '../../exchange/flow-kinds.js';
import { FLOW_NAMES, type Flow, flowFor } from '../../exchange/flows.js';
import type { FirmwareProfile } from '../../firmware/index.js';
import { usualModel } from '../../firmware/models.js';
import { type Spoken, spokenTo } from '../../firmware/spoken.js';
import { type AddressBook, walletAddresses } from '../../host/address-book.js';
import type { FlowRequest } from '../../host/flow-plan.js';
import { requireSignatures } from '../../host/ledger-signatures.js';
import type { Partner } from '../../host/partner.js';
import { type PayloadSource, signingKeyOf } from '../../host/signed-payload.js';
import { type TapEvent, tap } from '../../host/tap.js';
import {
  fieldOptionsIn,
  type OrderOption,
  type OrderOptions,
  optionName,
  refuseMisplaced,
} from '../../order/options.js';
import { type Order, orderOf, termsOf } from '../../order/order.js';
import { ambiguityNotes } from '../../order/terms.js';
import type { Backend } from '../../provider/ask/backend.js';
import type { Exchange } from '../../provider/test/exchange.js';
import { expected, shownText } from '../../shown.js';
import { type Build, parseBuild } from '../../simulator/build.js';
import { coinAppNamed } from '../../simulator/coins/registry.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { createSimulator, type Simulator } from '../../simulator/simulator.js';
import type { Wallet } from '../../simulator/wallet.js';
import { parseDeviceSpec } from '../../transport/device-spec.js';
import type { Io } from '../io.js';
import { firmwareOf } from '../options/one-firmware.js';
import { nativePbkdf2, readSeed } from '../options/seed.js';
import type { FoundDevice } from './device.js';
import { type GivenPayload, givenPayload } from './given-payload.js';
import type { ReviewGuide } from './guide.js';
import type { RunOptions } from './options.js';
import { partnerOf, signersFor, tellSigner } from './partner.js';

export interface Run {
  readonly device: Device;
  /** The device, when it is the simulator. */
  readonly simulator?: Simulator;
  readonly firmware: FirmwareProfile;
  /** By name or by its flags. */
  readonly build: string;
  /** Everything that went over the wire, and what was seen beside it. */
  events(): readonly TapEvent[];
  /** Where only a person sees the screen. */
  readonly guide?: ReviewGuide;
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

/**
 * @param notify told what a person at the device should know.
 * @throws InputError naming the option, what was expected and what came; DeviceError when the device
 * cannot be reached.
 */
export async function runOf(
  kindText: string,
  options: RunOptions,
  notify: (text: string) => void,
  io: Io,
  listener: BackendListener = { onBackend: () => {}, onExchange: () => {} },
): Promise<Run> {
  const kind = FLOW_KINDS.find((candidate) => candidate === kindText.toLowerCase());
  if (kind === undefined) {
    const known = [...FLOW_KINDS].join(', ');
    const ng = (FLOW_NAMES as readonly string[]).includes(kindText.toUpperCase());
    throw new InputError(
      expected('flow', known, shownText(kindText)),
      ng ? { hint: 'NG is the default; --legacy asks for the older form.' } : {},
    );
  }
  refuseMisplaced(kind, options, optionName);
  for (const note of ambiguityNotes(options)) notify(`note: ${note}`);
  const named = flowFor(kind, { legacy: options.legacy === true });
  const spec = parseDeviceSpec(options.device ?? 'simulator');
  if (spec.kind === 'simulator') {
    refuseOwnDevice(options);
    const buildName = options.build ?? 'random';
    // What the simulator has is what was said of it.
    const version = options.firmware === 'auto' ? undefined : options.firmware;
    const profile = firmwareOf(version, options.model);
    const device = { firmware: profile, build: parseBuild(buildName), buildName };
    const spoken = spokenBy(options, named, profile);
    const prepared = await prepare(spoken, options, device, { notify, io, listener });
    const { simulator, ...common } = prepared;
    const wire = tap(simulator);
    return { ...common, simulator, device: wire, events: () => wire.events };
  }
  refuseSimulated(options);
  const { findDevice } = await import('./device.js');
  const found = await findDevice(spec, options, notify);
  try {
    // Another device is told first that it is too old.
    const spoken = { flow: named };
    const context = { notify, io, listener };
    const { simulator: _, ...prepared } = await prepare(spoken, options, found, context);
    const own = await import('./own-device.js');
    // The nonce of another device is its own.
    const invented = prepared.invented.filter((name) => name !== 'nonce');
    const ready = { ...prepared, invented };
    return { ...ready, ...(await own.ownDevice(found, ready, { spec, options, notify, io })) };
  } catch (error) {
    await found.device.close();
    throw error;
  }
}

export type Prepared = Omit<Run, 'device' | 'events' | 'guide' | 'simulator'>;

/** Everything but the device: nothing is sent here. */
async function prepare(
  spoken: { readonly flow: Flow; readonly lastCheckDisplays?: boolean },
  options: RunOptions,
  device: Pick<FoundDevice, 'firmware' | 'build' | 'buildName'> & { device?: Device },
  { notify, io, listener }: Pick<SourceContext, 'notify' | 'io' | 'listener'>,
): Promise<Prepared & { simulator: Simulator }> {
  const { firmware: profile, build, buildName } = device;
  const { flow } = spoken;
  // Another device has its own keys: the simulator stands in for its addresses.
  const simulator = await simulatorOf(options, { ...device, firmware: profile });
  const { wallet } = simulator.ledger;
  // An app that is not installed still has addresses: the device is to refuse, not we.
  const addresses = walletAddresses(
    wallet,
    (name) => simulator.coinApp(name) ?? coinAppNamed(name),
  );
  const source = await sourceOf(flow, options, {
    build,
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
    ...spoken,
    rate,
    client: options.client,
    partner,
    ...(await signersFor(build)),
    payload,
    user: options.reject === true ? 'reject' : 'approve',
    ...terms,
  };
  requireSignatures(request);
  if (request.authority === undefined) await tellSigner(request, notify);
  return {
    simulator,
    firmware: profile,
    build: buildName,
    request,
    ...(backend === undefined ? {} : { backend }),
    invented: [...(saysNonce(flow, payload) ? [] : ['nonce']), ...invented],
  };
}

/** Our client speaks to any release; Ledger's library, of today, has one form. */
function spokenBy({ client }: RunOptions, flow: Flow, profile: FirmwareProfile): Spoken {
  const spoken = spokenTo(profile, flow);
  return client === 'direct' ? spoken : { ...spoken, flow };
}

interface SourceContext {
  readonly build: Build;
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
    const asking = await import('./provider.js');
    return asking.backendSource(flow, options, {
      ...context,
      ...(file === undefined ? {} : { partner: await partnerOf(flow, options, context.build) }),
    });
  }
  refuseWithoutProvider(options);
  const { firmware, addresses, notify, io } = context;
  const given = await givenPayload(flow, options, { firmware, notify, io });
  // Options win over what the answer's file says.
  const named = file === undefined ? given.partner : undefined;
  const partner = named ?? (await partnerOf(flow, options, context.build));
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
  throw new InputError(expected(option, 'with --provider', 'without'));
}

function saysNonce({ nonceField }: Flow, payload: PayloadSource): boolean {
  return payload.kind === 'order' && nonceField in payload.values;
}

/** @throws InputError for an option that only a device of the caller's own can follow. */
function refuseOwnDevice({ ask }: RunOptions): void {
  if (ask !== true) return;
  throw new InputError(expected('--ask', 'with --device usb or another one', 'the simulator'));
}

/** @throws InputError for an option that only the simulator can follow. */
function refuseSimulated(options: RunOptions): void {
  const { apps, pixels, out } = options;
  const given = [
    ['--apps', apps],
    ['--pixels', pixels],
    ['--out', out],
  ].find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new InputError(expected(given[0], 'with the simulator', `with --device ${options.device}`));
}

async function simulatorOf(
  options: RunOptions,
  {
    firmware: profile,
    build,
    device,
  }: Pick<FoundDevice, 'firmware' | 'build'> & { device?: Device },
): Promise<Simulator> {
  const { seed, apps, model = device?.model ?? usualModel(profile) } = options;
  return createSimulator({
    model,
    firmware: profile,
    build,
    verifier: nodeVerifier,
    ...(apps === undefined ? {} : { apps: parseApps(apps) }),
    ...(seed === undefined ? {} : { wallet: await walletOf(seed) }),
  });
}

/** The words of a seed are loaded for those who have one of their own. */
async function walletOf(seed: string): Promise<Wallet> {
  const { walletFromMnemonic } = await import('../../simulator/mnemonic.js');
  return walletFromMnemonic(readSeed(seed), { pbkdf2: nativePbkdf2 });
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
      expected(optionName(misplaced), 'without a payload of your own', 'both: the payload says it'),
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
