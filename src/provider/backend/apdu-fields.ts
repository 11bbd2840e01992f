/** What is inside the commands of a flow, field by field, by the layouts of the protocol. */
import { decodeCommand } from '../../apdu/apdu.js';
import { concat, EMPTY, textOf, toBigInt, toHex } from '../../bytes.js';
import { type InstructionName, instructionName, P2 } from '../../exchange/constants.js';
import { type Flow, flowOf } from '../../exchange/flows.js';
import { decode, type Field, type Layout } from '../../exchange/layout.js';
import {
  coinCheck,
  coinConfiguration,
  partnerCredentials,
  partnerSignature,
  transactionEnvelope,
  transactionSignature,
} from '../../exchange/layouts.js';
import { DEFAULT_FIRMWARE } from '../../firmware/index.js';
import type { ShownField } from '../test/order-shown.js';

/**
 * For each command its fields; of one that was sent in chunks they stand at the last.
 * @param apdus in the order in which they were sent.
 */
export function fieldsOfCommands(apdus: readonly Uint8Array[]): readonly (readonly ShownField[])[] {
  let before: Uint8Array = EMPTY;
  return apdus.map((apdu) => {
    const command = decodeCommand(apdu);
    const name = command === undefined ? undefined : instructionName(command.ins);
    if (command === undefined || name === undefined) return [];
    const { p2, data } = command;
    const whole = concat((p2 & P2.EXTEND) === 0 ? EMPTY : before, data);
    before = whole;
    const flow = flowOf(p2 & P2.SUBCOMMAND_MASK);
    const layout = flow === undefined ? undefined : layoutOf(name, flow);
    return (p2 & P2.MORE) !== 0 || layout === undefined ? [] : fieldsIn(layout, whole);
  });
}

const { wire } = DEFAULT_FIRMWARE;

function layoutOf(name: InstructionName, flow: Flow): Layout | undefined {
  switch (name) {
    case 'SET_PARTNER_KEY':
      return partnerCredentials(flow, wire);
    case 'CHECK_PARTNER':
      return partnerSignature(wire);
    case 'PROCESS_TRANSACTION_RESPONSE':
      return transactionEnvelope(flow, wire);
    case 'CHECK_TRANSACTION_SIGNATURE':
      return transactionSignature(flow);
    default:
      return /^CHECK_(PAYOUT|REFUND|ASSET)/.test(name) ? coinCheck(wire) : undefined;
  }
}

/** As far as it can be read. */
function fieldsIn(layout: Layout, data: Uint8Array): ShownField[] {
  const { fields } = decode(layout, data);
  return layout.fields.flatMap((field) => {
    const bytes = fields[field.name]?.bytes;
    if (bytes === undefined) return [];
    if (field.name === 'coinConfiguration') return fieldsIn(coinConfiguration(wire), bytes);
    return [{ name: field.name, value: textIn(field, bytes) }];
  });
}

const TEXTS: readonly string[] = ['name', 'ticker', 'appName', 'payload'];

function textIn(field: Field, bytes: Uint8Array): string {
  const { name } = field;
  if (field.kind === 'choice') {
    const [word] = Object.entries(field.values).find(([, value]) => value === bytes[0]) ?? [];
    return word ?? toHex(bytes);
  }
  if (name === 'fee') return `${toBigInt(bytes)} (base units)`;
  const text = textOf(bytes);
  return TEXTS.includes(name) && /^[ -~]+$/.test(text) ? text : toHex(bytes);
}
