/** `exchange-sim keys credentials` and `keys verify`: who is known to the device, and by whose word. */

import { toHex } from '../../bytes.js';
import { EXIT, InputError } from '../../errors.js';
import { flowFor } from '../../exchange/flows.js';
import { expected } from '../../shown.js';
import { credentialsSigner, decodeCredentials, testCredentials } from '../../sign/credentials.js';
import { curveOf } from '../../sign/payload-maker.js';
import { providerForms } from '../../sign/provider-forms.js';
import { bytesAt, registrationsOf } from '../../sign/registrations.js';
import type {
  KeysCredentialsDocument,
  KeysVerifyDocument,
  VerifiedCredentials,
} from '../documents.js';
import { readKey, readKeyFile } from '../files/key.js';
import type { Io } from '../io.js';
import { harmless, jsonText, palette } from '../text/text.js';
import type { CredentialsOptions, VerifyOptions } from './options.js';

export function credentials(options: CredentialsOptions, io: Io): number {
  const { name, service, form, json } = options;
  const legacy = options.legacy === true;
  const { curve, publicKey } = readKey(options.key, { option: '--key', curve: options.curve });
  const bound = curveOf(flowFor(service, { legacy }));
  if (bound !== undefined && bound !== curve) {
    throw new InputError(
      expected('--key', `one on ${bound} for legacy ${service}`, `one on ${curve}`),
      {
        hint: 'The device decides: legacy flows have one curve each. Without --legacy both are fine.',
      },
    );
  }
  const signed = testCredentials({ name, curve, publicKey, legacy }, '--name');
  const { cal, live, calAnswer } = providerForms(signed, service);
  const report: KeysCredentialsDocument = {
    name,
    curve,
    publicKey: toHex(publicKey),
    legacy,
    credentials: toHex(signed.credentials),
    signature: toHex(signed.signature),
    signedBy: 'test',
    cal,
    live,
    calAnswer,
  };
  if (form === 'live') io.stdout.write(`${live}\n`);
  else if (form !== undefined) io.stdout.write(jsonText(form === 'cal' ? cal : calAnswer));
  else if (json === true) io.stdout.write(jsonText(report));
  else {
    io.stdout.write(
      [
        `Credentials (${legacy ? 'legacy, no curve byte' : 'NG'})`,
        report.credentials,
        '',
        "Signature by Ledger's public test key: test builds take it, production devices do not",
        report.signature,
        '',
        'As exchange-tool cal prints it',
        JSON.stringify(cal, null, 2),
        '',
        'On one line, for a test provider in Ledger Wallet',
        live,
        '',
        'As CAL answers',
        JSON.stringify(calAnswer, null, 2),
        '',
      ].join('\n'),
    );
  }
  return EXIT.yes;
}

export function verify(file: string | undefined, options: VerifyOptions, io: Io): number {
  const results = file === undefined ? [verifyHex(options)] : verifyFile(file, options);
  if (options.json === true) io.stdout.write(jsonText({ results } satisfies KeysVerifyDocument));
  else io.stdout.write(results.map((result) => `${verdictText(result, io)}\n`).join(''));
  return results.every(({ signedBy }) => signedBy !== 'neither') ? EXIT.yes : EXIT.no;
}

function verifyHex({ credentials: bytes, signature }: VerifyOptions): VerifiedCredentials {
  if (bytes === undefined || signature === undefined) {
    const found =
      bytes !== undefined
        ? 'only --credentials'
        : signature !== undefined
          ? 'only --signature'
          : 'none of them';
    throw new InputError(expected('keys verify', 'FILE, or --credentials and --signature', found));
  }
  const given = bytesAt(bytes, '--credentials');
  const name = decodeCredentials(given)?.name ?? null;
  const verdict = credentialsSigner(given, bytesAt(signature, '--signature'));
  return { name, member: 'signature', ...verdict };
}

function verifyFile(file: string, options: VerifyOptions): VerifiedCredentials[] {
  for (const name of ['credentials', 'signature'] as const) {
    if (options[name] !== undefined) {
      throw new InputError(expected(`--${name}`, 'without FILE', 'both'));
    }
  }
  return registrationsOf(readKeyFile(file, 'FILE'), file).map((entry) => {
    const verdicts = entry.credentials.map((bytes) => credentialsSigner(bytes, entry.signature));
    const verdict = verdicts.find(({ signedBy }) => signedBy !== 'neither') ?? verdicts[0]!;
    const { name, member } = entry;
    if (!entry.contradiction) return { name, member, ...verdict };
    const reason = 'descriptor.data says another name or key than the entry';
    return { name, member, signedBy: 'neither', reason };
  });
}

const SAYS = {
  production: "signed by Ledger's production key",
  test: "signed by Ledger's test key: production devices refuse it",
  neither: 'signed by neither of the keys a device trusts',
} as const;

function verdictText({ name, member, signedBy, reason }: VerifiedCredentials, io: Io): string {
  const { good, bad } = palette(io.color);
  const paint = signedBy === 'neither' ? bad : good;
  const who = harmless(`${name ?? 'credentials'}${member === 'signature' ? '' : ` (${member})`}`);
  return `${who}: ${paint(SAYS[signedBy])}${reason === undefined ? '' : `; ${harmless(reason)}`}`;
}
