/** What a finding code or a status word means: data for `explain` and for editors. */
import { hexDigits } from '../../codec/hex.js';
import {
  OTHER_STATUS_WORDS,
  type OtherMeaning,
  otherMeanings,
} from '../../exchange/other-status.js';
import { type StatusName, SW, statusName } from '../../exchange/status.js';
import { statusEntry } from '../../exchange/status-entry.js';
import { swapRefusal } from '../../exchange/swap-refusal.js';
import type { Entry } from '../rules/entry.js';
import { CATALOGUE } from './catalogue.js';
import { FINDING_CODES, type FindingCode } from './codes.js';

/** What a code or a status word means, in words. */
export type Explanation =
  | { readonly kind: 'finding'; readonly code: FindingCode; readonly entry: Entry }
  /** A code of Ledger's checker: the findings it stands for. */
  | { readonly kind: 'ledger'; readonly code: string; readonly findings: readonly FindingCode[] }
  | {
      readonly kind: 'status';
      /** Four hex digits. */
      readonly status: string;
      readonly name: string;
      /** Who answers it, when that is not the Exchange app. */
      readonly who?: string;
      readonly says: string;
      readonly fix: string;
      /** What it means elsewhere. */
      readonly others: readonly OtherMeaning[];
    }
  | {
      /** What a coin app puts in front of its status word. */
      readonly kind: 'swap-refusal';
      readonly code: string;
      readonly says: string;
      readonly fix: string;
    };

/**
 * A finding code, a status word (`6a80`, `0x6A80`, `6A 80`) or its name, or the two bytes with which
 * a coin app refuses to sign; any case.
 */
export function explain(text: string): Explanation | undefined {
  const wanted = text.trim();
  const upper = wanted.toUpperCase().replaceAll('-', '_');
  const code = FINDING_CODES.find((known) => known.toUpperCase() === upper);
  if (code !== undefined) return { kind: 'finding', code, entry: CATALOGUE[code] };
  const findings = FINDING_CODES.filter((known) => CATALOGUE[known].ledger === upper);
  if (findings.length > 0) return { kind: 'ledger', code: upper, findings };
  const status = statusOf(wanted, upper);
  return status === undefined ? undefined : (statusExplained(status) ?? refusalExplained(status));
}

function statusExplained(status: number): Explanation | undefined {
  const found = { kind: 'status', status: hex4(status) } as const;
  const others = otherMeanings(status);
  const name = statusName(status);
  const entry = statusEntry(status);
  if (name !== undefined && entry !== undefined) return { ...found, name, ...entry, others };
  const [first, ...rest] = others;
  return first === undefined ? undefined : { ...found, ...first, others: rest };
}

function refusalExplained(code: number): Explanation | undefined {
  const refusal = swapRefusal(code);
  return refusal && { kind: 'swap-refusal', code: hex4(code), ...refusal };
}

function hex4(word: number): string {
  return word.toString(16).padStart(4, '0');
}

function statusOf(text: string, upper: string): number | undefined {
  if (Object.hasOwn(SW, upper)) return SW[upper as StatusName];
  const [named, another] = OTHER_STATUS_WORDS.filter((word) =>
    otherMeanings(word).some(({ name }) => name === upper),
  );
  // Some apps call different words the same.
  if (named !== undefined && another === undefined) return named;
  const digits = hexDigits(text).replaceAll(' ', '');
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
