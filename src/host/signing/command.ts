/** Commands of a host to a coin app, and how much of a transaction goes into one. */
import { type Command, decodeResponse, encodeCommand, MAX_DATA_SIZE } from '../../apdu/apdu.js';
import { DeviceError } from '../../errors.js';
import { SW } from '../../exchange/status.js';
import { CoinAppRefusal, type Send } from './payment.js';

/**
 * Data of the answer.
 * @throws CoinAppRefusal for any status but 9000.
 */
export async function ask(
  send: Send,
  command: Pick<Command, 'cla' | 'ins'> & Partial<Command>,
): Promise<Uint8Array> {
  const answer = await send(encodeCommand(command));
  if (answer.length < 2) throw new CoinAppRefusal(answer);
  const { status, data } = decodeResponse(answer);
  if (status !== SW.SUCCESS) throw new CoinAppRefusal(answer);
  return data;
}

/** Bytes in parts of a command each. */
export function partsOf(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / MAX_DATA_SIZE);
  return Array.from({ length: count }, (_, i) =>
    bytes.subarray(i * MAX_DATA_SIZE, (i + 1) * MAX_DATA_SIZE),
  );
}

/**
 * A signature of any bytes: what a library throws at is none, either.
 * @throws DeviceError when it does not verify.
 */
export function requireSigned(app: string, verifies: () => boolean): void {
  let isSigned: boolean;
  try {
    isSigned = verifies();
  } catch {
    isSigned = false;
  }
  if (!isSigned) throw wrongSignature(app);
}

/** What the app gave is not the signature it must be. */
export function wrongSignature(app: string): DeviceError {
  return new DeviceError(
    `the ${app} app gave a signature that does not verify with its public key`,
  );
}
