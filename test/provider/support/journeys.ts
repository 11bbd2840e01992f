/** A backend with the reference provider behind it, and journeys on it. */
import { type RunningBackend, startBackend } from '../../../src/provider/backend/node-backend.js';
import type { JourneyModules } from '../../../src/provider/backend/journey-page.js';
import type { Product } from '../../../src/provider/product.js';
import {
  behavioursOf,
  type RunningProvider,
  startProvider,
} from '../../../src/provider/serve/index.js';
import type { Profile } from '../../../src/provider/test/profile.js';
import { API_KEY, PROFILE, PUSH_KEY } from '../fixtures.js';

export interface JourneysOptions {
  readonly product: Product;
  /** Switches of `--misbehave`. */
  readonly misbehave?: readonly string[];
  readonly profile?: Partial<Profile>;
  readonly modules?: JourneyModules;
  /** Seconds of the provider's clock for one. */
  readonly speed?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are looked at by tests
type Json = any;

export class Journeys {
  readonly url: string;
  readonly provider: RunningProvider;
  private readonly backend: RunningBackend;

  private constructor(backend: RunningBackend, provider: RunningProvider) {
    this.url = backend.url;
    this.backend = backend;
    this.provider = provider;
  }

  static async open(options: JourneysOptions): Promise<Journeys> {
    const { product, misbehave = [], profile, modules, speed = 600 } = options;
    let backend: RunningBackend | undefined;
    // The provider pushes to the backend, which is started behind it.
    const webhook = { url: 'http://127.0.0.1:1', key: PUSH_KEY, form: 'current' as const };
    const provider = await startProvider({
      products: [product],
      apiKey: API_KEY,
      providerId: 'mine',
      speed,
      webhook,
      ...(misbehave.length === 0 ? {} : { behaviours: behavioursOf([...misbehave]) }),
    });
    const { key } = provider.settings;
    backend = await startBackend({
      profiles: [
        {
          ...PROFILE,
          url: provider.url,
          products: [product],
          headers: { 'x-api-key': API_KEY },
          partnerName: provider.settings.partnerName,
          key: { curve: key.curve, publicKey: key.publicKey, label: 'registered' },
          webhook: { listen: 'http://127.0.0.1:0', key: PUSH_KEY, providerId: 'mine' },
          ...profile,
        },
      ],
      pollEvery: 50,
      ...(modules === undefined ? {} : { modules }),
    });
    webhook.url = backend.url;
    return new Journeys(backend, provider);
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

  /** From its begin to its end. */
  run = async (wish: object): Promise<Json> => {
    const { id } = await this.begin(wish);
    return this.until(id, 'done', 'rejected', 'failed');
  };

  close = async (): Promise<void> => {
    await this.backend.close();
    await this.provider.close();
  };
}
