/** What a scenario has the coin app sign, and what must become of it. */
import { InputError } from '../errors.js';
import { makesTransactions, type Signing } from '../host/signing/sign-payment.js';
import type { Order } from '../order/order.js';
import { expected } from '../shown.js';
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
      `${where}: sign: expected beside outcome approved: only then it is signed`,
    );
  }
  const tamper = sign === true ? undefined : sign.tamper;
  return { sign: tamper === undefined ? {} : { tamper } };
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

/** @throws InputError: nobody makes such a transaction here. */
export function refuseUnsigned({ sign }: Scenario, { outgoing }: Order): void {
  if (sign === undefined || makesTransactions(outgoing.app)) return;
  throw new InputError(
    expected('sign', 'a coin transactions are made of', `one of the ${outgoing.app} app`),
  );
}

export function signingDifferences(
  wanted: ExpectedSigning | undefined,
  signing: Signing | undefined,
): string[] {
  if (wanted === undefined) return [];
  const found = signing === undefined ? 'that the coin app was not asked' : told(signing);
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

function told(signing: Signing): string {
  if (signing.outcome === 'signed') return `signed ${signing.hash}`;
  const { status, code, reason, says } = signing;
  return `refused with ${status}${code === null ? '' : ` and ${code}`}: ${reason?.what ?? says}`;
}
