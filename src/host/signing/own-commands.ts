/**
 * Sends the commands of somebody's own client to the coin app, as they are: for apps that take their
 * transaction in pieces of their own (Cardano, Kaspa, Litecoin), and for recordings of a client.
 */
import { decodeResponse } from '../../apdu/apdu.js';
import { toHex } from '../../bytes.js';
import { InputError } from '../../errors.js';
import { SW } from '../../exchange/status.js';
import { CoinAppRefusal, type Send, type SignedTransaction } from './payment.js';

/** No signature of any coin is shorter. Hashes of transactions, which some apps answer too, are. */
const SHORTEST_SIGNATURE = 64;

/**
 * The signatures are what the last instruction answered; nothing is verified.
 * @throws CoinAppRefusal when the app says no, InputError when it has not signed at the end.
 */
export async function sendCommands(
  commands: readonly Uint8Array[],
  app: string,
  send: Send,
): Promise<SignedTransaction> {
  const answers: Uint8Array[] = [];
  for (const apdu of commands) {
    const answer = await send(apdu);
    const isSuccess = answer.length >= 2 && decodeResponse(answer).status === SW.SUCCESS;
    if (!isSuccess) throw new CoinAppRefusal(answer);
    answers.push(answer.subarray(0, -2));
  }
  const [cla, ins] = commands.at(-1) ?? [];
  const signatures = answers.filter(
    (data, i) =>
      data.length >= SHORTEST_SIGNATURE && commands[i]![0] === cla && commands[i]![1] === ins,
  );
  if (signatures.length === 0) {
    throw new InputError(
      `transaction: expected commands up to the signature, but the ${app} app has answered ${commands.length} of them without one`,
    );
  }
  return { transaction: null, hash: null, signer: null, signatures: signatures.map(toHex) };
}
