/**
 * One release of the Exchange app as data: all that differs from one to the next. A handler never
 * compares versions: it reads its profile. What is no number and no table is a named quirk.
 */
import type { InstructionName } from '../exchange/constants.js';
import type { FlowName, NgForm } from '../exchange/flows.js';
import type { WireLimits } from '../exchange/layouts.js';
import type { StatusName } from '../exchange/status.js';
import type { Step } from '../exchange/steps.js';
import type { FieldLimits } from '../payload/nanopb.js';
import type { DeviceBuild } from './builds.js';
import type { Instructions } from './instructions.js';
import type { ScreenLabels } from './labels.js';
import type { Quirk } from './quirks.js';
import type { StatusWords } from './status-words.js';
import type { TrustedNameRules } from './trusted-name.js';

/**
 * - `release` and `candidate` have device tags on the main line of app-exchange.
 * - `experimental`: device tags on a side branch; hardly ever on a user's device.
 * - `development`: sources after the last release, no device has them.
 * - `documentation`: not a firmware.
 */
export type ReleaseKind =
  | 'release'
  | 'candidate'
  | 'experimental'
  | 'development'
  | 'documentation';

/** What the user meets; the words are in the labels. */
export interface ScreenRules {
  /** Library that draws on Nano S Plus and Nano X. Touch models have NBGL in every release. */
  readonly nano: 'bagl' | 'nbgl';
  /** What a Nano shows from the approval until the coin app has answered. */
  readonly nanoAfterApproval: 'home' | 'last page' | 'spinner';
  /** Whether a Nano's title breaks where that of a touch model does. */
  readonly nanoTitle: 'one line' | 'broken';
  /** How a foreign payout address is told: on a page before the review, or in rows of it. */
  readonly nanoWarning: 'page' | 'rows';
  /**
   * How touch models begin and leave a review. `static review` is read from the source, and its
   * pages are laid out as those of the later one.
   */
  readonly touch: 'static review' | 'review';
}

/** One release of the Exchange app: its limits and versions. */
export interface FirmwareProfile {
  /** How the user names it: `--firmware 4.4.2`. */
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  readonly kind: ReleaseKind;
  /** Commit of app-exchange. */
  readonly commit: string;
  /** Of that commit, `2025-11-13`. */
  readonly date: string;
  /** Id of the release this one is described after; none for the first. */
  readonly after?: string;
  /** What is new, one phrase. */
  readonly news: string;
  /** Devices, OS versions and API levels it was built for. None for sources without a tag. */
  readonly builds: readonly DeviceBuild[];
  /** GET_VERSION answer. */
  readonly version: readonly [number, number, number];
  /** Text of the version on the device and in B0 01. */
  readonly displayedVersion: string;
  /** What a build with test keys calls itself. */
  readonly testName: 'Exchange' | 'Exchange TEST';

  /** First or second form of the NG flows' commands. */
  readonly ngForm: NgForm;
  readonly wire: WireLimits;
  readonly instructions: Instructions;
  /** Flows in which an instruction may come in chunks. */
  readonly chunking: Readonly<Partial<Record<InstructionName, readonly FlowName[]>>>;
  /** Status words of the app by their names; no other one is answered by it. */
  readonly statusWords: StatusWords;

  /** Largest base64 payload once decoded, bytes. */
  readonly decodedPayloadMax: number;
  readonly fields: FieldLimits;
  /** Null before there were any. */
  readonly trustedName: TrustedNameRules | null;

  /** The state after the user refused. In `waiting-user-validation` nothing is taken any more. */
  readonly afterRefusal: Step;
  /** A payout address of another wallet: 6A83, or a warning in front of the user. */
  readonly foreignPayout: 'refused' | 'warned';
  /** Answer when a coin app cannot write an amount, and when a fiat amount does not fit. */
  readonly unprintableAmount: StatusName;
  readonly unprintableFiat: StatusName;
  /** Coin apps of its time: they decide how amounts read. Others are the newest known. */
  readonly coinApps: Readonly<Record<string, string>>;

  readonly screens: ScreenRules;
  readonly labels: ScreenLabels;
  readonly quirks: readonly Quirk[];
}

/** What a release changes of the one it is described after. */
export type Changes = Pick<
  FirmwareProfile,
  'id' | 'kind' | 'commit' | 'date' | 'news' | 'builds' | 'version'
> &
  Partial<FirmwareProfile>;

/** A release as the one before it, changed. */
export function after(before: FirmwareProfile, changes: Changes): FirmwareProfile {
  const { id } = changes;
  return { ...before, title: `Exchange ${id}`, displayedVersion: id, ...changes, after: before.id };
}
