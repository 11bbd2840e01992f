/**
 * `exchange-sim sign swap|sell|fund`: a provider's signed answer from fields and a private key; the
 * answer is the only thing on stdout.
 */

import { toHex } from '../../bytes.js';
import { EXIT, InputError } from '../../errors.js';
import { FLOW_KINDS } from '../../exchange/flow-kinds.js';
import { type Flow, type FlowKind, flowFor } from '../../exchange/flows.js';
import type { PrivateKey } from '../../keys/private-key.js';
import { readPrivateKey } from '../../keys/read-key.js';
import { publicKeyForms } from '../../keys/write-key.js';
import {
  type FieldOption,
  type FieldOptions,
  fieldOptionsIn,
  type OrderOption,
  optionName,
} from '../../order/options.js';
import { overriddenFields, withOverrides } from '../../order/override.js';
import { ambiguityNotes } from '../../order/terms.js';
import { MESSAGES } from '../../payload/messages.js';
import { expected, shownText } from '../../shown.js';
import { otherKey } from '../../sign/mistake.js';
import { mistakeNamed } from '../../sign/mistakes.js';
import { curveOf, type Draft, makePayload } from '../../sign/payload-maker.js';
import { checkSize } from '../../sign/payload-size.js';
import { type SignOrder, signOrder } from '../../sign/sign-order.js';
import { readInput } from '../files/input.js';
import { keyField, readKeyFile } from '../files/key.js';
import { writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import type { SignOptions } from './options.js';
import { mistakesJson, mistakesText, talk } from './text.js';

/** @throws InputError for unusable options. */
export async function signCommand(
  kindText: string | undefined,
  options: SignOptions,
  io: Io,
): Promise<number> {
  if (options.listMistakes === true) {
    io.stdout.write(options.json === true ? mistakesJson() : mistakesText());
    return EXIT.yes;
  }
  const kind = kindOf(kindText);
  const flow = flowFor(kind, { legacy: options.legacy === true });
  const mistake =
    options.mistake === undefined ? undefined : mistakeNamed(options.mistake, flow, '--mistake');
  const key = await keyOf(flow, options);
  const order = await orderOf(flow, options, io);
  const values = withOverrides(MESSAGES[kind], order.values, {
    entries: options.field ?? [],
    label: '--field',
  });
  // Who replaces fields by hand wants what he says; a mistake is made in an order that is right.
  const strict = options.force !== true && options.field === undefined;
  const own = overriddenFields(options.field ?? []);
  const invented = order.invented.filter((field) => !own.includes(field));
  const draft: Draft = { flow, key, values, decimals: order.decimals };
  const signed = makePayload(draft, mistake);
  if (strict && mistake === undefined) checkSize(flow, signed);
  const document =
    options.case === true
      ? { ...caseOf(draft, order, options.mistake), ...signed.answer }
      : signed.answer;
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (options.out === undefined) io.stdout.write(text);
  else writeFile(options.out, text, { option: '--out' });
  if (options.json !== true) io.stderr.write(talk(draft, options, signed.answer, invented));
  return EXIT.yes;
}

function kindOf(text: string | undefined): FlowKind {
  const kind = FLOW_KINDS.find((candidate) => candidate === text?.toLowerCase());
  if (kind !== undefined) return kind;
  const came = text === undefined ? 'nothing' : shownText(text);
  throw new InputError(expected('flow', FLOW_KINDS.join(', '), came), {
    hint: 'NG is the default; --legacy asks for the older form.',
  });
}

async function keyOf(flow: Flow, options: SignOptions): Promise<PrivateKey> {
  const { key: file, curve } = options;
  if (file !== undefined) {
    const bytes = readKeyFile(file, '--key');
    return readPrivateKey(bytes, { field: keyField('--key', file), curve });
  }
  if (options.example !== true) {
    throw new InputError(expected('--key', 'the file of a private key', 'none'), {
      hint: 'exchange-sim keys new --out FILE makes one; --example signs with a public test key.',
    });
  }
  const { exampleKey } = await import('../../sign/example-order.js');
  const wanted =
    options.mistake?.toUpperCase() === 'LEGACY_CURVE_UNSUPPORTED' ? 'secp256r1' : undefined;
  return exampleKey(curve ?? wanted ?? curveOf(flow) ?? 'secp256k1');
}

async function orderOf(flow: Flow, options: SignOptions, io: Io): Promise<SignOrder> {
  const typed = fieldOptionsIn(options);
  const asked = await fromFile(flow.kind, options.request, '--request');
  const written = await fromFile(flow.kind, options.fields, '--fields');
  const fields = { ...asked, ...written, ...typed };
  const meant = await tokensMeant(flow.kind, options.request);
  for (const note of ambiguityNotes(fields)) io.stderr.write(`note: ${note}\n`);
  const unlimited = options.force === true;
  const source = (option: OrderOption) =>
    option in typed
      ? optionName(option)
      : option in written
        ? `${options.fields}: ${option}`
        : option in asked
          ? `${options.request}: ${option}`
          : optionName(option);
  const fromRequest = (Object.keys(asked) as FieldOption[]).filter(
    (option) => !(option in typed) && !(option in written),
  );
  const example =
    options.example === true
      ? (await import('../../sign/example-order.js')).exampleValues(
          flow,
          { ...asked, ...meant, ...written, ...typed },
          {
            name: source,
            unlimited,
          },
        )
      : undefined;
  return signOrder(flow, fields, {
    name: source,
    verbatim: fromRequest,
    incomplete: unlimited || options.field !== undefined,
    unlimited,
    ...(example === undefined ? {} : { example }),
  });
}

/** LedgerIds in place of the request's tickers: several tokens may share one. */
async function tokensMeant(kind: FlowKind, file: string | undefined): Promise<FieldOptions> {
  if (file === undefined) return {};
  const { ledgerIdsFromRequest } = await import('../../order/field-files.js');
  return ledgerIdsFromRequest(kind, readInput(file, '--request'), file);
}

async function fromFile(
  kind: FlowKind,
  file: string | undefined,
  option: '--fields' | '--request',
): Promise<FieldOptions> {
  if (file === undefined) return {};
  const { fieldsFromJson, fieldsFromRequest } = await import('../../order/field-files.js');
  const text = readInput(file, option);
  return option === '--fields'
    ? fieldsFromJson(kind, text, file)
    : fieldsFromRequest(kind, text, file);
}

/** What `check` needs beside the answer to judge it. */
function caseOf({ flow, key }: Draft, order: SignOrder, mistake: string | undefined) {
  const others = OTHER_SIGNERS.has(mistake?.toUpperCase() ?? '') ? { otherKeys: otherKeys() } : {};
  const nonce = order.values[flow.nonceField];
  return {
    flow: flow.kind,
    legacy: !flow.ng,
    curve: key.curve,
    publicKey: publicKeyForms(key.curve, key.publicKey).uncompressed,
    nonce: nonce instanceof Uint8Array ? toHex(nonce) : nonce,
    request: order.request,
    ...others,
  };
}

/** Mistakes that only a checker can name who knows the key that was really used. */
const OTHER_SIGNERS: ReadonlySet<string> = new Set([
  'SIGNATURE_WRONG_CURVE',
  'SIGNATURE_OTHER_KEY',
]);

function otherKeys() {
  const keys = (['secp256k1', 'secp256r1'] as const).map(otherKey);
  return keys.map(({ curve, publicKey }) => ({ curve, publicKey: toHex(publicKey) }));
}
