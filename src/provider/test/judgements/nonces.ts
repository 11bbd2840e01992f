/** Nonces that are none, and forms in which one can be written. */
import { equal, toHex } from '../../../bytes.js';
import { encodeBase64url } from '../../../codec/base64.js';
import { flowFor } from '../../../exchange/flows.js';
import type { Exchange } from '../exchange.js';
import type { PlacedOrder } from '../order.js';
import type { ProviderRun } from '../run.js';
import { isErrorBody, isGood, numbers, statusOf, told } from '../seen.js';
import { type Complaint, tell } from '../told.js';
import { messageOf } from './message.js';
import { tryOrder, wrongNonce } from './order-again.js';

export const NONCE_RULES = ['ORDER_NONCE_BAD', 'NONCE_FORMS'] as const;

/** ORDER_NONCE_BAD: 4xx, and no order. */
export async function askBadNonces(run: ProviderRun, first: PlacedOrder): Promise<void> {
  const bad: readonly (readonly [string, (hex: string) => string | undefined])[] = [
    ['of 63 digits', (hex) => hex.slice(1)],
    ['of 31 bytes', (hex) => hex.slice(2)],
    ['left out', () => undefined],
  ];
  const complaints: Complaint[] = [];
  const asked: Exchange[] = [];
  for (const [how, altered] of bad) {
    const { exchange } = await tryOrder(run, first, (nonce) => ({ nonce: altered(toHex(nonce)) }));
    if (exchange.answer === undefined) continue;
    asked.push(exchange);
    const status = statusOf(exchange);
    const isOrder = isGood(exchange) && !isErrorBody(exchange.answer.json);
    if (isOrder || status >= 500) {
      complaints.push({ text: `with a nonce ${how}, ${told(exchange)}: 4xx wanted` });
    }
  }
  if (asked.length === 0) return run.judge.notRun('ORDER_NONCE_BAD', 'not answered');
  const fine = 'a nonce of 63 digits, of 31 bytes, and none at all are refused';
  tell(run, 'ORDER_NONCE_BAD', complaints, fine, ...asked);
}

/** NONCE_FORMS: capital hex must work; base64url is reported. */
export async function askNonceForms(run: ProviderRun, first: PlacedOrder): Promise<void> {
  const { judge } = run;
  const id = 'NONCE_FORMS';
  const wrong = wrongNonce(run, first);
  if (wrong !== undefined) return judge.notRun(id, wrong);
  const capital = await tryOrder(run, first, (nonce) => ({ nonce: toHex(nonce).toUpperCase() }));
  const base64 = await tryOrder(run, first, (nonce) => ({ nonce: encodeBase64url(nonce) }));
  const seen = { exchanges: numbers(capital.exchange, base64.exchange) };
  if (capital.exchange.answer === undefined) return judge.notRun(id, told(capital.exchange));
  const read = (placed: PlacedOrder): string => {
    if (placed.answer === undefined) return `is refused (${told(placed.exchange)})`;
    const message = messageOf(run, placed);
    const isRight =
      message !== undefined && equal(message.bytes(flowFor(message.kind).nonceField), placed.nonce);
    return isRight ? 'is understood' : 'is taken for another nonce';
  };
  const [upper, url] = [read(capital), read(base64)];
  const evidence = `hex in capitals ${upper}; base64url, as the pages have it, ${url}`;
  if (upper === 'is understood' && url !== 'is taken for another nonce') {
    judge.passed(id, { evidence, ...seen });
  } else judge.failed(id, { evidence, ...seen });
}
