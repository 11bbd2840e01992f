/** `exchange-sim provider backend`: Ledger's side, until told to stop. */

import { EXIT } from '../../../errors.js';
import { startBackend } from '../../../provider/backend/node-backend.js';
import { redactor } from '../../../provider/report/redacted.js';
import { readProfileFile } from '../../../provider/test/node-profile-file.js';
import type { ProviderBackendDocument, ProviderBackendPushDocument } from '../../documents.js';
import type { Io } from '../../io.js';
import { firmwareOf } from '../../options/one-firmware.js';
import { portOf } from '../../options/port.js';
import { untilStopped } from '../../serve/listen.js';
import { harmless, jsonText } from '../../text/text.js';
import { profileFrom } from '../profile.js';
import type { ProviderBackendOptions } from './options.js';

/** @throws InputError for options and profiles that cannot be used, DeviceError when the port is taken. */
export async function providerBackend(
  { providers, port, allowHost = [], json, firmware, ...options }: ProviderBackendOptions,
  io: Io,
  stopped: () => Promise<void> = untilStopped,
): Promise<number> {
  const profile = firmware === undefined ? {} : { firmware: firmwareOf(firmware).id };
  const profiles = await Promise.all(
    providers.map((one) => {
      if (isUrl(one)) return profileFrom(one, options);
      return readProfileFile(one, { option: '--providers' });
    }),
  );
  const redactors = profiles.map(redactor);
  const shown = (text: string) =>
    harmless(redactors.reduce((before, redact) => redact(before), text));
  const running = await startBackend({
    profiles,
    ...profile,
    listen: `http://127.0.0.1:${portOf(port)}`,
    names: allowHost.map((name) => name.toLowerCase()),
    onPush: (push, stored) => {
      const { number, method, path, answered, reason, id } = push;
      if (json === true) {
        const status = stored === undefined ? {} : { status: stored.status };
        const line = { push: number, id, path, answered, reason, ...status };
        io.stdout.write(`${shown(JSON.stringify(line satisfies ProviderBackendPushDocument))}\n`);
        return;
      }
      io.stdout.write(`${shown(`push ${number}: ${method} ${path}: ${answered}, ${reason}`)}\n`);
    },
  });
  const { url } = running;
  if (json === true)
    io.stdout.write(jsonText({ url, pid: process.pid } satisfies ProviderBackendDocument));
  else {
    io.stdout.write(
      `Ledger's backend at ${url}, its page for a browser: pushes to ${url}/webhook/{id}/status or ${url}/transaction/{id}/status\n`,
    );
  }
  await stopped();
  await running.close();
  return EXIT.yes;
}

/** Files are named otherwise. */
const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);
