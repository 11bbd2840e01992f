/** What a finding code or a status word means: data for `explain` and for editors. */
import { hexDigits } from '../codec/hex.js';
import { type StatusName, SW, statusEntry, statusName } from '../exchange/status.js';
import { CATALOGUE, type Entry, FINDING_CODES, type FindingCode } from './catalogue.js';

export type Explanation =
  | { readonly kind: 'finding'; readonly code: FindingCode; readonly entry: Entry }
  /** A code of Ledger's checker: the findings it stands for. */
  | { readonly kind: 'ledger'; readonly code: string; readonly findings: readonly FindingCode[] }
  | {
      readonly kind: 'status';
      /** Four hex digits. */
      readonly status: string;
      readonly name: StatusName;
      readonly says: string;
      readonly fix: string;
    };

/** A finding code, a status word (`6a80`, `0x6A80`, `6A 80`) or its name; any case. */
export function explain(text: string): Explanation | undefined {
  const wanted = text.trim();
  const upper = wanted.toUpperCase().replaceAll('-', '_');
  const code = FINDING_CODES.find((known) => known.toUpperCase() === upper);
  if (code !== undefined) return { kind: 'finding', code, entry: CATALOGUE[code] };
  const findings = FINDING_CODES.filter((known) => CATALOGUE[known].ledger === upper);
  if (findings.length > 0) return { kind: 'ledger', code: upper, findings };
  const status = statusOf(wanted, upper);
  const name = status === undefined ? undefined : statusName(status);
  const entry = status === undefined ? undefined : statusEntry(status);
  if (status === undefined || name === undefined || entry === undefined) return undefined;
  return { kind: 'status', status: status.toString(16).padStart(4, '0'), name, ...entry };
}

function statusOf(text: string, upper: string): number | undefined {
  if (Object.hasOwn(SW, upper)) return SW[upper as StatusName];
  const digits = hexDigits(text).replaceAll(' ', '');
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
