/** A backend with the reference provider behind it, and journeys on it. */

import { onTestFinished } from 'vitest';
import { type RunningBackend, startBackend } from '../../../src/provider/backend/node-backend.js';
import type { Product } from '../../../src/provider/product.js';
import {
  behavioursOf,
  type ProviderSettings,
  type RunningProvider,
  startProvider,
} from '../../../src/provider/serve/index.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import type { PageScript } from '../../../src/server/page-api.js';
import { API_KEY, PROFILE, PUSH_KEY } from '../fixtures.js';

export interface JourneysOptions {
  readonly product: Product;
  /** Switches of `--misbehave`. */
  readonly misbehave?: readonly string[];
  readonly profile?: Partial<Profile>;
  readonly script?: PageScript;
  /** A second provider, called `other`, and its switches. */
  readonly other?: readonly string[];
  /** Of the provider. */
  readonly settings?: Partial<ProviderSettings>;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are looked at by tests
export type Json = any;

/** One that pushes to `webhook`. */
function started(
  { product, settings = {} }: JourneysOptions,
  providerId: string,
  misbehave: readonly string[],
  webhook: { url: string; key: string; form: 'current' },
): Promise<RunningProvider> {
  return startProvider({
    products: [product],
    apiKey: API_KEY,
    providerId,
    webhook,
    ...settings,
    ...(misbehave.length === 0 ? {} : { behaviours: behavioursOf([...misbehave]) }),
  });
}

function profileOf({ url, settings }: RunningProvider, product: Product): Profile {
  const { key, partnerName, providerId } = settings;
  return {
    ...PROFILE,
    url,
    products: [product],
    headers: { 'x-api-key': API_KEY },
    partnerName,
    key: { curve: key.curve, publicKey: key.publicKey, label: 'registered' },
    webhook: { listen: 'http://127.0.0.1:0', key: PUSH_KEY, providerId },
  };
}

export class Journeys {
  readonly url: string;
  readonly provider: RunningProvider;
  private readonly backend: RunningBackend;
  private readonly all: readonly RunningProvider[];

  private constructor(backend: RunningBackend, all: readonly RunningProvider[]) {
    this.url = backend.url;
    this.backend = backend;
    this.provider = all[0]!;
    this.all = all;
  }

  static async open(options: JourneysOptions): Promise<Journeys> {
    const { product, misbehave = [], other, profile, script } = options;
    // The backend is started behind the providers, which push to it.
    const webhook = { url: 'http://127.0.0.1:1', key: PUSH_KEY, form: 'current' as const };
    const providers = [await started(options, 'mine', misbehave, webhook)];
    if (other !== undefined) providers.push(await started(options, 'other', other, webhook));
    const backend = await startBackend({
      profiles: providers.map((one) => ({ ...profileOf(one, product), ...profile })),
      names: ['tunnel.example'],
      pollEvery: 50,
      ...(script === undefined ? {} : { script }),
    });
    webhook.url = backend.url;
    return new Journeys(backend, providers);
  }

  get = async (path: string): Promise<Json> => (await fetch(`${this.url}${path}`)).json();

  post = async (path: string, body: unknown = {}): Promise<{ status: number; body: Json }> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };

  /** Begins one. */
  begin = async (wish: object): Promise<Json> => (await this.post('/journey', wish)).body;

  /** Waits for one of the states. */
  until = async (id: string, ...states: readonly string[]): Promise<Json> => {
    for (let tries = 0; tries < 1000; tries++) {
      const journey = await this.get(`/journey/${id}`);
      if (states.includes(journey.state)) return journey;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`the journey came to none of ${states.join(', ')}`);
  };

  /** From its begin to its end; time passes at the provider while its status is waited for. */
  run = async (wish: object): Promise<Json> => {
    const { id } = await this.begin(wish);
    for (let tries = 0; tries < 1000; tries++) {
      const journey = await this.get(`/journey/${id}`);
      if (['done', 'rejected', 'failed'].includes(journey.state)) return journey;
      const status = journey.steps.find((step: Json) => step.id === 'status');
      if (status?.state === 'running') await this.provider.admin.advance(60);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('the journey came to no end');
  };

  close = async (): Promise<void> => {
    await this.backend.close();
    await Promise.all(this.all.map((one) => one.close()));
  };
}

/** Closed when the test ends. */
export async function journeys(options: JourneysOptions): Promise<Journeys> {
  const found = await Journeys.open(options);
  onTestFinished(() => found.close());
  return found;
}

export const stepOf = (journey: Json, id: string): Json =>
  journey.steps.find((step: Json) => step.id === id);

/** `quote done`, … */
export const states = ({ steps }: Json): string[] =>
  steps.map(({ id, state }: Json) => `${id} ${state}`);

/** Steps with the device, to the end. */
export const TO_DEVICE = ['nonce', 'order', 'payload', 'device', 'review', 'status'];
