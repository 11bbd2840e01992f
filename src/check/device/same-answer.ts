/**
 * Which releases cannot answer a payload differently: those are asked once. What is compared is all
 * that a run of the check reads of a profile; `test/check/device/matrix.test.ts` compares with asking each.
 */
import type { Flow } from '../../exchange/flows.js';
import { hasPrompt } from '../../firmware/instructions.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import type { Quirk } from '../../firmware/quirks.js';
import { MESSAGES } from '../../payload/messages.js';
import { rememberedForTwo } from '../../remembered.js';
import type { Facts } from '../facts/facts.js';
import { WIRE_TYPES } from '../payload/wire.js';
import { signatureOnWire } from './signature-text.js';

/** Releases that read this payload alike, in the order they were given. */
export function alikeFor(
  facts: Facts,
  profiles: readonly FirmwareProfile[],
): readonly (readonly FirmwareProfile[])[] {
  const seen = sizesSeen(facts);
  const groups = new Map<string, FirmwareProfile[]>();
  for (const same of classesOf(profiles, facts.flow)) {
    const key = `${same.key} ${sizesKey(same.first, seen)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [...same.all]);
    else group.push(...same.all);
  }
  return [...groups.values()];
}

/** Releases that cannot differ in a flow but by sizes, which only a payload tells. */
interface Class {
  readonly key: string;
  readonly first: FirmwareProfile;
  readonly all: FirmwareProfile[];
}

const classesOf = rememberedForTwo(
  (profiles: readonly FirmwareProfile[], flow: Flow): readonly Class[] => {
    const made = new Map<string, Class>();
    for (const profile of profiles) {
      const key = wayKey(flow, profile);
      const { wire, fields, decodedPayloadMax } = profile;
      const whole = `${key} ${JSON.stringify([wire, fields, decodedPayloadMax])}`;
      const same = made.get(whole);
      if (same === undefined) made.set(whole, { key, first: profile, all: [profile] });
      else same.all.push(profile);
    }
    return [...made.values()];
  },
);

/** Quirks that no payload of a check can meet: nothing of them is simulated, or the wallet's commands avoid them. */
const UNSEEN: readonly Quirk[] = [
  'nine-letter-ticker-overflows',
  'partner-key-unaligned',
  'nano-s-refuses-extra-data',
  'descriptor-chunks-overwrite-message',
  'foreign-payout-remembered',
];

/** The way a run takes, whatever the sizes. */
function wayKey({ ng, kind, name }: Flow, profile: FirmwareProfile): string {
  const { wire, chunking, quirks } = profile;
  return JSON.stringify([
    ng ? profile.ngForm : '',
    ng && hasPrompt(profile),
    chunking.PROCESS_TRANSACTION_RESPONSE?.includes(name) === true,
    [wire.partnerName, wire.appName, wire.subConfiguration, wire.fee],
    profile.fields.UDecimal,
    kind === 'swap' ? profile.foreignPayout : profile.unprintableFiat,
    profile.unprintableAmount,
    profile.coinApps,
    quirks
      .filter((quirk) => !UNSEEN.includes(quirk))
      .filter((quirk) => quirk !== 'fiat-amount-unchecked' || kind === 'sell')
      .sort(),
  ]);
}

/** What of a payload's sizes a release may have no room for. */
interface Sizes {
  /** As far as they are of the flow's message. Null: the device may read other fields than those that were found, so that any limit counts. */
  readonly fields: readonly { readonly name: string; readonly size: number }[] | null;
  readonly message: string;
  /** At most so many bytes once decoded. */
  readonly decoded: number;
  /** Of a DER signature; 0 where R and S are sent. */
  readonly signature: number;
  readonly tickers: readonly number[];
}

function sizesSeen(facts: Facts): Sizes {
  const { flow, type, kind, scan, draft, envelope, transmitted, signature } = facts;
  const { outgoing, incoming } = facts.currencies;
  const found = scan.fields.map((field) => {
    const declared = type.fields.find(({ number }) => number === field.number);
    const isUsual = declared === undefined || field.wireType === WIRE_TYPES.sized;
    return { name: declared?.name, isUsual, size: field.bytes.length };
  });
  const isPlain =
    !draft &&
    kind === flow.kind &&
    scan.problem === undefined &&
    envelope.problems.length === 0 &&
    found.every(({ isUsual }) => isUsual);
  return {
    fields: isPlain
      ? found.flatMap(({ name, size }) => (name === undefined ? [] : [{ name, size }]))
      : null,
    message: MESSAGES[flow.kind].name,
    decoded: flow.encoding === 'raw' ? 0 : Math.ceil((transmitted.length * 3) / 4),
    signature: flow.signatureFormat === 'der' ? signatureOnWire(flow, signature).length : 0,
    tickers: [outgoing, incoming].flatMap((one) =>
      one === undefined ? [] : [one.currency.ticker.length],
    ),
  };
}

/** Where there is room, no limit counts; where there is none, it is part of what is said. */
function sizesKey({ fields, wire, decodedPayloadMax }: FirmwareProfile, seen: Sizes): string {
  const { derSignature, ticker } = wire;
  const within = (size: number, { min, max }: { min: number; max: number }) =>
    size >= min && size <= max ? 'fits' : `${min}-${max}`;
  const limits = fields[seen.message] ?? {};
  return [
    seen.decoded <= decodedPayloadMax ? 'fits' : decodedPayloadMax,
    seen.signature === 0 ? '' : within(seen.signature, derSignature),
    ...seen.tickers.map((size) => within(size, ticker)),
    seen.fields === null
      ? JSON.stringify(limits)
      : seen.fields.map(({ name, size }) => {
          const limit = limits[name];
          return limit === undefined ? 'unknown' : size <= limit ? 'fits' : limit;
        }),
  ].join(' ');
}
