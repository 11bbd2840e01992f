/**
 * The only file that loads `@ledgerhq/*`. Those packages do not import as ES modules (extensionless
 * imports) and are optional: they are required when first needed, and their types are restated here
 * so that this package builds without them.
 *
 * Their errors are never recognised by class: two versions of the same class live in one process.
 */
import { createRequire } from 'node:module';
import type { Device } from '../device.js';
import { DeviceError, ExchangeSimError, InputError } from '../errors.js';
import { RATE, type Rate } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';

const TRANSPORT = '@ledgerhq/hw-transport';
const EXCHANGE = '@ledgerhq/hw-app-exchange';
const SPECULOS = '@ledgerhq/hw-transport-node-speculos-http';
const USB = '@ledgerhq/hw-transport-node-hid';
const VERSIONS = {
  [TRANSPORT]: '6.35.7',
  [EXCHANGE]: '0.27.0',
  [SPECULOS]: '6.36.7',
  [USB]: '6.33.5',
} as const;
/** What is installed together. */
const NEEDS: Readonly<Record<keyof typeof VERSIONS, readonly (keyof typeof VERSIONS)[]>> = {
  [TRANSPORT]: [TRANSPORT, EXCHANGE],
  [EXCHANGE]: [TRANSPORT, EXCHANGE],
  [SPECULOS]: [SPECULOS],
  [USB]: [USB],
};

/** What we use of an `@ledgerhq/hw-transport` Transport. */
export interface LedgerTransport {
  /** One command APDU, and its whole answer. */
  exchange(apdu: Uint8Array): Promise<Uint8Array>;
  /** A command made of its parts; throws for a status word that is not in `statusList`. */
  send(
    cla: number,
    ins: number,
    p1: number,
    p2: number,
    data?: Uint8Array,
    statusList?: readonly number[],
  ): Promise<Uint8Array>;
  /** Closes the device behind it. */
  close(): Promise<void>;
}

/**
 * Any Device as a genuine `@ledgerhq/hw-transport` Transport: hand it to hw-app-exchange or any
 * other hw-app library. Closing it closes the device.
 * @throws DeviceError when the package is not installed.
 */
export function transportOf(device: Device): LedgerTransport {
  const { default: Transport } = load(TRANSPORT) as {
    default: new () => LedgerTransport;
  };
  class DeviceTransport extends Transport {
    override async exchange(apdu: Uint8Array): Promise<Uint8Array> {
      return Buffer.from(await device.exchange(Uint8Array.from(apdu)));
    }

    override close(): Promise<void> {
      return device.close();
    }

    setScrambleKey(): void {}
  }
  return new DeviceTransport();
}

/** The calls of hw-app-exchange, with bytes and big integers of our own. */
export interface LedgerExchange {
  /** The nonce: hex (NG), base64 (legacy sell and fund) or its ten letters. */
  startNewTransaction(): Promise<string>;
  /** SET_PARTNER_KEY; the key is 65 bytes, 04 x y. */
  setPartnerKey(partner: { name: string; curve: string; publicKey: Uint8Array }): Promise<void>;
  /** CHECK_PARTNER with Ledger's DER signature. */
  checkPartner(signature: Uint8Array): Promise<void>;
  /**
   * PROCESS_TRANSACTION_RESPONSE; fees in base units.
   * @param payload as transmitted, without a leading dot.
   */
  processTransaction(payload: Uint8Array, fees: bigint): Promise<void>;
  /** CHECK_TRANSACTION_SIGNATURE with the provider's signature. */
  checkTransactionSignature(signature: Uint8Array): Promise<void>;
  /** CHECK_PAYOUT_ADDRESS or CHECK_ASSET_IN; the signature is DER. */
  validatePayoutOrAsset(
    configuration: Uint8Array,
    signature: Uint8Array,
    addressParameters: Uint8Array,
  ): Promise<void>;
  /** CHECK_REFUND_ADDRESS; the signature is DER. */
  checkRefundAddress(
    configuration: Uint8Array,
    signature: Uint8Array,
    addressParameters: Uint8Array,
  ): Promise<void>;
  /** START_SIGNING_TRANSACTION. */
  signCoinTransaction(): Promise<void>;
}

