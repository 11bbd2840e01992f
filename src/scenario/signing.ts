/** What a scenario has the coin app sign, and what must become of it. */
import { InputError } from '../errors.js';
import { notATransaction, readOwnTransaction } from '../host/signing/own-transaction.js';
import {
  makesTransactions,
  requireTamper,
  type Signing,
  type SigningOptions,
} from '../host/signing/sign-payment.js';
import type { Order } from '../order/order.js';
import { expected } from '../shown.js';
import { defined } from './defined.js';
import type { ExpectedSigning, Scenario } from './scenario.js';
import type { WrittenScenario } from './schema.js';

type Written = Pick<WrittenScenario, 'sign' | 'expect'>;

/** What is not said: a transaction as approved is signed, another one is refused. */
export function signingOf({ sign, expect }: Written, where: string): Pick<Scenario, 'sign'> {
  const { signing } = expect;
  if (sign === undefined) {
    if (signing === undefined) return {};
    throw new InputError(expected(`${where}: expect.signing`, 'beside sign', 'alone'));
  }
  if (expect.outcome !== 'approved') {
    throw new InputError(
      expected(`${where}: sign`, 'expect.outcome approved beside it', expect.outcome ?? 'another'),
    );
  }
  return { sign: sign === true ? {} : defined(sign) };
}

export function expectedSigning({ sign, expect }: Written): ExpectedSigning | undefined {
  if (sign === undefined) return undefined;
  const { signing = sign !== true && sign.tamper !== undefined ? 'refused' : 'signed' } = expect;
  if (typeof signing === 'string') return { outcome: signing };
  const { status, code, says } = signing.refused;
  const digits = (text: string) => text.toLowerCase().replace(/^0x/, '');
  return {
    outcome: 'refused',
    ...(status === undefined ? {} : { status: digits(status) }),
    ...(code === undefined ? {} : { code: digits(code) }),
    ...(says === undefined ? {} : { says }),
  };
}

/**
 * What the coin app is sent; undefined when it is not asked.
 * @throws InputError: nobody makes such a transaction here, or this one cannot be sent.
 */
export function signingRequested(
  { sign }: Scenario,
  { outgoing }: Order,
): SigningOptions | undefined {
  if (sign === undefined) return undefined;
  const { tamper, tx } = sign;
  const { app } = outgoing;
  if (tamper !== undefined && tx !== undefined) {
    throw new InputError(expected('sign', 'tamper or tx', 'both'));
  }
  if (tx !== undefined) {
    const text = typeof tx === 'string' ? tx : tx.join('\n');
    const own = readOwnTransaction(text, app, 'sign.tx');
    if (own === undefined) throw notATransaction(text, app, 'sign.tx');
    return own;
  }
  if (makesTransactions(app)) {
    requireTamper(tamper, outgoing);
    return defined({ tamper });
  }
  throw new InputError(
    expected('sign', 'a coin transactions are made of', `one of the ${app} app: give one with tx`),
  );
}

export function signingDifferences(
  wanted: ExpectedSigning | undefined,
  signing: Signing | undefined,
): string[] {
  if (wanted === undefined) return [];
  const found = signing === undefined ? 'that the coin app was not asked' : signingWords(signing);
  const differs = (what: string) => expected(undefined, what, found);
  if (signing?.outcome !== wanted.outcome) {
    return [differs(`the transaction to be ${wanted.outcome}`)];
  }
  if (signing.outcome === 'signed') return [];
  const { status, code, says } = wanted;
  const differences: string[] = [];
  if (status !== undefined && status !== signing.status) {
    differences.push(differs(`the coin app to refuse with ${status}`));
  }
  if (code !== undefined && code !== signing.code) {
    differences.push(differs(`the code ${code} of the coin app`));
  }
  if (
    says !== undefined &&
    ![signing.reason?.what, signing.says].some((text) => text?.includes(says))
  ) {
    differences.push(differs(`words with ${JSON.stringify(says)}`));
  }
  return differences;
}

/** What the coin app did, in one line: `signed …`, `refused with …: …`. */
export function signingWords(signing: Signing): string {
  if (signing.outcome === 'signed') return `signed ${signing.hash ?? signing.signatures[0]}`;
  const { status, code, reason, says } = signing;
  return `refused with ${status}${code === null ? '' : ` and ${code}`}: ${reason?.what ?? says}`;
}
