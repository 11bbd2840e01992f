/** What a backend is asked with, what its answers may be, and what is said when it throws. */
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { flowFor } from '../../src/exchange/flows.js';
import { exampleKey } from '../../src/sign/example-order.js';
import { makePayload } from '../../src/sign/payload-maker.js';
import {
  type FlowOptions,
  ProviderError,
  type ProviderRequest,
  parseScenarios,
  runFlow,
  runScenario,
  simulatedDevice,
  simulatedOpener,
} from '../../src/testing/index.js';

const OWN_ETH = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D';
const OWN_BTC = 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg';

/** The request of a flow that the provider then refuses to answer. */
async function asked(options: FlowOptions): Promise<ProviderRequest> {
  let request: ProviderRequest | undefined;
  const provider = (came: ProviderRequest) => {
    request = came;
    throw new Error('seen');
  };
  const device = simulatedDevice({ build: 'test' });
  await expect(runFlow(device, { ...options, provider })).rejects.toThrow('seen');
  return request!;
}

describe('the request', () => {
  it('of a swap has the members of POST /swap, the nonce in hex', async () => {
    const { nonce, ...rest } = await asked({ from: 'ETH', to: 'BTC', amount: '1.5' });
    expect(rest).toEqual({
      amount: '1.5',
      refundAddress: OWN_ETH,
      payoutAddress: OWN_BTC,
      currencyFrom: 'ethereum',
      currencyTo: 'bitcoin',
      payloadCurrencyFrom: 'ETH',
      payloadCurrencyTo: 'BTC',
    });
    expect(nonce).toMatch(/^350aea0c[0-9a-f]{56}$/);
  });

  it('of a sell has those of POST /sell, the nonce in base64url', async () => {
    const { nonce, ...rest } = await asked({ kind: 'sell', currency: 'ETH', fiat: 'CHF' });
    expect(rest).toEqual({
      amount: '0.25',
      refundAddress: OWN_ETH,
      fromCryptoCurrency: 'ethereum',
      toFiatCurrency: 'CHF',
      payloadCryptoCurrency: 'ETH',
    });
    expect(nonce).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(toHex(Buffer.from(nonce!, 'base64url'))).toMatch(/^350aea0c/);
  });

  it('of a fund is that of a sell without its fiat currency', async () => {
    const { nonce, ...rest } = await asked({ kind: 'fund', currency: 'BTC', amount: '0.1' });
    expect(rest).toEqual({
      amount: '0.1',
      refundAddress: OWN_BTC,
      fromCryptoCurrency: 'bitcoin',
      payloadCryptoCurrency: 'BTC',
    });
    expect(nonce).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('takes the form of the nonce that was asked for, in every product', async () => {
    const forms = ['hex', 'base64url'] as const;
    for (const kind of ['swap', 'sell', 'fund'] as const) {
      const [hex, base64url] = await Promise.all(
        forms.map(async (nonceForm) => (await asked({ kind, nonceForm })).nonce),
      );
      expect(hex).toMatch(/^350aea0c[0-9a-f]{56}$/);
      expect(toHex(Buffer.from(base64url!, 'base64url'))).toBe(hex);
    }
  });

  it('has ten letters in a legacy swap', async () => {
    const { nonce } = await asked({ legacy: true, nonceForm: 'base64url' });
    expect(nonce).toMatch(/^[A-Z]{10}$/);
  });

  it('says where a refund goes when it is not ours, and takes members of the caller', async () => {
    const request = { quoteId: 'q-1', fromCryptoCurrency: 'btc-mainnet' };
    const refund = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
    const options = { kind: 'sell', currency: 'BTC', refund, request } as const;
    expect(await asked(options)).toMatchObject({ ...request, refundAddress: refund });
  });
});

/** A backend that reads the nonce in either form, as provider-api.md#nonce asks of one. */
function answer(kind: 'sell' | 'fund', request: ProviderRequest) {
  const { nonce = '' } = request;
  const bytes = /^[0-9a-f]{64}$/.test(nonce) ? fromHex(nonce) : Buffer.from(nonce, 'base64url');
  const flow = flowFor(kind, {});
  const amount = fromHex('03782dace9d90000'.padStart(32, '0'));
  const shared = {
    in_currency: request.payloadCryptoCurrency,
    in_amount: amount,
    in_address: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
    device_transaction_id: Uint8Array.from(bytes),
  };
  const values =
    kind === 'fund'
      ? { user_id: 'jane', account_name: 'Card', ...shared }
      : {
          trader_email: 'jane@example.com',
          ...shared,
          out_currency: request.toFiatCurrency,
          out_amount: { coefficient: Uint8Array.of(100), exponent: 2 },
        };
  return makePayload({ flow, key: exampleKey('secp256k1'), values }).answer;
}

describe('the answer', () => {
  it.each([
    ['sell', 'hex'],
    ['sell', 'base64url'],
    ['fund', 'hex'],
    ['fund', 'base64url'],
  ] as const)('%s, nonce as %s: approved', async (kind, nonceForm) => {
    const { words } = await runFlow(simulatedDevice(), {
      kind,
      currency: 'ETH',
      nonceForm,
      provider: async (request) => answer(kind, request),
    });
    expect(words).toBe('approved');
  });

  it('may be JSON text', async () => {
    const { words } = await runFlow(simulatedDevice(), {
      kind: 'fund',
      currency: 'ETH',
      provider: (request) => JSON.stringify(answer('fund', request)),
    });
    expect(words).toBe('approved');
  });

  const circular: Record<string, unknown> = {};
  circular.itself = circular;
  it.each([
    ['nothing', undefined, 'expected an object with providerSig, found nothing'],
    ['a function', () => 1, 'expected an object with providerSig, found function'],
    ['a circle', circular, 'expected an object that JSON can hold, found one it cannot'],
    ['a big integer', { amount: 1n }, 'expected an object that JSON can hold'],
    ['HTML', '<html>', 'the answer: expected a JSON object, found text that is no JSON'],
  ])('%s is unusable, in words', async (_, value, words) => {
    const result = await runFlow(simulatedDevice(), { provider: () => value });
    expect(result.outcome).toBe('unusable');
    expect(result.why).toContain(words);
  });
});

describe('a provider that throws', () => {
  it.each([
    ['an error', new TypeError('no route'), 'TypeError: no route'],
    ['text', 'out of order', 'out of order'],
  ])('%s: runFlow says that it was the provider', async (_, thrown, said) => {
    const provider = () => {
      throw thrown;
    };
    const error = await runFlow(simulatedDevice(), { provider }).catch((caught) => caught);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error.message).toBe(`the provider threw instead of answering: ${said}`);
    expect(error.cause).toBe(thrown);
  });

  it('makes a scenario fail with that sentence', async () => {
    const text = 'name: s\nflow: {kind: sell, currency: ETH}\nexpect: {outcome: approved}\n';
    const [scenario] = await parseScenarios(
      text.replace(', currency: ETH', '').replace('expect', 'order: {currency: ETH}\nexpect'),
      's.yaml',
    );
    const open = simulatedOpener();
    const provider = { ask: () => Promise.reject(new Error('503 Service Unavailable')) };
    const failed = await runScenario(scenario!, open, { provider });
    expect(failed.verdict).toBe('failed');
    expect(failed.differences).toEqual([
      'the provider threw instead of answering: Error: 503 Service Unavailable',
    ]);
    const good = { ask: (request: ProviderRequest) => answer('sell', request) };
    const passed = await runScenario(scenario!, open, { provider: good });
    expect(passed.differences).toEqual([]);
  });
});

describe('options', () => {
  it.each([
    [{ form: 'ETH' }, 'runFlow: there is no option "form": did you mean from?'],
    [{ ammount: '1' }, 'runFlow: there is no option "ammount": did you mean amount?'],
    [
      { frobnicate: true },
      'runFlow: there is no option "frobnicate": the options are kind, legacy',
    ],
    [
      { partner: { publickey: 'x' } },
      'runFlow: partner: there is no option "publickey": did you mean publicKey?',
    ],
  ])('%j', async (options, words) => {
    await expect(runFlow(simulatedDevice(), options as FlowOptions)).rejects.toThrow(words);
  });

  it('of a device', () => {
    expect(() => simulatedDevice({ mode: 'stax' } as object)).toThrow(
      'simulatedDevice: there is no option "mode": did you mean model?',
    );
  });
});
