/** What can be typed for `run`; its code is loaded when it runs. */
import { type Command, Option } from 'commander';
import { TAMPERS } from '../../host/signing/tamper.js';
import { BACKEND_PRODUCTS } from '../../scenario/scenario.js';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { collected } from '../options/collected.js';
import { curveOption } from '../options/curve.js';
import {
  appsOption,
  buildOption,
  deviceOption,
  modelOption,
  seedOption,
} from '../options/device.js';
import { firmwareOption } from '../options/firmware.js';
import { flowArgument } from '../options/flow.js';
import { jsonOption } from '../options/json.js';
import { outOption } from '../options/out.js';
import { pixelsOption } from '../options/pixels.js';
import { productOption } from '../options/product.js';
import { screensOption } from '../screens/output.js';
import type { RunOptions } from './options.js';

const DEVICE = 'Device:';
const ORDER = 'Order:';
const PROVIDER = 'Provider:';
const OUTPUT = 'Output:';

export function addRun(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'run')
    .addArgument(flowArgument('<flow>'))
    .optionsGroup(DEVICE)
    .addOption(deviceOption())
    .addOption(modelOption('device (default: nanosp, or what the device is)'))
    .addOption(firmwareOption('Exchange version; auto: what the device has'))
    .addOption(buildOption(' (default: random, or what the device is)'))
    .addOption(appsOption())
    .addOption(seedOption())
    .addOption(
      new Option('--client <name>', "our own, or Ledger's @ledgerhq/hw-app-exchange")
        .choices(['direct', 'ledger-wallet'])
        .default('direct'),
    )
    .option('--reject', 'the user rejects at the end of the review')
    .option('--ask', 'a device of your own: compare each page of the review by question')
    .option('--sign', 'have the coin app sign; a Ledger from the shop is handed over to it')
    .option('--tx <file>', 'of --sign: your own unsigned transaction: hex, PSBT, or APDUs')
    .addOption(
      new Option('--tamper <part>', 'of --sign: a transaction that differs, to be refused').choices(
        TAMPERS,
      ),
    )
    .optionsGroup(ORDER)
    .addOption(
      new Option('--rate <rate>', 'of the exchange (default: fixed, or as it is quoted)').choices([
        'fixed',
        'floating',
      ]),
    )
    .option('--legacy', 'the flow of before 2023 instead of NG')
    .option('--from <currency>', 'swap: paid with (ticker or id, e.g. ETH or usdt-tron)')
    .option('--to <currency>', 'swap: received')
    .option('--currency <currency>', 'sell, fund: paid with')
    .option('--amount <decimal>', 'paid')
    .option('--raw <number>', 'paid, in base units')
    .option('--receive-amount <decimal>', 'swap: received')
    .option('--receive-raw <number>', 'swap: received, in base units')
    .option('--fees <decimal>', 'network fees, in the fee currency')
    .option('--fiat <code>', 'sell: currency received (e.g. EUR)')
    .option('--fiat-amount <decimal>', 'sell: amount received')
    .option('--email <text>', 'sell: e-mail of the user at the partner')
    .option('--user <text>', 'fund: id of the user at the partner')
    .option('--account <text>', 'fund: name of the funded account')
    .option('--payin <address>', "the provider's address")
    .option('--payout <address>', 'swap: where the user receives')
    .option('--refund <address>', 'swap: where a refund goes')
    .option('--memo <text>', 'payin_extra_id (swap) or in_extra_id')
    .option('--refund-memo <text>', 'swap: refund_extra_id')
    .option('--payout-memo <text>', 'swap: payout_extra_id')
    .option('--extra-data <hex>', 'swap: payin_extra_data')
    .optionsGroup(PROVIDER)
    .option('--partner <file>', 'partner as JSON (FILE#NAME: one of several), or its key')
    .option('--key <file>', "the partner's private key, where its file has none")
    .option('--payload <text|file>', 'your own payload: base64url text')
    .option('--signature <text|file>', 'your own signature: base64url text or hex')
    .option('--response <file>', "a provider's JSON answer with providerSig, as it stands")
    .option('--provider <url|file>', 'a running backend, or its profile: asked for quote and order')
    .option('--header <header>', "'NAME: VALUE' of every call to it (repeatable)", collected)
    .addOption(productOption('of it: card for a sell of a card', BACKEND_PRODUCTS))
    .option('--quote-id <id>', "of its order, where the quote was made on the provider's page")
    .addOption(
      new Option('--nonce-form <form>', 'of its order (default: hex)').choices([
        'hex',
        'base64url',
      ]),
    )
    .option('--public-key <text|file>', 'the key that its answers are signed with')
    .addOption(curveOption())
    .option('--nonce <text>', "sign this nonce instead of the device's: hex, base64 or base64url")
    .option(
      '--field <name=value>',
      'replace any field, whatever the limits (repeatable)',
      collected,
    )
    .optionsGroup(OUTPUT)
    .addOption(screensOption('draw every screen, not only the review; as files with --out'))
    .option('--no-screens', 'draw no screens')
    .addOption(outOption('for the files of --screens text, png or svg', 'folder'))
    .addOption(pixelsOption())
    .addOption(jsonOption())
    .option('--record <file>', 'write a recording that replay can read')
    .option('--verbose', 'show the APDUs')
    .action(async (flow: string, options: RunOptions) => {
      const { runCommand } = await import('./run.js');
      finish(await runCommand(flow, options, io));
    });
}
