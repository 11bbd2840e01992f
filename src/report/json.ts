/** The one document of `check --json`. */

import { nanoReview } from '../check/device/screens.js';
import type { Finding } from '../check/findings/finding.js';
import type { DeviceRefusal, MatrixRow, ReaderAnswer, Verdict } from '../check/verdict.js';
import { FIRMWARE_IDS, type FirmwareProfile, firmware } from '../firmware/index.js';
import { type ScreenData, screenData } from '../simulator/screens/draw/screen-data.js';
import type { CheckResult } from './result.js';
import { count, emptyTally, sorted, type Tally } from './tally.js';

/** One case in it. */
export interface JsonResult {
  readonly file: string;
  readonly line?: number;
  readonly item?: number;
  /** null: the case could not be read. */
  readonly flow: Verdict['flow'] | null;
  /** As in P2: SWAP_NG, SELL, … */
  readonly flowName: Verdict['flowName'] | null;
  readonly verdict: Verdict['verdict'];
  readonly device: DeviceRefusal | null;
  readonly readers: readonly ReaderAnswer[];
  /** Facts nobody gave, made up so that the device could be asked: nonce, fees, partner. */
  readonly invented: Verdict['invented'];
  readonly screens: readonly (readonly string[])[];
  /** The same screens with their boxes and page numbers, where there are any. */
  readonly screenData?: readonly ScreenData[];
  readonly findings: readonly Finding[];
  /** With several releases: all of them, in groups that behave alike. */
  readonly matrix?: readonly MatrixRow[];
  /** Why nothing could be judged. */
  readonly problem?: string;
}

/** The document of `check --json`. */
export interface JsonReport {
  readonly results: readonly JsonResult[];
  readonly summary: Tally;
}

/** How the document is made. */
export interface JsonOptions {
  /** The profile the cases were checked with, where it is one of your own: `screenData` is its. */
  readonly firmware?: FirmwareProfile;
  /** false leaves it out: drawing costs more than judging. */
  readonly screenData?: boolean;
}

/** All results and their counts as one document. */
export function jsonReport(results: readonly CheckResult[], options: JsonOptions = {}): JsonReport {
  const tally = emptyTally();
  for (const result of results) count(tally, result);
  return { results: results.map((result) => jsonResult(result, options)), summary: sorted(tally) };
}

/** One result as it stands in the document. */
export function jsonResult(
  result: CheckResult,
  { firmware: own, screenData: isDrawn = true }: JsonOptions = {},
): JsonResult {
  const { place } = result;
  if ('problem' in result) {
    return {
      ...place,
      flow: null,
      flowName: null,
      verdict: 'unreadable',
      device: null,
      readers: [],
      invented: [],
      screens: [],
      findings: [],
      problem: result.problem,
    };
  }
  const { flow, flowName, verdict, device, readers, screens, review, findings } = result.verdict;
  const { invented, matrix } = result.verdict;
  const profile = isDrawn ? profileOf(readers[0]?.firmware, own) : undefined;
  const data =
    review === undefined || profile === undefined
      ? {}
      : { screenData: nanoReview(review, profile).map(screenData) };
  return {
    ...place,
    flow,
    flowName,
    verdict,
    device,
    readers,
    invented,
    screens,
    ...data,
    findings,
    ...(matrix === undefined ? {} : { matrix }),
  };
}

/** The release whose verdict it is: it draws the screens. Undefined for one nobody here knows. */
function profileOf(
  id: string | undefined,
  own: FirmwareProfile | undefined,
): FirmwareProfile | undefined {
  if (id === undefined || id === own?.id) return own;
  return FIRMWARE_IDS.includes(id) ? firmware(id) : undefined;
}
