/**
 * A provider that fills cards, by somebody who has read that the guide for it has POST /sell, and the
 * message of the app: node:http and node:crypto, nothing of this repository.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const FUND_MISTAKES = [
  'message of a sale',
  'fields of the draft',
  'nonce without its first byte',
  'no account name',
  'amount with eight decimals',
  'high bytes first, on the left',
  'deposit address of the last order',
  'created in seconds',
  'signature of 65 bytes',
] as const;
export type FundMistake = (typeof FUND_MISTAKES)[number];

const DECIMALS: Readonly<Record<string, number>> = { ETH: 18, USDC: 6, USDT: 6 };
const NAMES: Readonly<Record<string, string>> = {
  ethereum: 'ETH',
  'ethereum/erc20/usd__coin': 'USDC',
  'ethereum/erc20/usd_tether__erc20_': 'USDT',
};

const bytes = (number: number, value: string | Buffer): Buffer => {
  const content = Buffer.from(value as string);
  return content.length === 0
    ? content
    : Buffer.concat([Buffer.of((number << 3) + 2, content.length), content]);
};

interface Outcome {
  readonly status: number;
  readonly body: object;
}
const refused = (status: number, messageKey: string, message: string): Outcome => ({
  status,
  body: { messageKey, message },
});

export async function startFund(mistake?: FundMistake) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  let lastAddress = `0x${randomBytes(20).toString('hex')}`;

  function sell(body: Readonly<Record<string, unknown>>): Outcome {
    const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '');
    const given = text('fromCryptoCurrency');
    const ticker = NAMES[given] ?? given;
    const decimals = Object.hasOwn(DECIMALS, ticker) ? DECIMALS[ticker] : undefined;
    if (decimals === undefined)
      return refused(404, 'CURRENCY_FROM_NOT_FOUND_ERROR', `no card takes ${ticker}`);
    if (!/^[A-Z]{3}$/.test(text('toFiatCurrency')) || text('toFiatCurrency') === 'XXX')
      return refused(404, 'CURRENCY_TO_NOT_FOUND_ERROR', 'no card of that currency');
    const [, whole, part = ''] = /^(\d{1,15})(?:\.(\d{1,18}))?$/.exec(text('amount')) ?? [];
    if (whole === undefined || part.length > decimals)
      return refused(400, 'INVALID_AMOUNT', 'amount is no amount');
    if (!/^[0-9a-f]{64}$/i.test(text('nonce')))
      return refused(400, 'INVALID_NONCE', 'nonce is not 64 hex digits');
    if (!/^0x[0-9a-f]{40}$/i.test(text('refundAddress')))
      return refused(400, 'INVALID_ADDRESS', 'refundAddress is no address');
    if (text('payloadCryptoCurrency') === '')
      return refused(400, 'INVALID_CURRENCY', 'payloadCryptoCurrency is missing');
    const places = mistake === 'amount with eight decimals' ? 8 : decimals;
    const value = BigInt(whole + part.padEnd(18, '0').slice(0, places));
    const hex = value.toString(16);
    const amount = Buffer.from(
      mistake === 'high bytes first, on the left'
        ? hex.padStart(hex.length + (hex.length % 2), '0').padEnd(32, '0')
        : hex.padStart(32, '0'),
      'hex',
    );
    const fresh = `0x${randomBytes(20).toString('hex')}`;
    const shown = mistake === 'deposit address of the last order' ? lastAddress : fresh;
    lastAddress = fresh;
    const nonce = Buffer.from(text('nonce'), 'hex');
    const sent = mistake === 'nonce without its first byte' ? nonce.subarray(1) : nonce;
    const symbol = text('payloadCryptoCurrency');
    const account = mistake === 'no account name' ? '' : 'Card 4321';
    const fields =
      mistake === 'message of a sale'
        ? [
            bytes(1, 'someone@card.example'),
            bytes(2, symbol),
            bytes(3, amount),
            bytes(4, fresh),
            bytes(5, text('toFiatCurrency')),
            bytes(6, Buffer.concat([bytes(1, Buffer.of(100)), Buffer.of(0x10, 2)])),
            bytes(7, sent),
          ]
        : mistake === 'fields of the draft'
          ? [
              bytes(1, 'user-77'),
              bytes(2, account),
              bytes(3, symbol),
              bytes(4, text('toFiatCurrency')),
              bytes(5, amount),
              bytes(7, fresh),
              bytes(8, sent),
            ]
          : [
              bytes(1, 'user-77'),
              bytes(2, account),
              bytes(3, symbol),
              bytes(4, amount),
              bytes(5, fresh),
              bytes(6, sent),
            ];
    const payload = Buffer.concat(fields).toString('base64url');
    const rs = sign('sha256', Buffer.from(`.${payload}`), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    const signature = mistake === 'signature of 65 bytes' ? Buffer.concat([rs, Buffer.of(27)]) : rs;
    return {
      status: 200,
      body: {
        sellId: `fund-${randomBytes(8).toString('hex')}`,
        payinAddress: shown,
        createdAt:
          mistake === 'created in seconds'
            ? Math.floor(Date.now() / 1000)
            : new Date().toISOString(),
        providerFees: '0',
        referralFees: '0',
        providerSig: { payload, signature: signature.toString('base64url') },
      },
    };
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      let outcome = refused(404, 'NOT_FOUND', 'only POST /sell is here');
      if (request.method === 'POST' && request.url === '/sell') {
        try {
          const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
          outcome =
            typeof body === 'object' && body !== null
              ? sell(body as Record<string, unknown>)
              : refused(400, 'INVALID_REQUEST', 'no object');
        } catch {
          outcome = refused(400, 'INVALID_REQUEST', 'no JSON');
        }
      }
      response.writeHead(outcome.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(outcome.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
