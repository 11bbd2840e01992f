/**
 * Both sides of the provider API in a test: the reference provider in this process, and what
 * `provider test` says of any. Everything behind is loaded with the first call.
 */
import { toHex } from '../bytes.js';
import { parsePublicKey } from '../check/rules/public-key/public-key.js';
import type { Model } from '../device.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { readPrivateKey } from '../keys/read-key.js';
import { PRODUCTS, type Product } from '../provider/product.js';
import type { Status } from '../provider/serve/course.js';
import type { RuleResult, RunResult, Summary } from '../provider/test/result.js';
import { defined } from '../scenario/defined.js';
import { shownText } from '../shown.js';
import { exampleKey } from '../sign/example-order.js';
import { type OptionNames, refuseUnknownOptions, wordOf } from './options.js';

export type { Product, RuleResult, RunResult, Status, Summary };

/** What the provider of {@link startProvider} is like. */
export interface ProviderOptions {
  readonly product: Product;
  /** Codes of mistakes it makes; `exchange-sim provider serve --misbehave list` explains them. */
  readonly misbehave?: string | readonly string[];
  /** Of the built-in test key; secp256k1 when absent. */
  readonly curve?: Curve;
  /** It signs with this one, in any form; the public test key when absent. */
  readonly privateKey?: unknown;
  /** 3 to 15 bytes; `Test partner` when absent. */
  readonly partnerName?: string;
  /** Must come in `x-api-key`; no authentication when absent. */
  readonly apiKey?: string;
  /** Seconds; 300 when absent. */
  readonly quoteLife?: number;
  /** Seconds of its clock for one second. */
  readonly speed?: number;
  /** ISO 3166 codes of places that are not served, as the header `x-user-country` says them. */
  readonly restrictedRegions?: readonly string[];
  /** Where it pushes statuses to; nowhere when absent. */
  readonly webhook?: { readonly url: string; readonly key?: string };
  /** Of loopback; a free one when absent. */
  readonly port?: number;
}

/** A provider that runs in this process. */
export interface StartedProvider extends AsyncDisposable {
  /** Base URL of the product, without a slash at its end. */
  readonly url: string;
  readonly product: Product;
  readonly partnerName: string;
  readonly curve: Curve;
  /** Hex of 65 bytes, 04 x y: what Ledger would register. */
  readonly publicKey: string;
  /** Newest first. */
  orders(): readonly StartedOrder[];
  /** Gives an order a status, and pushes it. @throws InputError for either that is not there. */
  trigger(status: Status, orderId: string): Promise<void>;
  /** Moves its clock on. */
  advance(seconds: number): Promise<void>;
  /** Stops listening. */
  close(): Promise<void>;
}

/** An order at the provider. */
export interface StartedOrder {
  /** swapId or sellId. */
  readonly id: string;
  readonly status: Status;
}

const PROVIDER_OPTIONS: OptionNames<ProviderOptions> = {
  product: true,
  misbehave: true,
  curve: true,
  privateKey: true,
  partnerName: true,
  apiKey: true,
  quoteLife: true,
  speed: true,
  restrictedRegions: true,
  webhook: true,
  port: true,
};

/**
 * The reference provider of `exchange-sim provider serve`, in this process, with everything in memory.
 * @throws InputError for an option that cannot be, DeviceError when the port is taken.
 */
export async function startProvider(options: ProviderOptions): Promise<StartedProvider> {
  refuseUnknownOptions(options, PROVIDER_OPTIONS, 'startProvider');
  const { misbehave = [], curve, privateKey, webhook, ...settings } = options;
  const product = wordOf(options.product, PRODUCTS, 'startProvider: product');
  const serve = await import('../provider/serve/index.js');
  const key =
    privateKey === undefined
      ? exampleKey(curve ?? 'secp256k1')
      : readPrivateKey(privateKey, { field: 'startProvider: privateKey', curve });
  const codes = typeof misbehave === 'string' ? misbehave.split(',') : misbehave;
  const { url, admin, ...running } = await serve.startProvider({
    ...settings,
    products: [product],
    key,
    behaviours: serve.behavioursOf(codes, 'startProvider: misbehave'),
    ...(webhook === undefined ? {} : { webhook: { form: 'current', ...webhook } }),
  });
  const close = () => running.close();
  return {
    url: `${url}/${product}`,
    product,
    partnerName: running.settings.partnerName,
    curve: key.curve,
    publicKey: toHex(key.publicKey),
    orders: () => admin.orders().map(({ id }) => ({ id, status: admin.order(id)!.status })),
    trigger: async (status, orderId) => {
      wordOf(status, serve.STATUSES, 'trigger: status');
      if (admin.order(orderId) === undefined) {
        throw new InputError(`trigger: there is no order ${shownText(String(orderId))}`);
      }
      await admin.trigger(status, orderId);
    },
    advance: async (seconds) => void (await admin.advance(seconds)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Which provider {@link testProvider} tests, and how far it may go. */
export interface TestProviderOptions {
  /** Base URL; may stand in the profile. */
  readonly url?: string;
  /** File of a profile, as of `provider test --profile`. */
  readonly profile?: string;
  readonly product: Product;
  /** Makes orders, which are never paid; without it their rules are not run. */
  readonly createOrders?: boolean;
  /** The key that is registered with Ledger: hex, PEM, JWK …. */
  readonly publicKey?: unknown;
  /** Of a key that does not say. */
  readonly curve?: Curve;
  readonly partnerName?: string;
  /** Of every call; `${NAME}` is a variable of the environment. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The same seed asks the same questions; 1 when absent. */
  readonly seed?: number;
  /** Seconds to wait for what only time shows; 0 when absent. */
  readonly wait?: number;
  readonly model?: Model;
  readonly firmware?: string;
  /** `simulator` when absent, or another device, as `--device` takes it. */
  readonly device?: string;
}

const TEST_OPTIONS: OptionNames<TestProviderOptions> = {
  url: true,
  profile: true,
  product: true,
  createOrders: true,
  publicKey: true,
  curve: true,
  partnerName: true,
  headers: true,
  seed: true,
  wait: true,
  model: true,
  firmware: true,
  device: true,
};

/**
 * The document of `exchange-sim provider test --json`: what the provider does is never an error.
 * @throws InputError for an option or a profile that cannot be used.
 */
export async function testProvider(options: TestProviderOptions): Promise<RunResult> {
  refuseUnknownOptions(options, TEST_OPTIONS, 'testProvider');
  const { url, profile: file, headers, publicKey, curve, partnerName } = options;
  const product = wordOf(options.product, PRODUCTS, 'testProvider: product');
  const { createOrders, seed, wait, model, firmware, device } = options;
  // One after the other: jest cannot link two at once.
  const { profileBeside } = await import('../provider/ask/node-profile-beside.js');
  const { recordRun } = await import('../provider/test/index.js');
  const { jsonDocument } = await import('../provider/report/json.js');
  const key =
    publicKey === undefined
      ? undefined
      : parsePublicKey(publicKey, { field: 'testProvider: publicKey', curve });
  const profile = await profileBeside(
    defined({
      url,
      profile: file,
      headers,
      product,
      members: defined({
        partnerName,
        key: key && { curve: key.curve, publicKey: toHex(key.publicKey) },
      }),
    }),
  );
  const { result } = await recordRun({
    profile,
    product,
    ...defined({ createOrders, seed, wait }),
    device: defined({ model, firmware, device }),
  });
  return jsonDocument(result);
}
