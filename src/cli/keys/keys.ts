/**
 * `exchange-sim keys …`. A private key leaves this process by one of two doors: a file that only its
 * owner can read, or stdout when --stdout asks for it. Nothing else ever holds its text.
 */
import { EXIT, InputError } from '../../errors.js';
import { JWS_ALGORITHMS } from '../../keys/curves.js';
import { newPrivateKey, type PrivateKey } from '../../keys/private-key.js';
import {
  PRIVATE_KEY_FORMS,
  type PrivateKeyForm,
  type PublicKeyForms,
  privateKeyText,
  publicKeyForms,
} from '../../keys/write-key.js';
import { cutLong, expected } from '../../shown.js';
import { readKey } from '../files/key.js';
import { OWNER_ONLY, writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { jsonText } from '../text/text.js';
import type {
  ConvertKeyOptions,
  NewKeyOptions,
  PublicForm,
  ShowKeyOptions,
  TargetOptions,
} from './options.js';

export function newKey(options: NewKeyOptions, io: Io): number {
  const { curve, form, json } = options;
  if (json === true && options.stdout === true) {
    throw new InputError(expected('--json', 'without --stdout', 'both'), {
      hint: 'A private key is never part of a report: write it to --out FILE.',
    });
  }
  needTarget(options);
  const key = newPrivateKey(curve);
  writePrivate(key, form, options, io);
  const forms = publicKeyForms(curve, key.publicKey);
  if (json === true) io.stdout.write(jsonText(forms));
  else (options.stdout === true ? io.stderr : io.stdout).write(formsText(forms));
  return EXIT.yes;
}

export function showKey(file: string, { curve, json }: ShowKeyOptions, io: Io): number {
  const key = readKey(file, { option: 'FILE', curve });
  const forms = publicKeyForms(key.curve, key.publicKey);
  io.stdout.write(json === true ? jsonText(forms) : formsText(forms));
  return EXIT.yes;
}

export function convertKey(file: string, options: ConvertKeyOptions, io: Io): number {
  const { to, curve, out } = options;
  const key = readKey(file, { option: 'FILE', curve });
  if (isPrivateForm(to)) {
    if (key.privateKey === undefined) {
      throw new InputError(
        expected(`FILE ${cutLong(file)}`, `a private key for --to ${to}`, 'a public one'),
      );
    }
    needTarget(options);
    writePrivate(key.privateKey, to, options, io);
    return EXIT.yes;
  }
  const text = publicText(publicKeyForms(key.curve, key.publicKey), to);
  if (out === undefined) io.stdout.write(text);
  else writeFile(out, text, { option: '--out', keep: options.force !== true });
  return EXIT.yes;
}

function needTarget({ out, stdout }: TargetOptions): void {
  if ((out === undefined) === (stdout === undefined)) {
    throw new InputError(
      expected(
        '--out',
        'a file for the private key, or --stdout',
        out === undefined ? 'neither' : 'both',
      ),
    );
  }
}

function writePrivate(key: PrivateKey, form: PrivateKeyForm, target: TargetOptions, io: Io): void {
  const text = privateKeyText(key, form);
  if (target.out === undefined) io.stdout.write(text);
  else
    writeFile(target.out, text, { option: '--out', mode: OWNER_ONLY, keep: target.force !== true });
}

function isPrivateForm(form: PublicForm | PrivateKeyForm): form is PrivateKeyForm {
  return (PRIVATE_KEY_FORMS as readonly string[]).includes(form);
}

function publicText(forms: PublicKeyForms, form: PublicForm): string {
  switch (form) {
    case 'pem':
      return forms.pem;
    case 'public-jwk':
      return jsonText(forms.jwk);
    default:
      return `${forms[form]}\n`;
  }
}

function formsText(forms: PublicKeyForms): string {
  return [
    `curve         ${forms.curve} (${JWS_ALGORITHMS[forms.curve]} in JOSE)`,
    `uncompressed  ${forms.uncompressed}`,
    `compressed    ${forms.compressed}`,
    `SPKI base64   ${forms.spki}`,
    `JWK           ${JSON.stringify(forms.jwk)}`,
    forms.pem,
  ].join('\n');
}