/** As hw-app-exchange declares it. Only `toString(16)` of the fees is called. */
interface HwAppExchange {
  startNewTransaction(): Promise<string>;
  setPartnerKey(info: { name: string; curve: string; publicKey: Buffer }): Promise<void>;
  checkPartner(signature: Buffer): Promise<void>;
  processTransaction(
    transaction: Buffer,
    fee: { toString(radix: number): string },
    format?: 'raw' | 'jws',
  ): Promise<void>;
  checkTransactionSignature(signature: Buffer): Promise<void>;
  validatePayoutOrAsset(config: Buffer, signature: Buffer, parameters: Buffer): Promise<void>;
  checkRefundAddress(config: Buffer, signature: Buffer, parameters: Buffer): Promise<void>;
  signCoinTransaction(): Promise<void>;
}

/**
 * Ledger's own Exchange client on any Device.
 * A refusal is thrown by these calls as Ledger throws it; {@link refusedStatus} reads it.
 * @throws DeviceError when the packages are not installed.
 */
export function ledgerExchange(device: Device, flow: Flow, rate: Rate): LedgerExchange {
  const { default: Exchange } = load(EXCHANGE) as {
    default: new (transport: LedgerTransport, type: number, rate: number) => HwAppExchange;
  };
  const rateType = rate === 'fixed' ? RATE.FIXED : RATE.FLOATING;
  const exchange = new Exchange(transportOf(device), flow.subcommand, rateType);
  const buffer = (bytes: Uint8Array) => Buffer.from(bytes);
  return {
    startNewTransaction: () => exchange.startNewTransaction(),
    setPartnerKey: ({ name, curve, publicKey }) =>
      exchange.setPartnerKey({ name, curve, publicKey: buffer(publicKey) }),
    checkPartner: (signature) => exchange.checkPartner(buffer(signature)),
    // In NG flows this client takes the text with its dot and drops the dot again.
    processTransaction: (payload, fees) =>
      flow.ng
        ? exchange.processTransaction(Buffer.concat([Buffer.from('.'), payload]), fees, 'jws')
        : exchange.processTransaction(buffer(payload), fees),
    checkTransactionSignature: (signature) => exchange.checkTransactionSignature(buffer(signature)),
    validatePayoutOrAsset: (configuration, signature, parameters) =>
      exchange.validatePayoutOrAsset(buffer(configuration), buffer(signature), buffer(parameters)),
    checkRefundAddress: (configuration, signature, parameters) =>
      exchange.checkRefundAddress(buffer(configuration), buffer(signature), buffer(parameters)),
    signCoinTransaction: () => exchange.signCoinTransaction(),
  };
}

/** What we use of Ledger's Speculos transport: its event stream is a Node stream. */
interface SpeculosTransport extends LedgerTransport {
  readonly eventStream?: { removeAllListeners(event: 'data'): unknown; resume(): unknown };
}

/**
 * Ledger's own Speculos transport. Its reader of the event stream throws where nobody can catch it
 * when an event comes in two pieces, and ends the process: it is taken off before the first event.
 * The stream is read away unheard, or it would stop the emulator's.
 * @throws DeviceError when the package is not installed or nothing answers there.
 */
export async function speculosTransport(url: URL): Promise<LedgerTransport> {
  const { default: Transport } = load(SPECULOS) as {
    default: { open(options: { baseURL: string; apiPort: string }): Promise<SpeculosTransport> };
  };
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  try {
    // It joins the two with a colon: a path goes behind the port.
    const transport = await Transport.open({
      baseURL: `${url.protocol}//${url.hostname}`,
      apiPort: `${port}${url.pathname.replace(/\/+$/, '')}`,
    });
    transport.eventStream?.removeAllListeners('data');
    transport.eventStream?.resume();
    return transport;
  } catch (error) {
    throw translatedError(error);
  }
}

