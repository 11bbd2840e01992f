/**
 * What the host sends of its own in a run: partner credentials and coin configurations, with a
 * signature that stands for Ledger's (`verification.ts`). Made once for each key and currency.
 */
import { concat, textOf, utf8 } from '../../bytes.js';
import { CURVE, type InstructionName } from '../../exchange/constants.js';
import type { Flow } from '../../exchange/flows.js';
import { encode } from '../../exchange/layout.js';
import { ANY_SIZES, coinCheck, partnerCredentials } from '../../exchange/layouts.js';
import { commandApdus } from '../../host/client.js';
import { addressParameters, type Currency, configurationOf } from '../../host/currencies.js';
import { derFromRs } from '../../payload/signature.js';
import type { PartnerKey } from '../check-case.js';

/** Well formed, and of nobody. */
const SUBSTITUTE_SIGNATURE = derFromRs(new Uint8Array(64).fill(0x11));

const SUBSTITUTE_KEY = {
  publicKey: concat(Uint8Array.of(4), new Uint8Array(64).fill(0x11)),
  label: 'stand-in',
};

export interface PartnerCommands {
  readonly start: Uint8Array;
  readonly setPartnerKey: Uint8Array;
  readonly checkPartner: Uint8Array;
}

const partners = new Map<string, PartnerCommands>();
const REMEMBERED = 512;

/** Of the key that was asked for last, and of its name: mostly it is asked for again. */
let last: { key: PartnerKey; name: string; byFlow: (PartnerCommands | undefined)[] } | undefined;

export function partnerCommands(flow: Flow, name: string, key: PartnerKey): PartnerCommands {
  if (last?.key !== key || last.name !== name) last = { key, name, byFlow: [] };
  const { byFlow } = last;
  byFlow[flow.subcommand] ??= knownCommands(flow, name, key);
  return byFlow[flow.subcommand]!;
}

function knownCommands(flow: Flow, name: string, key: PartnerKey): PartnerCommands {
  const id = `${flow.subcommand} ${key.curve} ${name} ${textOf(key.publicKey)}`;
  const known = partners.get(id);
  if (known !== undefined) return known;
  const credentials = encode(partnerCredentials(flow, ANY_SIZES), {
    name: utf8(name),
    curve: Uint8Array.of(CURVE[key.curve]),
    publicKey: key.publicKey,
  });
  const made = {
    start: apdu(flow, 'START_NEW_TRANSACTION'),
    setPartnerKey: apdu(flow, 'SET_PARTNER_KEY', credentials),
    checkPartner: apdu(flow, 'CHECK_PARTNER', SUBSTITUTE_SIGNATURE),
  };
  if (partners.size >= REMEMBERED) partners.clear();
  partners.set(id, made);
  return made;
}

/** By currency, and then by the instruction and the flow's number. */
const coinChecks = new Map<Currency, Partial<Record<InstructionName, Uint8Array[]>>>();

/** CHECK_PAYOUT_ADDRESS and its like. The path is the currency's default; nobody looks at it. */
export function coinCommand(flow: Flow, name: InstructionName, currency: Currency): Uint8Array {
  let commands = coinChecks.get(currency);
  if (commands === undefined) {
    commands = {};
    coinChecks.set(currency, commands);
  }
  commands[name] ??= [];
  let command = commands[name][flow.subcommand];
  if (command === undefined) {
    const configuration = configurationOf(currency);
    const data = encode(coinCheck(ANY_SIZES), {
      coinConfiguration: configuration,
      signature: SUBSTITUTE_SIGNATURE,
      addressParameters: addressParameters(currency),
    });
    command = apdu(flow, name, data);
    commands[name][flow.subcommand] = command;
  }
  return command;
}

const prompts = new Map<Flow, Uint8Array>();

export function promptCommand(flow: Flow): Uint8Array {
  let command = prompts.get(flow);
  if (command === undefined) {
    command = apdu(flow, 'PROMPT_UI_DISPLAY');
    prompts.set(flow, command);
  }
  return command;
}

/** A key of nobody, so that the payload can be sent when the partner's is not known. */
export function substituteKey({ curve }: Flow): PartnerKey {
  return { ...SUBSTITUTE_KEY, curve: curve === 'given' ? 'secp256k1' : curve };
}

/** One command that needs no chunks. */
export function apdu(flow: Flow, name: InstructionName, data?: Uint8Array): Uint8Array {
  const [only = new Uint8Array(0), ...more] = commandApdus(
    { flow, rate: 'fixed' },
    name,
    data ?? new Uint8Array(0),
  );
  return more.length === 0 ? only : concat(only, ...more);
}
