/** `run --sign`: what follows the approval, when the coin app signs the transaction. */
import { decodeHex } from '../../codec/hex.js';
import { InputError } from '../../errors.js';
import {
  makesTransactions,
  PAYING_APPS,
  requireTamper,
  type Signing,
  type SigningOptions,
} from '../../host/signing/sign-payment.js';
import { expected } from '../../shown.js';
import { readInput } from '../files/input.js';
import type { Io } from '../io.js';
import { palette } from '../text/text.js';
import type { RunOptions } from './options.js';
import type { Run } from './request.js';
import { table } from './text.js';

/**
 * What is signed, and undefined when nothing is: on a device from the shop only a transaction of the
 * caller's own.
 * @throws InputError for options that do not go together, a currency no transaction is made for, or
 * a file that has none.
 */
export function signingRequested(run: Run, options: RunOptions): SigningOptions | undefined {
  const { sign, tx, tamper } = options;
  if (tx !== undefined && tamper !== undefined) {
    throw new InputError(expected('--tamper', 'without --tx', 'both'), {
      hint: 'Change your own transaction yourself.',
    });
  }
  const given = [
    tx === undefined ? [] : ['--tx'],
    tamper === undefined ? [] : ['--tamper'],
  ].flat()[0];
  if (sign !== true && given !== undefined) {
    throw new InputError(expected(given, 'beside --sign', 'alone'));
  }
  if (sign !== true) return undefined;
  const isOurs = run.simulator !== undefined || run.build !== 'production';
  if (!isOurs && tx === undefined) return undefined;
  const { app } = run.request.outgoing;
  if (!makesTransactions(app)) {
    throw new InputError(`--sign: no transaction of the ${app} app can be made here yet`, {
      hint: `It can for coins and tokens of ${PAYING_APPS.join(', ')}.`,
    });
  }
  requireTamper(tamper, run.request.outgoing, '--tamper');
  if (tx === undefined) return tamper === undefined ? {} : { tamper };
  if (app === 'Bitcoin') {
    const others = PAYING_APPS.filter((one) => one !== app).join(', ');
    throw new InputError(expected('--tx', `with a coin of ${others}`, 'Bitcoin'));
  }
  const transaction = decodeHex(readInput(tx, '--tx'));
  if (transaction === undefined || transaction.length === 0) {
    throw new InputError('--tx: expected a file with an unsigned transaction as hex');
  }
  return { transaction };
}

export function signingText(signing: Signing | null, app: string, io: Io): string {
  if (signing === null) return '';
  const { good, bad, strong } = palette(io.color);
  if (signing.outcome === 'signed') {
    const { signer, hash, transaction } = signing;
    const rows = [
      ['Signer', signer],
      ['Hash', hash],
      ['Signed', transaction],
    ] as const;
    return `\n${[good(strong(`Signed by the ${app} app`)), ...table(rows, io)].join('\n')}\n`;
  }
  const { status, code, says, reason } = signing;
  const title = `Refused by the ${app} app: ${status}${code === null ? '' : ` with ${code}`}`;
  const rows = [['Says', says], ...(reason === null ? [] : [['Reason', reason.what]])] as const;
  return `\n${[bad(strong(title)), ...table(rows as readonly (readonly [string, string])[], io)].join('\n')}\n`;
}
