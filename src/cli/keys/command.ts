/** What can be typed for `keys`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import type { Io } from '../io.js';
import { curveOption } from '../sign/command.js';
import {
  type ConvertKeyOptions,
  type CredentialsOptions,
  type NewKeyOptions,
  PUBLIC_FORMS,
  type ShowKeyOptions,
  type VerifyOptions,
} from '../sign/options.js';

const PRIVATE_FORMS = ['sec1', 'pkcs8', 'jwk', 'hex'];

export function addKeys(program: Command, io: Io, finish: (exitCode: number) => void): void {
  const keys = program
    .command('keys')
    .description('partner keys and credentials: make, show, convert, sign, verify');
  const load = () => import('./keys.js');
  const loadCredentials = () => import('./credentials.js');
  keys
    .command('new')
    .description('make a private key; it goes to a file only its owner can read')
    .addOption(curveOption().default('secp256k1'))
    .addOption(new Option('--form <form>', 'of the file').choices(PRIVATE_FORMS).default('pkcs8'))
    .option('--out <file>', 'the file to create')
    .option('--stdout', 'print the private key instead')
    .option('--force', 'replace a file that is there')
    .option('--json', 'the public forms as one JSON document')
    .action(async (options: NewKeyOptions) => finish((await load()).newKey(options, io)));
  keys
    .command('show')
    .description('the public key of a file in every form')
    .argument('<file>', 'private or public key: PEM, DER, JWK, hex, base64, …')
    .addOption(curveOption())
    .option('--json', 'one JSON document on stdout')
    .action(async (file: string, options: ShowKeyOptions) =>
      finish((await load()).showKey(file, options, io)),
    );
  keys
    .command('convert')
    .description('write a key in another form')
    .argument('<file>', 'private or public key, any form')
    .addOption(
      new Option('--to <form>', 'private: sec1, pkcs8, jwk, hex; public: the others')
        .choices([...PRIVATE_FORMS, ...PUBLIC_FORMS])
        .makeOptionMandatory(),
    )
    .addOption(curveOption())
    .option('--out <file>', 'the file to create; needed for private forms')
    .option('--stdout', 'print a private key instead')
    .option('--force', 'replace a file that is there')
    .action(async (file: string, options: ConvertKeyOptions) =>
      finish((await load()).convertKey(file, options, io)),
    );
  keys
    .command('credentials')
    .description("a partner's credentials, signed by the test authority, and its JSON forms")
    .requiredOption('--name <text>', 'name of the partner, 3 to 15 characters')
    .requiredOption('--key <file>', 'its public or private key, any form')
    .addOption(curveOption())
    .option('--legacy', 'without the curve byte (appVersion 1)')
    .addOption(
      new Option('--service <flow>', 'what the partner is registered for')
        .choices(['swap', 'sell', 'fund'])
        .default('swap'),
    )
    .addOption(
      new Option('--form <form>', 'print this JSON form alone').choices([
        'cal',
        'live',
        'cal-answer',
      ]),
    )
    .option('--json', 'one JSON document on stdout')
    .action(async (options: CredentialsOptions) =>
      finish((await loadCredentials()).credentials(options, io)),
    );
  keys
    .command('verify')
    .description(
      "whether credentials are signed by Ledger's production key, its test key or neither",
    )
    .argument('[file]', 'partner JSON: our own form, exchange-tool cal, a CAL answer')
    .option('--credentials <hex>', 'credentials, instead of a file')
    .option('--signature <hex>', 'DER signature over them')
    .option('--json', 'one JSON document on stdout')
    .action(async (file: string | undefined, options: VerifyOptions) =>
      finish((await loadCredentials()).verify(file, options, io)),
    );
}
