/**
 * Speculos through Ledger's own transport (`@ledgerhq/hw-transport-node-speculos-http`): the commands
 * take its road, in our queue; screen and gestures are those of our own client, which it lacks.
 */
import { DeviceError, type ExchangeSimError, LostAnswerError } from '../errors.js';
import { speculosTransport, translatedError } from './ledgerjs.js';
import {
  type ApduRoad,
  openSpeculos,
  type SpeculosDevice,
  type SpeculosOptions,
} from './speculos.js';

/** @throws DeviceError when the package is not installed, or as {@link openSpeculos} does. */
export async function openSpeculosLedgerjs(
  url: URL,
  options: Omit<SpeculosOptions, 'road'> = {},
): Promise<SpeculosDevice> {
  return openSpeculos(url, { ...options, road: () => roadOf(url) });
}

async function roadOf(url: URL): Promise<ApduRoad> {
  const transport = await speculosTransport(url);
  return {
    name: 'speculos-ledgerjs',
    async exchange(apdu) {
      try {
        return Uint8Array.from(await transport.exchange(Buffer.from(apdu)));
      } catch (error) {
        throw translated(error, url);
      }
    },
    close: () => transport.close(),
  };
}

/** Half an answer is no JSON object to it, and it trips over the missing field. */
function translated(error: unknown, url: URL): ExchangeSimError {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code === 'ECONNREFUSED') return new DeviceError(`nothing listens at ${url.href}`);
  if (
    code === 'ECONNRESET' ||
    code === 'ERR_BAD_RESPONSE' ||
    /aborted|argument must be/.test(message)
  ) {
    return new LostAnswerError(
      `the answer of ${url.href} was cut off: the emulator stopped, or gave up waiting for its user`,
      {
        hint: 'Let the user decide within five minutes: this client cannot ask for more.',
        cause: error,
      },
    );
  }
  return translatedError(error);
}
