/** What can be typed for `sign`; its code is loaded when it runs. */
import type { Command } from 'commander';
import { commandNamed, type Finish } from '../add-command.js';
import type { Io } from '../io.js';
import { collected } from '../options/collected.js';
import { curveOption } from '../options/curve.js';
import { flowArgument } from '../options/flow.js';
import { jsonOption } from '../options/json.js';
import { outOption } from '../options/out.js';
import type { SignOptions } from './options.js';

const ORDER = 'Order:';
const PROVIDER = 'Provider:';
const OUTPUT = 'Output:';

export function addSign(program: Command, io: Io, finish: Finish): void {
  commandNamed(program, 'sign')
    .addArgument(flowArgument('[flow]'))
    .optionsGroup(ORDER)
    .option('--from <currency>', 'swap: paid with (a ticker, or an id such as usdt-tron)')
    .option('--to <currency>', 'swap: received')
    .option('--currency <currency>', 'sell, fund: paid with')
    .option('--amount <decimal>', 'paid, in units of the currency')
    .option('--raw <number>', 'paid, in base units')
    .option('--decimals <number>', 'of the currency paid with, if not built in')
    .option('--receive-amount <decimal>', 'swap: received')
    .option('--receive-raw <number>', 'swap: received, in base units')
    .option('--receive-decimals <number>', 'swap: of the currency received')
    .option('--fiat <code>', 'sell: currency received (e.g. EUR)')
    .option('--fiat-amount <decimal>', 'sell: amount received')
    .option('--email <text>', 'sell: e-mail of the user at the partner')
    .option('--user <text>', 'fund: id of the user at the partner')
    .option('--account <text>', 'fund: name of the funded account')
    .option('--payin <address>', "the provider's address")
    .option('--refund <address>', 'swap: where a refund goes')
    .option('--payout <address>', 'swap: where the user receives')
    .option('--memo <text>', 'payin_extra_id (swap) or in_extra_id')
    .option('--refund-memo <text>', 'swap: refund_extra_id')
    .option('--payout-memo <text>', 'swap: payout_extra_id')
    .option('--extra-data <hex>', 'swap: payin_extra_data')
    .option('--nonce <text>', 'device transaction id: hex, base64 or base64url')
    .option('--fields <file>', 'fields as JSON, by these names or those of the message')
    .option('--request <file>', 'the JSON your backend was asked with')
    .option('--field <name=value>', 'replace any field of the message (repeatable)', collected)
    .option('--example', 'made-up values for everything not given')
    .optionsGroup(PROVIDER)
    .option('--key <file>', 'private key in any form: PEM, DER, JWK; hex with --curve')
    .addOption(curveOption())
    .option('--legacy', 'the flow of before 2023 instead of NG')
    .option('--mistake <code>', 'do one thing wrong on purpose')
    .option('--list-mistakes', 'print the codes of all mistakes')
    .option('--force', 'sign what the device will refuse')
    .optionsGroup(OUTPUT)
    .option('--case', 'add what check needs: flow, public key, nonce, request')
    .addOption(outOption('write the answer there instead of on stdout'))
    .addOption(jsonOption('no talk on stderr'))
    .addHelpText('after', EXAMPLES)
    .action(async (flow: string | undefined, options: SignOptions) => {
      const { signCommand } = await import('./sign.js');
      finish(await signCommand(flow, options, io));
    });
}

const EXAMPLES = `
Examples:
  exchange-sim sign swap --example                       made-up order, public test key
  exchange-sim sign sell --request asked.json --key k.pem --payin bc1q… --email a@b.c --fiat-amount 297.40
  exchange-sim sign swap --example --case --mistake SIGNATURE_IS_DER | exchange-sim check -`;
