/** `run --sign`: what follows the approval, when the coin app signs the transaction. */
import { decodeText } from '../../codec/text.js';
import { InputError } from '../../errors.js';
import {
  commandsForApp,
  notATransaction,
  readOwnTransaction,
} from '../../host/signing/own-transaction.js';
import {
  makesTransactions,
  PAYING_APPS,
  requireTamper,
  type Signing,
  type SigningOptions,
} from '../../host/signing/sign-payment.js';
import { expected } from '../../shown.js';
import { readInputBytes } from '../files/input.js';
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
export async function signingRequested(
  run: Run,
  options: RunOptions,
): Promise<SigningOptions | undefined> {
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
  if (tx !== undefined) return ownTransaction(tx, app);
  if (!makesTransactions(app)) {
    throw new InputError(`--sign: no transaction of the ${app} app can be made here yet`, {
      hint: `It can for coins and tokens of ${PAYING_APPS.join(', ')}; send one of your own with --tx.`,
    });
  }
  requireTamper(tamper, run.request.outgoing, '--tamper');
  return tamper === undefined ? {} : { tamper };
}

/** A PSBT has the transactions before it. */
const MOST = 4 * 1024 * 1024;

async function ownTransaction(file: string, app: string): Promise<SigningOptions> {
  const bytes = readInputBytes(file, '--tx', MOST);
  return readOwnTransaction(bytes, app, '--tx') ?? commandsOfLog(bytes, file, app);
}

/** A recording, or a log of another tool. */
async function commandsOfLog(
  bytes: Uint8Array,
  file: string,
  app: string,
): Promise<SigningOptions> {
  const { recordingOf } = await import('../../capture/read-recording.js');
  let commands: readonly Uint8Array[] = [];
  if (app !== 'Bitcoin') {
    try {
      const { events } = recordingOf(bytes, file).recording;
      const session = events.flatMap((event) => (event.kind === 'command' ? [event.apdu] : []));
      commands = commandsForApp(session, app);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  if (commands.length === 0) throw notATransaction(decodeText(bytes), app, '--tx');
  return { commands };
}

export function signingText(signing: Signing | null, app: string, io: Io): string {
  if (signing === null) return '';
  const { good, bad, strong } = palette(io.color);
  if (signing.outcome === 'signed') {
    const { signer, hash, transaction, signatures } = signing;
    const rows = [
      ['Signer', signer ?? 'not verified here'],
      ...(hash === null ? [] : [['Hash', hash] as const]),
      ...(transaction === null
        ? signatures.map((signature) => ['Signature', signature] as const)
        : [['Signed', transaction] as const]),
    ] as const;
    return `\n${[good(strong(`Signed by the ${app} app`)), ...table(rows, io)].join('\n')}\n`;
  }
  const { status, code, says, reason } = signing;
  const title = `Refused by the ${app} app: ${status}${code === null ? '' : ` with ${code}`}`;
  const rows = [['Says', says], ...(reason === null ? [] : [['Reason', reason.what]])] as const;
  return `\n${[bad(strong(title)), ...table(rows as readonly (readonly [string, string])[], io)].join('\n')}\n`;
}
