/**
 * A transaction of the user's own, as people have it: hex, a PSBT in any form, Cosmos' JSON, or the
 * commands of a client that would send it.
 */
import { decodeCommand } from '../../apdu/apdu.js';
import { utf8 } from '../../bytes.js';
import { decodeBase64 } from '../../codec/base64.js';
import { decodeHex } from '../../codec/hex.js';
import { decodeText } from '../../codec/text.js';
import { InputError } from '../../errors.js';
import { isSigningCommand } from '../../exchange/coin-signing.js';
import { CLA, INS } from '../../exchange/constants.js';
import { expected, shownText } from '../../shown.js';
import { isPsbt, readPsbt } from './psbt.js';
import { type SigningOptions, takesBytes } from './sign-payment.js';

export type OwnTransaction = Pick<SigningOptions, 'transaction' | 'commands'>;

/**
 * Undefined for a text that is neither: it may be a log.
 * @param content of a file, or a text.
 * @param app name of the coin app that will sign it.
 * @throws InputError for what this app cannot be given, in one sentence.
 */
export function readOwnTransaction(
  content: Uint8Array | string,
  app: string,
  field: string,
): OwnTransaction | undefined {
  const bytes = typeof content === 'string' ? undefined : content;
  if (bytes !== undefined && isPsbt(bytes)) return ownBytes(bytes, app, field);
  const text = typeof content === 'string' ? content : decodeText(content);
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '');
  const commands = lines.map((line) => decodeHex(line.replace(/^=>\s*/, '')));
  if (commands.length > 0 && commands.every((apdu) => apdu && isForApp(app, apdu))) {
    return { commands: commands as Uint8Array[] };
  }
  const other = strangeCommand(lines, app);
  if (other !== undefined) {
    throw new InputError(
      expected(
        field,
        `commands of the ${app} app only, one a line`,
        `${other.slice(0, 8)}… among them`,
      ),
    );
  }
  const joined = lines.join('');
  const decoded = decodeHex(joined) ?? decodedPsbt(joined) ?? signDocument(text, app);
  return decoded === undefined || decoded.length === 0 ? undefined : ownBytes(decoded, app, field);
}

/**
 * The commands for the coin app among those of a recorded session: behind START_SIGNING_TRANSACTION,
 * up to the next command of Exchange's.
 */
export function commandsForApp(session: readonly Uint8Array[], app: string): Uint8Array[] {
  const start = session.findIndex((apdu) => isExchange(apdu, INS.START_SIGNING_TRANSACTION));
  const behind = session.slice(start + 1);
  const ends = start < 0 ? -1 : behind.findIndex(isBackAtExchange);
  return (ends < 0 ? behind : behind.slice(0, ends)).filter((apdu) => isForApp(app, apdu));
}

/** @throws InputError naming what the app would take. */
export function notATransaction(text: string, app: string, field: string): InputError {
  const own = app === 'Bitcoin' ? 'a PSBT (base64, hex or its bytes)' : expectedOf(app);
  return new InputError(expected(field, own, shownText(text.trim())));
}

function expectedOf(app: string): string {
  const commands = `the APDUs a client sends to the ${app} app, one a line or in any log`;
  return takesBytes(app) ? `an unsigned transaction as hex, or ${commands}` : commands;
}

function ownBytes(bytes: Uint8Array, app: string, field: string): OwnTransaction {
  if (app === 'Bitcoin') {
    // Whether it can be read is said before anything is sent.
    readPsbt(bytes);
    return { transaction: bytes };
  }
  if (isPsbt(bytes)) {
    throw new InputError(
      expected(field, `a transaction for the ${app} app`, "a PSBT, which is Bitcoin's"),
    );
  }
  if (takesBytes(app)) return { transaction: bytes };
  throw new InputError(
    expected(field, expectedOf(app), 'other hex: that app takes a transaction in pieces'),
  );
}

function decodedPsbt(text: string): Uint8Array | undefined {
  const bytes = decodeBase64(text);
  return bytes !== undefined && isPsbt(bytes) ? bytes : undefined;
}

/** What Cosmos signs is a text. */
function signDocument(text: string, app: string): Uint8Array | undefined {
  return app === 'Cosmos' && /^\s*\{/.test(text) ? utf8(text.trim()) : undefined;
}

/** A whole command the app signs with, or a certificate for what goes with it. */
function isForApp(app: string, apdu: Uint8Array): boolean {
  const isCertificate = apdu[0] === 0xb0 && apdu[1] === 0x06;
  return (
    decodeCommand(apdu) !== undefined &&
    app !== 'Bitcoin' &&
    (isCertificate || isSigningCommand(app, apdu))
  );
}

/**
 * Of lines that are all whole commands, some of them for the app: the first that is not. Joined they
 * would be no transaction of anybody's.
 */
function strangeCommand(lines: readonly string[], app: string): string | undefined {
  const commands = lines.map((line) => decodeHex(line));
  if (!commands.every((apdu) => apdu !== undefined && decodeCommand(apdu) !== undefined)) return;
  const isStrange = commands.map((apdu) => !isForApp(app, apdu as Uint8Array));
  return isStrange.every(Boolean) ? undefined : lines[isStrange.indexOf(true)];
}

function isExchange(apdu: Uint8Array, ins: number): boolean {
  return apdu[0] === CLA && apdu[1] === ins && apdu.length <= 5;
}

function isBackAtExchange(apdu: Uint8Array): boolean {
  return [INS.GET_VERSION, INS.START_NEW_TRANSACTION].some((ins) => isExchange(apdu, ins));
}
