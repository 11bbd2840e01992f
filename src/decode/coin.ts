/** A coin check: the configuration inside, the path, and how its coin app writes the amounts. */
import { cString, equal, toHex } from '../bytes.js';
import { decode, type Layout } from '../exchange/layout.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { MESSAGES } from '../payload/messages.js';
import { decodeMessage } from '../payload/nanopb.js';
import { rolesOf } from '../payload/roles.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import { appNameOf, normaliseMessage, normaliseTicker } from '../simulator/normalise.js';
import type { DecodedCheck, DecodedField } from './decoded.js';
import { layoutFields, pathField, text } from './fields.js';
import type { Session } from './session.js';

interface Asked {
  readonly layout: Layout;
  readonly session: Session;
  readonly profile: FirmwareProfile;
  /** The currency received, of a swap. */
  readonly payout: boolean;
}

interface CoinFields {
  readonly app: string | undefined;
  /** Fields of the coin check that can be said better, by name. */
  readonly replaced: Readonly<Record<string, DecodedField>>;
  readonly added: readonly DecodedField[];
  readonly checks: readonly DecodedCheck[];
  readonly problem?: string | undefined;
}

export function coinFields(
  configuration: Uint8Array,
  parameters: Uint8Array | undefined,
  { layout, session, profile, payout }: Asked,
): CoinFields {
  const read = decode(layout, configuration);
  const inner = layoutFields(layout, read);
  const appName = read.fields.appName && appNameOf(read.fields.appName.bytes);
  const replaced: Record<string, DecodedField> = {
    coinConfiguration: {
      name: 'coinConfiguration',
      value: toHex(configuration),
      size: configuration.length,
      fields: inner.fields,
    },
  };
  if (parameters !== undefined) {
    replaced.addressParameters = pathField('addressParameters', parameters);
  }
  const message = messageOf(session, profile);
  const ticker = read.fields.ticker?.bytes;
  const side = sideOf(session, payout);
  if (message === undefined || side === undefined || ticker === undefined) {
    return { app: appName, replaced, added: [], checks: [], problem: inner.problem };
  }
  const expected = cString(message[side.currency] as Uint8Array);
  const given = normaliseTicker(ticker);
  const same = equal(expected, given);
  const check: DecodedCheck = {
    subject: 'ticker',
    holds: same,
    says: same
      ? `${text(given)} is ${side.currency} of the message`
      : `the configuration is of ${text(given)}, ${side.currency} of the message is ${text(expected)}`,
  };
  const subConfiguration = read.fields.subConfiguration?.bytes ?? new Uint8Array(0);
  const added = amounts(appName, subConfiguration, [
    [side.amount, message[side.amount] as Uint8Array, false],
    ...(payout || session.transaction === undefined
      ? []
      : ([['fee', session.transaction.fee, true]] as const)),
  ]);
  return { app: appName, replaced, added, checks: [check], problem: inner.problem };
}

function messageOf({ flow, transaction }: Session, profile: FirmwareProfile) {
  if (flow === undefined || transaction?.protobuf === undefined) return undefined;
  const read = decodeMessage(MESSAGES[flow.kind], profile.fields, transaction.protobuf);
  return read.ok ? normaliseMessage(flow.kind, read.message) : undefined;
}

function sideOf({ flow }: Session, payout: boolean) {
  if (flow === undefined) return undefined;
  const { outgoing, incoming } = rolesOf(flow.kind);
  return payout ? incoming : outgoing;
}

type Amount = readonly [name: string, amount: Uint8Array, isFee: boolean];

/** As the coin app writes them, where there is a simulation of it. */
function amounts(
  appName: string | undefined,
  configuration: Uint8Array,
  all: readonly Amount[],
): DecodedField[] {
  const app = appName === undefined ? undefined : coinAppNamed(appName);
  if (app === undefined) return [];
  return all.map(([name, amount, isFee]) => {
    const shown = app.formatAmount({ configuration, amount, isFee });
    return shown === null || shown === ''
      ? { name, value: toHex(amount), problem: `the ${app.name} app cannot write it` }
      : { name, value: text(new TextEncoder().encode(shown)) };
  });
}
