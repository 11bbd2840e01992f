/**
 * Sends a transaction of the caller's own to apps no transaction is made for here, cut into commands
 * as the app takes it (`framings.ts`), and verifies what comes back.
 */
import { MAX_DATA_SIZE } from '../../apdu/apdu.js';
import { EMPTY, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { ask, requireSigned } from './command.js';
import { FRAMINGS } from './framings.js';
import type { Payment, Send, SignedTransaction } from './payment.js';
import { FRAMED_APPS } from './sign-payment.js';

/**
 * @throws CoinAppRefusal when the app says no, InputError for an app whose framing is not known,
 * DeviceError for a signature that does not verify.
 */
export async function sendFramed(
  payment: Payment,
  transaction: Uint8Array,
  send: Send,
): Promise<SignedTransaction> {
  const { path, currency } = payment;
  const app = FRAMED_APPS.find((one) => one === currency.app);
  if (app === undefined) {
    throw new InputError(
      expected('transaction', `the APDUs of a client of the ${currency.app} app`, 'other bytes'),
    );
  }
  const framing = FRAMINGS[app];
  const commands = framing.commands(path, transaction);
  const longest = Math.max(...commands.map(({ data = EMPTY }) => data.length));
  if (longest > MAX_DATA_SIZE) {
    const most = transaction.length - (longest - MAX_DATA_SIZE);
    throw new InputError(
      expected('transaction', `at most ${most} bytes for the ${app} app`, transaction.length),
    );
  }
  const owner = framing.owner(await ask(send, framing.publicKey(path, payment)));
  let answer: Uint8Array = EMPTY;
  for (const command of commands) answer = await ask(send, command);
  const signature = framing.signature(answer);
  requireSigned(app, () => framing.verifies(signature, transaction, owner.key, answer));
  const signatures = [toHex(signature)];
  return { transaction: null, hash: null, signer: owner.address, signatures };
}
