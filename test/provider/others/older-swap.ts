/**
 * A swap provider that joined years ago and follows only the older pages: no /pairs, the error names
 * and dates of that time, ES256 on secp256r1, padded base64url, network fees inside amount_to_wallet,
 * pushes to /transaction/{swapId}/status. node:http and node:crypto, nothing of this repository.
 */
import crypto from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export const OLDER_MISTAKES = [
  'signed before padding',
  'signed with the other curve',
  'payload with a leading dot',
  'payload in standard base64',
  'nonce in the legacy field',
  'amounts as text',
  'own ids in the message',
  'payload_signature',
  'one pair is missing',
  'maximum answered 500',
  'errors without a message',
  'quote used once',
  'lower-case status',
  'bare array',
  'sample of the page',
  'second order keeps the signature',
] as const;
export type OlderMistake = (typeof OLDER_MISTAKES)[number];

const COINS = [
  { id: 'BTC', chain: 'bitcoin', decimals: 8, usd: 61_000, fee: 0.0001, min: 0.001, max: 3 },
  { id: 'LTC', chain: 'litecoin', decimals: 8, usd: 82, fee: 0.001, min: 0.7, max: 900 },
  { id: 'ETH', chain: 'ethereum', decimals: 18, usd: 3050, fee: 0.002, min: 0.02, max: 50 },
  { id: 'XLM', chain: 'stellar', decimals: 7, usd: 0.11, fee: 0.01, min: 500, max: 900_000 },
] as const;
type CoinRow = (typeof COINS)[number];
const coin = (id: unknown): CoinRow | undefined => COINS.find((row) => row.id === id);

const SHAPES: Record<CoinRow['id'], RegExp> = {
  BTC: /^(bc1[a-z0-9]{25,60}|[13][A-Za-z1-9]{25,34})$/,
  LTC: /^(ltc1[a-z0-9]{25,60}|[LM3][A-Za-z1-9]{25,34})$/,
  ETH: /^0x[A-Fa-f0-9]{40}$/,
  XLM: /^G[A-Z2-7]{55}$/,
};

const PAGE_SAMPLE = {
  payload:
    'CgUweGZmZhoFMHhmZmYqBTB4ZmZmOgNCVENCA0JBVEoIMTIwMDAwMDBSCDExNTAwMDAwWhF2ZXJ5IGxvbmd1ZSBub25jZQ==',
  signature:
    'MEUCIBRm4PrdgRw0aBwRepuOGGRmR/YPcCoyKNJ7UDjFO030AiEA/VT0anolum0a3X/9lGPeovZHqzeDG9brcUB4zhYmwbs=',
};

type Answer = { code: number; body: unknown };
// biome-ignore lint/suspicious/noExplicitAny: read as a script of its time would.
type Bag = Record<string, any>;
const ok = (body: unknown): Answer => ({ code: 200, body });
const WINDOW = 5 * 60_000;

