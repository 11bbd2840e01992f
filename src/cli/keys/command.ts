/** What can be typed for `keys`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { curveOption } from '../options/curve.js';
import { flowOption } from '../options/flow.js';
import { jsonOption } from '../options/json.js';
import { outOption } from '../options/out.js';
import {
  type ConvertKeyOptions,
  type CredentialsOptions,
  type NewKeyOptions,
  PUBLIC_FORMS,
  type ShowKeyOptions,
  type VerifyOptions,
} from './options.js';

const PRIVATE_FORMS = ['sec1', 'pkcs8', 'jwk', 'hex'];

export function addKeys(program: Command, io: Io, finish: Finish): void {
  const keys = commandNamed(program, 'keys');
  const load = () => import('./keys.js');
  const loadCredentials = () => import('./credentials.js');
  commandNamed(keys, 'keys new')
    .addOption(curveOption().default('secp256k1'))
    .addOption(new Option('--form <form>', 'of the file').choices(PRIVATE_FORMS).default('pkcs8'))
    .addOption(outOption('the file to create'))
    .option('--stdout', 'print the private key instead')
    .option('--force', 'replace a file that is there')
    .addOption(jsonOption('the public forms as one JSON document'))
    .action(async (options: NewKeyOptions) => finish((await load()).newKey(options, io)));
  commandNamed(keys, 'keys show')
    .argument('<file>', 'private or public key: PEM, DER, JWK, hex, base64, …')
    .addOption(curveOption())
    .addOption(jsonOption())
    .action(async (file: string, options: ShowKeyOptions) =>
      finish((await load()).showKey(file, options, io)),
    );
  commandNamed(keys, 'keys convert')
    .argument('<file>', 'private or public key, any form')
    .addOption(
      new Option('--to <form>', 'private: sec1, pkcs8, jwk, hex; public: the others')
        .choices([...PRIVATE_FORMS, ...PUBLIC_FORMS])
        .makeOptionMandatory(),
    )
    .addOption(curveOption())
    .addOption(outOption('the file to create; needed for private forms'))
    .option('--stdout', 'print a private key instead')
    .option('--force', 'replace a file that is there')
    .action(async (file: string, options: ConvertKeyOptions) =>
      finish((await load()).convertKey(file, options, io)),
    );
  commandNamed(keys, 'keys credentials')
    .requiredOption('--name <text>', 'name of the partner, 3 to 15 characters')
    .requiredOption('--key <file>', 'its public or private key, any form')
    .addOption(curveOption())
    .option('--legacy', 'without the curve byte (appVersion 1)')
    .addOption(flowOption('--service <flow>', 'what the partner is registered for').default('swap'))
    .addOption(
      new Option('--form <form>', 'print this JSON form alone').choices([
        'cal',
        'live',
        'cal-answer',
      ]),
    )
    .addOption(jsonOption())
    .action(async (options: CredentialsOptions) =>
      finish((await loadCredentials()).credentials(options, io)),
    );
  commandNamed(keys, 'keys verify')
    .argument('[file]', 'partner JSON: our own form, exchange-tool cal, a CAL answer')
    .option('--credentials <hex>', 'credentials, instead of a file')
    .option('--signature <hex>', 'DER signature over them')
    .addOption(jsonOption())
    .action(async (file: string | undefined, options: VerifyOptions) =>
      finish((await loadCredentials()).verify(file, options, io)),
    );
}