/** A HID device as node-hid hands it out, the part Ledger's transport uses. */
export interface HidDevice {
  getDeviceInfo(): { readonly product?: string } | undefined;
  /** The report number, 0, and 64 bytes. Throws when the device is gone. */
  write(data: number[]): unknown;
  read(callback: (error: unknown, report?: Uint8Array) => void): void;
  close(): void;
}

/** A Ledger as the operating system lists it. */
export interface UsbLedger {
  readonly path: string;
  readonly productId: number;
  readonly product: string;
}

export interface UsbTransport extends LedgerTransport {
  /** The HID device below. */
  readonly device: HidDevice;
  on(event: 'unresponsive' | 'responsive', listener: () => void): void;
}

export interface UsbTransports {
  /** @throws whatever the native library throws: it is loaded by this call. */
  list(): Promise<UsbLedger[]>;
  /** The first one without a path. */
  open(path?: string): Promise<UsbTransport>;
  /** The same transport over a HID device that is open already. */
  over(device: HidDevice): UsbTransport;
}

/** As `hw-transport-node-hid` and, below it, `hw-transport-node-hid-noevents` declare it. */
interface NodeHidTransport {
  new (device: HidDevice): UsbTransport;
  open(path: string): Promise<UsbTransport>;
  listen(observer: {
    next(event: { descriptor: string; device: { productId: number; product?: string } }): void;
    error(error: unknown): void;
    complete(): void;
  }): unknown;
}

/**
 * Ledger's USB transport.
 * @throws DeviceError when the package is not installed.
 */
export function usbTransports(): UsbTransports {
  const { default: Transport } = load(USB) as { default: NodeHidTransport };
  // The class below lists once and is done; the one above would watch for ever.
  const Lister = Object.getPrototypeOf(Transport) as NodeHidTransport;
  return {
    // Not a function of theirs that returns a promise: the native library throws at once.
    async list() {
      const found: UsbLedger[] = [];
      Lister.listen({
        next: ({ descriptor: path, device: { productId, product = '' } }) => {
          found.push({ path, productId, product });
        },
        error: () => {},
        complete: () => {},
      });
      return found;
    },
    open: async (path = '') => Transport.open(path),
    over: (device) => new Transport(device),
  };
}

/** The status word inside an error of Ledger's libraries; undefined for any other error. */
export function refusedStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, statusCode } = error as { name?: unknown; statusCode?: unknown };
  return name === 'TransportStatusError' && typeof statusCode === 'number' ? statusCode : undefined;
}

/** Any other error of Ledger's libraries as one of ours. */
export function translatedError(error: unknown): ExchangeSimError {
  if (error instanceof ExchangeSimError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const text = `Ledger's client library: ${message}`;
  // `invariant` checks the caller's data; everything else is about the connection.
  if (/^Invariant/.test(name)) return new InputError(text, { cause: error });
  return new DeviceError(text, { cause: error });
}

/** The optional packages and whether they can be found; nothing is loaded. */
export function ledgerPackages(): {
  readonly name: string;
  readonly version: string;
  readonly isInstalled: boolean;
}[] {
  const require = createRequire(import.meta.url);
  return Object.entries(VERSIONS).map(([name, version]) => {
    try {
      require.resolve(name);
      return { name, version, isInstalled: true };
    } catch {
      return { name, version, isInstalled: false };
    }
  });
}

function load(name: keyof typeof VERSIONS): unknown {
  const require = createRequire(import.meta.url);
  try {
    return require(name);
  } catch (error) {
    const missing = (error as { code?: unknown }).code === 'MODULE_NOT_FOUND';
    const packages = NEEDS[name].map((needed) => `${needed}@${VERSIONS[needed]}`);
    throw new DeviceError(
      missing
        ? `the optional package ${name} is not installed`
        : `the optional package ${name} cannot be loaded: ${(error as Error).message}`,
      { hint: `Install it: npm install ${packages.join(' ')}`, cause: error },
    );
  }
}