export async function startOlderSwap(
  mistake?: OlderMistake,
  webhook?: { url: string; key: string },
) {
  const is = (name: OlderMistake) => mistake === name;
  const keys = crypto.generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const otherKeys = crypto.generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const quotes: Bag = Object.create(null);
  const trades: Bag = Object.create(null);
  let seconds = 0;
  let firstSignature: string | undefined;
  const clock = () => Date.now() + seconds * 1000;

  const error = (code: number, messageKey: string | undefined, message: string, more?: Bag) => ({
    code,
    body: is('errors without a message')
      ? { error: messageKey ?? 'BAD_REQUEST' }
      : { messageKey, message, additionalFields: more },
  });

  function currencies(): Answer {
    const rows = COINS.map(({ id, chain }) => ({ id, type: 'coin', blockchain: chain }));
    return ok(is('bare array') ? rows : { currencies: rows, next_cursor: null });
  }

  function price(from: CoinRow, to: CoinRow, amount: number) {
    const worth = (amount * from.usd) / to.usd;
    const digits = Math.min(to.decimals, 8);
    const providerFees = (worth * 0.004).toFixed(digits);
    const payoutNetworkFees = to.fee.toFixed(digits);
    return {
      amountTo: (worth - Number(providerFees) - to.fee).toFixed(digits),
      providerFees,
      referralFees: '0',
      payoutNetworkFees,
    };
  }

  function quote(body: Bag): Answer {
    const [from, to] = [coin(body.from), coin(body.to)];
    const missing = is('one pair is missing') && body.from === 'LTC';
    if (!from || !to || from === to || missing)
      return error(404, 'SWAP_PAIR_NOT_FOUND_ERROR', 'The pair does not exist');
    const amount = number(body.amount, from.decimals);
    if (amount === undefined) return error(400, 'AMOUNT_INVALID', 'The amount is not a number');
    if (amount < from.min)
      return error(400, 'FROM_CURRENCY_MINIMUM_AMOUNT_ERROR', 'Not enough', {
        minSwapAmount: String(from.min),
      });
    if (amount > from.max)
      return error(
        is('maximum answered 500') ? 500 : 400,
        'TO_CURRENCY_MAXIMUM_AMOUNT_ERROR',
        'More than we have',
        { maxSwapAmount: String(from.max) },
      );
    const quoteId = crypto.randomUUID();
    const priced = price(from, to, amount);
    const expiry = clock() + WINDOW;
    quotes[quoteId] = { ...priced, from, to, amount: body.amount, expiry, used: false };
    return ok({
      quoteId,
      amount: body.amount,
      ...priced,
      tradeMethod: 'fixed',
      // As the page of the time has it.
      expiry: new Date(expiry).toISOString().replace(/\.\d+Z$/, '+0000'),
      minAmountFrom: String(from.min),
      maxAmountFrom: String(from.max),
    });
  }

  function swap(body: Bag, fixed: boolean): Answer {
    const [from, to] = [coin(body.currencyFrom), coin(body.currencyTo)];
    if (!from) return error(404, 'CURRENCY_FROM_NOT_FOUND_ERROR', 'No such currency');
    if (!to) return error(404, 'CURRENCY_TO_NOT_FOUND_ERROR', 'No such currency');
    if (!/^[a-f0-9]{64}$/i.test(String(body.nonce))) return error(400, undefined, 'Bad nonce');
    for (const name of ['payloadCurrencyFrom', 'payloadCurrencyTo'])
      if (typeof body[name] !== 'string') return error(400, undefined, `${name} is missing`);
    if (!SHAPES[from.id].test(body.refundAddress) || !SHAPES[to.id].test(body.payoutAddress))
      return error(400, undefined, 'An address is not of its chain');
    let deal: Bag | undefined;
    if (fixed) {
      deal = quotes[body.quoteId];
      if (!deal || deal.expiry < clock() || (deal.used && is('quote used once')))
        return error(404, 'SWAP_QUOTE_NOT_FOUND_ERROR', 'The quote does not exist');
      if (deal.from !== from || deal.to !== to) return error(400, undefined, 'Another pair');
      deal.used = true;
    } else {
      const amount = number(body.amount, from.decimals);
      if (amount === undefined || amount < from.min || amount > from.max)
        return error(400, undefined, 'Amount');
      deal = { ...price(from, to, amount), amount: body.amount };
    }
    const swapId = `SW-${crypto.randomBytes(8).toString('hex')}`;
    const { address, memo } = deposit(from.id);
    // The page: the amount to the wallet includes the fees of the network.
    const wallet = base(deal.amountTo, to.decimals) + base(deal.payoutNetworkFees, to.decimals);
    const ids = is('own ids in the message');
    const nonce = Buffer.from(body.nonce, 'hex');
    const message = protobuf({
      1: address,
      2: memo,
      3: body.refundAddress,
      4: body.refundAddressExtraId,
      5: body.payoutAddress,
      6: body.payoutAddressExtraId,
      7: ids ? `${from.id}-main` : body.payloadCurrencyFrom,
      8: ids ? `${to.id}-main` : body.payloadCurrencyTo,
      9: bigEndian(base(deal.amount, from.decimals)),
      10: bigEndian(wallet),
      11: is('nonce in the legacy field') ? body.nonce.slice(0, 10) : undefined,
      12: is('nonce in the legacy field') ? undefined : nonce,
    });
    const { providerFees, referralFees, payoutNetworkFees } = deal;
    const fees = { providerFees, referralFees, payoutNetworkFees };
    trades[swapId] = { fees, quoteId: body.quoteId, ends: clock() + 3_600_000, state: 'PENDING' };
    return ok({
      swapId,
      payinAddress: address,
      createdAt: new Date(clock()).toISOString().slice(0, 19),
      ...fees,
      providerSig: is('sample of the page') ? PAGE_SAMPLE : signed(message),
    });
  }

  function bigEndian(value: bigint) {
    if (is('amounts as text')) return Buffer.from(value.toString().slice(0, 16));
    const bytes = Buffer.alloc(16);
    for (let at = 15; value > 0n; at--, value >>= 8n) bytes[at] = Number(value & 255n);
    return bytes;
  }

  function signed(message: Buffer) {
    const plain = message.toString('base64');
    const url = plain.replaceAll('+', '-').replaceAll('/', '_');
    const dotted = is('payload with a leading dot') ? `.${url}` : url;
    const payload = is('payload in standard base64') ? plain : dotted;
    const text = is('signed before padding') ? payload.replace(/=+$/, '') : payload;
    const key = is('signed with the other curve') ? otherKeys.privateKey : keys.privateKey;
    const input = Buffer.from(payload.startsWith('.') ? text : `.${text}`);
    const bytes = crypto
      .createSign('SHA256')
      .update(input)
      .sign({ key, dsaEncoding: 'ieee-p1363' });
    // Buffers write base64url without padding; our partners wanted it padded.
    let signature = `${bytes.toString('base64url')}==`;
    firstSignature ??= signature;
    if (is('second order keeps the signature')) signature = firstSignature;
    return is('payload_signature')
      ? { payload, payload_signature: signature }
      : { payload, signature };
  }

  function status(id: string | null): Answer {
    if (!id) return error(400, undefined, 'swapId is missing');
    const trade = trades[id];
    if (!trade)
      return error(404, 'SWAP_TRANSACTION_NOT_FOUND_ERROR', 'The transaction does not exist');
    return ok({
      quoteId: trade.quoteId,
      status: is('lower-case status') ? trade.state.toLowerCase() : trade.state,
      amount: '',
      payinTransactionId: '',
      payoutTransactionId: '',
      ...trade.fees,
    });
  }

  function sweep() {
    for (const [id, trade] of Object.entries<Bag>(trades)) {
      if (trade.state !== 'PENDING' || trade.ends > clock()) continue;
      trade.state = 'EXPIRED';
      if (webhook) tell(webhook, id, trade, 0);
    }
  }

  const waiting = new Set<NodeJS.Timeout>();
  function tell(to: { url: string; key: string }, id: string, trade: Bag, attempt: number) {
    const again = () => {
      if (attempt > 3 || closed) return;
      const timer = setTimeout(() => tell(to, id, trade, attempt + 1), 1200 * 2 ** attempt);
      waiting.add(timer);
    };
    const call = http.request(`${to.url}/transaction/${id}/status`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Api-Key': to.key },
      timeout: 5000,
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', again);
    call.on('response', (answer) => {
      answer.resume();
      if (answer.statusCode! >= 500) again();
    });
    call.end(
      JSON.stringify({ status: trade.state, amount: '0', providerFees: trade.fees.providerFees }),
    );
  }

  const table: Record<string, (body: Bag, query: URLSearchParams) => Answer> = {
    'GET /currencies': currencies,
    'POST /quote': quote,
    'POST /swap/fixed': (body) => swap(body, true),
    'POST /swap/float': (body) => swap(body, false),
    'GET /status': (_, query) => status(query.get('swapId')),
    'POST /clock': ({ advance }) => {
      seconds += Number(advance);
      sweep();
      return ok({});
    },
  };
  let closed = false;
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://old');
    const finish = ({ code, body }: Answer) => {
      response.statusCode = code;
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(body));
    };
    const handler = table[`${request.method} ${pathname}`];
    if (!handler) return finish({ code: 404, body: { message: 'Not found' } });
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      if (request.method === 'GET') return finish(handler({}, searchParams));
      const body = object(Buffer.concat(parts).toString());
      finish(
        body ? handler(body, searchParams) : error(400, undefined, 'The body is no JSON object'),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ticking = setInterval(sweep, 500);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publicKey: keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    async close() {
      closed = true;
      clearInterval(ticking);
      waiting.forEach(clearTimeout);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function object(text: string): Bag | undefined {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function number(text: unknown, decimals: number): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,12}(\.\d+)?$/.test(text)) return undefined;
  if ((text.split('.')[1] ?? '').length > decimals) return undefined;
  return Number(text) > 0 ? Number(text) : undefined;
}

function base(amount: string, decimals: number): bigint {
  const [whole, part = ''] = amount.split('.');
  return BigInt(`${whole}${part.padEnd(decimals, '0')}`);
}

/** Every field is text or bytes; one below 16, none above 127 bytes. */
function protobuf(fields: Record<number, string | Buffer | undefined>): Buffer {
  const out: number[] = [];
  for (const [number, value] of Object.entries(fields)) {
    if (value === undefined || value.length === 0) continue;
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    out.push(Number(number) * 8 + 2, bytes.length, ...bytes);
  }
  return Buffer.from(out);
}

/** One address for each order; stellar has one for all, and a memo. */
function deposit(id: CoinRow['id']): { address: string; memo?: string } {
  if (id === 'ETH') return { address: `0x${crypto.randomBytes(20).toString('hex')}` };
  if (id === 'XLM')
    return {
      address: 'GAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPSABOV',
      memo: String(crypto.randomInt(1_000_000, 9_999_999)),
    };
  const body = Buffer.concat([Buffer.from([id === 'BTC' ? 5 : 50]), crypto.randomBytes(20)]);
  const hash = (bytes: Buffer) => crypto.createHash('sha256').update(bytes).digest();
  const check = hash(hash(body)).subarray(0, 4);
  let rest = BigInt(`0x${Buffer.concat([body, check]).toString('hex')}`);
  let address = '';
  while (rest > 0n) {
    address =
      '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'[Number(rest % 58n)] + address;
    rest /= 58n;
  }
  return { address };
}
