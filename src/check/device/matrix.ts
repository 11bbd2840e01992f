/**
 * One payload on many releases: a row for each group of them that behaves alike. The payload is read
 * once, releases that cannot differ are asked once, and the signature is verified once.
 */
import { rangeWords } from '../../firmware/chosen.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import { reviewFacts } from '../../simulator/review-facts.js';
import type { Verifier } from '../../simulator/verifier.js';
import type { Facts } from '../facts/facts.js';
import type { Finding } from '../findings/finding.js';
import { findingOf } from '../findings/findings.js';
import { type MatrixRow, verdictOf } from '../verdict.js';
import { type DeviceRun, deviceRun } from './device-answer.js';
import { alikeFor } from './same-answer.js';
import { reviewScreens } from './screens.js';
import { stopWords } from './stop-words.js';

export interface MatrixOptions {
  readonly verifier: Verifier;
  /** Also tell releases apart by what the user reads. */
  readonly screens: boolean;
  /** Whether a wallet can send this payload at all. */
  readonly sendable: boolean;
  /** What is known already of some release. */
  readonly known?: { readonly profile: FirmwareProfile; readonly run: DeviceRun };
}

/** Rows in the order of their first release. */
export function matrixOf(
  facts: Facts,
  profiles: readonly FirmwareProfile[],
  { verifier, screens, sendable, known }: MatrixOptions,
): readonly MatrixRow[] {
  const rows = new Map<string, { row: MatrixRow; ids: string[] }>();
  for (const alike of alikeFor(facts, profiles)) {
    const first = alike[0]!;
    const run =
      known !== undefined && alike.includes(known.profile)
        ? known.run
        : deviceRun(facts, first, verifier);
    const row = rowOf(facts, first, run, sendable);
    const plain = JSON.stringify({ ...row, device: alikeIn(row) });
    for (const { profiles: same, pages } of screens ? byScreens(run, alike) : whole(alike)) {
      const key = `${plain}${JSON.stringify(pages)}`;
      const known = rows.get(key) ?? { row: { ...row, screens: pages }, ids: [] };
      known.ids.push(...same.map(({ id }) => id));
      rows.set(key, known);
    }
  }
  return inOrder([...rows.values()], profiles);
}

/**
 * Releases that refuse the same for the same field are alike, whatever their limit is, and whether
 * the check of a coin brings up the review at once, as it did up to 3.3.3, or not.
 */
function alikeIn({ device }: MatrixRow) {
  return device && { ...device, reason: '', command: device.command.replace('_NO_DISPLAY', '') };
}

function rowOf(
  facts: Facts,
  profile: FirmwareProfile,
  run: DeviceRun,
  sendable: boolean,
): MatrixRow {
  return {
    firmware: [],
    verdict: verdictOf(run, sendable),
    device: run.device,
    field: run.field ?? null,
    ignored: run.device === null ? ignoredIn(facts, profile) : [],
    ...(run.stop === undefined ? {} : { stoppedAt: stopWords(run.stop) }),
    screens: [],
  };
}

/** Fields that are set and that this release skips, as it does any field it does not know. */
function ignoredIn({ flow, kind, draft, type, fields }: Facts, profile: FirmwareProfile): string[] {
  if (kind !== flow.kind || draft) return [];
  const limits = profile.fields[type.name] ?? {};
  return type.fields
    .filter((field) => field.type === 'string' || field.type === 'bytes')
    .filter(({ name }) => limits[name] === undefined && isSet(fields.get(name)?.bytes))
    .map(({ name }) => name);
}

/** The byte 00 says the same as nothing. */
function isSet(bytes: Uint8Array | undefined): boolean {
  return bytes !== undefined && (bytes.length > 1 || (bytes[0] ?? 0) !== 0);
}

/** Releases whose user reads the same. */
interface SamePages {
  readonly profiles: readonly FirmwareProfile[];
  readonly pages: MatrixRow['screens'];
}

const whole = (profiles: readonly FirmwareProfile[]): SamePages[] => [{ profiles, pages: [] }];

/** Layouts cost more than runs: each is made once for the same words and ways. */
function byScreens({ review }: DeviceRun, profiles: readonly FirmwareProfile[]): SamePages[] {
  if (review === undefined) return whole(profiles);
  const groups: FirmwareProfile[][] = [];
  for (const profile of profiles) {
    const same = groups.find(
      ([one]) => one?.labels === profile.labels && one.screens === profile.screens,
    );
    if (same === undefined) groups.push([profile]);
    else same.push(profile);
  }
  const facts = reviewFacts(review);
  return groups.map((group) => ({ profiles: group, pages: reviewScreens(facts, group[0]!) }));
}

function inOrder(
  rows: readonly { row: MatrixRow; ids: readonly string[] }[],
  profiles: readonly FirmwareProfile[],
): MatrixRow[] {
  const order = new Map(profiles.map(({ id }, at) => [id, at]));
  const place = (id: string | undefined) => order.get(id ?? '') ?? 0;
  return rows
    .map(({ row, ids }) => ({
      ...row,
      firmware: [...ids].sort((a, b) => place(a) - place(b)),
    }))
    .sort((a, b) => place(a.firmware[0]) - place(b.firmware[0]));
}

/** What is wrong with a payload that some releases must take: a finding for each way not to. */
export function missedIn(rows: readonly MatrixRow[], required: readonly string[]): Finding[] {
  return rows.flatMap(({ firmware, device, field, ignored }) => {
    const missing = firmware.filter((id) => required.includes(id));
    if (missing.length === 0 || (device === null && ignored.length === 0)) return [];
    const names = `Exchange ${rangeWords(missing)}`;
    const evidence =
      device === null
        ? `${names}: accepted, but ${ignored.join(' and ')} is passed over as unknown.`
        : `${names}: ${device.command} is answered ${device.status} (${device.name}): ${device.reason}.`;
    return [
      findingOf('REQUIRED_FIRMWARE_REFUSES', { field: field ?? ignored[0] ?? 'payload', evidence }),
    ];
  });
}
