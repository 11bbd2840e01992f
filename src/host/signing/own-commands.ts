/**
 * Sends the commands of somebody's own client to the coin app, as they are: for apps that take their
 * transaction in pieces of their own (Cardano, Kaspa, Litecoin), and for recordings of a client.
 */
import { decodeResponse } from '../../apdu/apdu.js';
import { fromHex, toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { SW } from '../../exchange/status.js';
import { expected } from '../../shown.js';
import { CoinAppRefusal, type Send, type SignedTransaction } from './payment.js';
import { type CoinExchange, signaturesIn } from './signatures.js';

/**
 * The signatures are what the last instruction answered; nothing is verified.
 * @throws CoinAppRefusal when the app says no, InputError when it has not signed at the end.
 */
export async function sendCommands(
  commands: readonly Uint8Array[],
  app: string,
  send: Send,
): Promise<SignedTransaction> {
  const exchanges: CoinExchange[] = [];
  for (const command of commands) {
    const apdu = withTrustedInputs(command, exchanges);
    const answer = await send(apdu);
    const isSuccess = answer.length >= 2 && decodeResponse(answer).status === SW.SUCCESS;
    if (!isSuccess) throw new CoinAppRefusal(answer);
    exchanges.push({ apdu, answer });
  }
  const signatures = signaturesIn(exchanges);
  if (signatures.length === 0) {
    throw new InputError(
      expected(
        'transaction',
        'commands up to the signature',
        `${commands.length} that the ${app} app has answered without one`,
      ),
    );
  }
  return { transaction: null, hash: null, signer: null, signatures };
}

/** What the legacy protocol's E0 42 answers: two drawn bytes, outpoint and amount, a seal. */
const TRUSTED = { size: 56, head: [0x32, 0x00], known: [4, 48] } as const;

/** Trusted inputs of an earlier session in a command, replaced by those this device has given. */
function withTrustedInputs(apdu: Uint8Array, before: readonly CoinExchange[]): Uint8Array {
  let hex = toHex(apdu);
  for (const exchange of before) {
    const answer = exchange.answer.subarray(0, -2);
    const isTrusted =
      answer.length === TRUSTED.size && TRUSTED.head.every((b, i) => answer[i] === b);
    if (!isTrusted) continue;
    const known = toHex(answer.subarray(...TRUSTED.known));
    const seal = 2 * (TRUSTED.size - TRUSTED.known[1]);
    hex = hex.replace(new RegExp(`3200.{4}${known}.{${seal}}`), toHex(answer));
  }
  return fromHex(hex);
}
