/**
 * What a mock of the published contracts answers: their own examples, whatever is asked. Values as
 * the pages and contracts of 2025 print them; several break the schema beside which they stand.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAYLOAD =
  'CgUweGZmZhoFMHhmZmYqBTB4ZmZmOgNCVENCA0JBVEoIMTIwMDAwMDBSCDExNTAwMDAwWhF2ZXJ5IGxvbmd1ZSBub25jZQ==';
const SIGNATURE =
  'MEUCIBRm4PrdgRw0aBwRepuOGGRmR/YPcCoyKNJ7UDjFO030AiEA/VT0anolum0a3X/9lGPeovZHqzeDG9brcUB4zhYmwbs=';
const ORDER = {
  payinAddress: '0xa0b86991c627e936c1d19d4a2e90a2ce3606eb48',
  createdAt: '2030-05-26T14:13:39',
  providerFees: '0.0001',
  referralFees: '0.0001',
  payoutNetworkFees: '0.0002',
};
const QUOTE = {
  quoteId: 'CC14E626-CF1B-4EDA-AF5E-766FFD5A3457',
  amountTo: '270.864632',
  providerFees: '0.0001',
  referralFees: '0.0001',
  expiry: '2022-04-04T09:10:51+0000',
};
const SWAP = {
  ...ORDER,
  swapId: 'SWAP-ID-165940',
  providerSig: { payload: PAYLOAD, payload_signature: SIGNATURE },
};
const SELL = {
  ...ORDER,
  sellId: 'SELL-ID-165940',
  providerSig: { payload: PAYLOAD, signature: SIGNATURE },
};

export const DOCUMENTED = {
  swap: {
    'GET /currencies': {
      currencies: [
        { id: 'BTC', type: 'coin', blockchain: 'bitcoin' },
        {
          id: 'USDC',
          type: 'token',
          blockchain: 'ethereum',
          chainId: 1,
          contract: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48',
        },
      ],
      next_cursor: 'xxxxxxxx',
    },
    'GET /pairs': {
      pairs: [
        {
          from: 'btc',
          to: 'bat',
          tradeMethod: ['fixed', 'float'],
          minSwapAmount: '0.00001',
          maxSwapAmount: '20',
        },
      ],
      next_cursor: 'xxxxxxxx',
    },
    'POST /quote': {
      ...QUOTE,
      amount: '1',
      payoutNetworkFees: '0.0002',
      tradeMethod: 'float',
      minAmountFrom: '1',
      maxAmountFrom: '3',
      defaultSlippage: '0.1',
      minSlippage: '0.1',
      maxSlippage: '0.3',
    },
    'POST /swap/fixed': SWAP,
    'POST /swap/float': SWAP,
  },
  sell: {
    'GET /capabilities': {
      fiatCurrencyCapabilities: [{ fiat: 'EUR' }, { fiat: 'USD' }, { fiat: 'GBP' }],
      cryptoCurrencyCapabilities: [
        { id: 'bitcoin', minAmount: 0.01, maxAmount: 0.5 },
        { id: 'ethereum', minAmount: 0.001, maxAmount: 10 },
      ],
      countriesCapabilities: [
        {
          country: 'FR',
          paymentMethods: [
            {
              name: 'sepa',
              minMaxRestrictions: [{ fiat: 'EUR', minAmount: 30, maxAmount: 3000 }],
            },
          ],
        },
      ],
    },
    'GET /crypto-currencies': ['bitcoin', 'solana', 'ethereum', 'ethereum/erc20/aave'],
    'GET /quote': { ...QUOTE, amountFrom: '1' },
    'POST /sell': SELL,
  },
  card: { 'GET /quote': { ...QUOTE, amountFrom: '1' }, 'POST /sell': SELL },
  buy: {
    'GET /capabilities': {
      fiatCurrencyCapabilities: [
        { fiat: 'eur', minAmount: 50, maxAmount: 100_000 },
        { fiat: 'USD', minAmount: 50, maxAmount: 100_000 },
      ],
      countryCapabilities: [
        { country: 'FR', paymentMethods: [{ name: 'paypal' }, { name: 'pix' }, { name: 'card' }] },
      ],
    },
    'GET /crypto-currencies': ['bitcoin', 'ethereum/erc20/aave'],
    'GET /quote': { from: 'EUR', to: 'bitcoin', fiatAmount: 50, cryptoAmount: 0.2 },
  },
} as const;

export async function startDocumented(product: keyof typeof DOCUMENTED) {
  const answers: Readonly<Record<string, unknown>> = DOCUMENTED[product];
  const server = createServer((request, response) => {
    request.resume();
    const found = answers[`${request.method} ${request.url!.split('?')[0]}`];
    // The example of every failure in the contracts of sell and buy.
    const body = found ?? { code: 42, message: 'The server cannot do this.' };
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    // The generator of secp256k1: no sample names a key.
    publicKey:
      '0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8',
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
