/** `exchange-sim redact FILE`: a log that can go into a ticket. */

import { formatRecording } from '../../capture/format.js';
import { EXIT, InputError } from '../../errors.js';
import { DEFAULT_FIRMWARE } from '../../firmware/index.js';
import { logged } from '../../logs/log-stream.js';
import type { PairedExchange } from '../../logs/pairing.js';
import { redactLog } from '../../replay/redact.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { emulatorWallet } from '../../simulator/wallet.js';
import type { RedactDocument } from '../documents.js';
import { logSource, readLogFile } from '../files/log.js';
import { checkTarget, writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { deviceNumber, notThere } from '../options/log.js';
import { harmless, jsonText, wrapped } from '../text/text.js';
import type { RedactCommandOptions } from './options.js';

/** @throws InputError for a file in which nothing passes. */
export async function redactCommand(
  file: string,
  { format, device, out, json = false }: RedactCommandOptions,
  io: Io,
): Promise<number> {
  if (out !== undefined) checkTarget(out, '--out');
  const wanted = deviceNumber(device);
  const paired: PairedExchange[] = [];
  const listener = { exchange: (exchange: PairedExchange) => paired.push(exchange) };
  const stream = await readLogFile(logSource(file, 'redact'), listener, format, io);
  const chosen = paired.filter((one) => wanted === undefined || one.device === wanted);
  if (wanted !== undefined && wanted > stream.devices && paired.length > 0) {
    throw new InputError(`${file}: ${notThere(wanted, stream.devices)}`);
  }
  if (chosen.length === 0) {
    throw new InputError(`${file}: no APDU in it (read as ${stream.inside ?? stream.format})`);
  }
  if (wanted === undefined && stream.devices > 1) {
    throw new InputError(
      `${file}: ${stream.devices} devices speak in it: choose one with --device 1 to ${stream.devices}`,
    );
  }
  const log = chosen.map((one) => logged(one, 1));
  const { exchanges, replaced } = redactLog(log, {
    firmware: DEFAULT_FIRMWARE,
    verifier: nodeVerifier,
    wallet: emulatorWallet(),
  });
  const recording = formatRecording({
    header: { about: 'redacted: texts of the user replaced, signed with test keys' },
    events: exchanges.flatMap(({ command, response }) => [
      { kind: 'command' as const, apdu: command },
      ...(response === null ? [] : [{ kind: 'answer' as const, answer: response }]),
    ]),
  });
  if (out !== undefined) writeFile(out, recording, { option: '--out' });
  else
    io.stdout.write(
      json ? jsonText({ file, replaced, recording } satisfies RedactDocument) : recording,
    );
  if (out !== undefined && json)
    io.stdout.write(jsonText({ file, out, replaced } satisfies RedactDocument));
  for (const line of talk(replaced, io)) io.stderr.write(`${line}\n`);
  return EXIT.yes;
}

/** What an APDU log can and cannot tell: nobody should have to guess that. */
const REVEALS =
  'An APDU log never has the words of the seed, a private key or the PIN: no command asks for them. It has addresses, amounts, derivation paths, the partner, and in sell and fund the e-mail or account of the user; where a coin app was spoken to, public keys and whole transactions. Amounts, currencies, paths, the partner and the nonce are kept here. Screens and presses are left out, and so is all of an exported log that is no APDU.';

function talk(replaced: Readonly<Record<string, number>>, io: Io): string[] {
  const counts = Object.entries(replaced).map(([name, count]) => `${count} × ${name}`);
  const what =
    counts.length === 0 ? 'nothing had to be replaced' : `replaced: ${counts.join(', ')}`;
  return [what, REVEALS].flatMap((text) => wrapped(harmless(text), io.columns));
}
