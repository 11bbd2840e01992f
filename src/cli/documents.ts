/**
 * The one JSON document of each command with `--json`, by name. `schemas/` is made of these types and
 * of what is said beside their members (`npm run schemas`).
 */
import type { BulkReport } from '../bulk/summary.js';
import type { FindingCode } from '../check/findings/codes.js';
import type { Explanation } from '../check/findings/explain.js';
import type { Entry } from '../check/rules/entry.js';
import type { DecodedExchange, DeviceFacts } from '../decode/decoded.js';
import type { Model } from '../device.js';
import type { Curve } from '../exchange/constants.js';
import type { FlowName } from '../exchange/flows.js';
import type { Difference } from '../firmware/differences/index.js';
import type { Signing } from '../host/signing/sign-payment.js';
import type { PublicKeyForms } from '../keys/write-key.js';
import type { FormatName } from '../logs/format-names.js';
import type { Problem } from '../logs/log.js';
import type { StoredOrder } from '../provider/backend/book.js';
import type { ReceivedPush } from '../provider/backend/receiver.js';
import type { Product } from '../provider/product.js';
import type { Rule } from '../provider/rules/rule.js';
import type { OrderRecord } from '../provider/serve/store.js';
import type { RunResult } from '../provider/test/result.js';
import type { Redacted } from '../replay/redact.js';
import type { JsonReport } from '../report/json.js';
import type { ScenarioResult } from '../scenario/result.js';
import type { ScenarioOutcome } from '../scenario/scenario.js';
import type { TranscriptLine } from '../scenario/transcript.js';
import type { CredentialsVerdict } from '../sign/credentials.js';
import type { ProviderAnswer } from '../sign/payload-maker.js';
import type { CalEntry, CalForm } from '../sign/provider-forms.js';
import type { ScreenData } from '../simulator/screens/draw/screen-data.js';
import type { ReviewFacts } from '../simulator/screens/ui.js';
import type { OwnAddress } from './addresses/addresses.js';
import type { ListedCurrency } from './currencies/currencies.js';
import type { ListedDevice } from './devices/devices.js';
import type { DiffReport } from './diff/diff.js';
import type { DoctorReport } from './doctor/doctor.js';
import type { ListedRelease } from './firmware/firmware.js';
import type { DeviceReplayReport } from './replay/device-report.js';
import type { ReplayReport } from './replay/replay.js';
import type { RunReport } from './run/report.js';

/** `addresses --json`. */
export interface AddressesDocument {
  readonly addresses: readonly OwnAddress[];
}

/** `check --json`. */
export type CheckDocument = JsonReport;

/** `check --bulk --json`. */
export type CheckBulkDocument = BulkReport;

/** `currencies --json`. */
export interface CurrenciesDocument {
  /** How many there are; `--limit` shows fewer. */
  readonly found: number;
  readonly currencies: readonly ListedCurrency[];
  /** Ids like the words, where nothing was found. */
  readonly nearest: readonly string[];
  /** Where the lists come from. */
  readonly source: {
    readonly package?: string | undefined;
    readonly licence?: string | undefined;
    readonly date?: string | undefined;
    readonly count?: number | undefined;
    readonly signed?: number | undefined;
  };
}

/** One file of `decode --json`. */
export interface DecodedFile {
  readonly file: string;
  readonly exchanges: readonly DecodedFileExchange[];
  /** null: the file could not be read to its end. */
  readonly format: FormatName | null;
  readonly devices: readonly DeviceFacts[];
  readonly problems: readonly Problem[];
}

/** As the decoder tells it, its time written out. */
export interface DecodedFileExchange extends Omit<DecodedExchange, 'time'> {
  /** ISO 8601, UTC. */
  readonly time?: string;
}

/** `decode --json`: one file's document, or all of them. */
export type DecodeDocument = DecodedFile | { readonly files: readonly DecodedFile[] };

/** `devices --json`. */
export interface DevicesDocument {
  readonly devices: readonly ListedDevice[];
}

/** `diff --json`. */
export type DiffDocument = DiffReport;

/** `doctor --json`. */
export type DoctorDocument = DoctorReport;

/** `explain --json`. */
export type ExplainDocument =
  | ({ readonly kind: 'finding'; readonly code: FindingCode } & Entry)
  | {
      readonly kind: 'ledger';
      readonly code: string;
      readonly findings: readonly ({ readonly code: FindingCode } & Entry)[];
    }
  | Extract<Explanation, { readonly kind: 'status' | 'swap-refusal' }>;

/** `firmware --json`. */
export interface FirmwareDocument {
  /** The release that is simulated when nobody says which. */
  readonly default: string;
  readonly releases: readonly ListedRelease[];
}

/** `firmware diff --json`. */
export interface FirmwareDiffDocument {
  readonly from: string;
  readonly to: string;
  readonly differences: readonly Difference[];
}

/** One file of `import --json`. */
export interface ImportedLogFile {
  readonly file: string;
  readonly format: FormatName;
  /** What an archive holds. */
  readonly inside?: FormatName;
  /** How many devices speak in it. */
  readonly devices: number;
  readonly exchanges: readonly {
    /** Hex. */
    readonly command: string;
    /** Hex; null where the log has no answer. */
    readonly response: string | null;
    /** ISO 8601, UTC. */
    readonly time?: string;
    /** From 1, where several speak. */
    readonly device?: number;
  }[];
  readonly problems: readonly Problem[];
}

/** `import --json`: one file's document, or all of them. */
export type ImportDocument = ImportedLogFile | { readonly files: readonly ImportedLogFile[] };

/** `keys new --json` and `keys show --json`: never a private key. */
export type KeysDocument = PublicKeyForms;

/** `keys credentials --json`. */
export interface KeysCredentialsDocument {
  readonly name: string;
  readonly curve: Curve;
  /** Hex of 65 bytes, 04 x y. */
  readonly publicKey: string;
  readonly legacy: boolean;
  /** Hex: what is signed. */
  readonly credentials: string;
  /** Hex, DER. */
  readonly signature: string;
  readonly signedBy: 'test';
  readonly cal: CalForm;
  /** The same on one line. */
  readonly live: string;
  readonly calAnswer: readonly CalEntry[];
}

/** `keys verify --json`. */
export interface KeysVerifyDocument {
  readonly results: readonly VerifiedCredentials[];
}

/** One signature and who made it. */
export interface VerifiedCredentials extends CredentialsVerdict {
  readonly name: string | null;
  /** Which signature of the entry. */
  readonly member: string;
}

/** The first document of `provider backend --json`; a line for each push follows. */
export interface ProviderBackendDocument {
  readonly url: string;
  readonly pid: number;
}

/** A line of `provider backend --json`, one for each push. */
export interface ProviderBackendPushDocument {
  /** From 1. */
  readonly push: number;
  /** swapId or sellId, as the path has it. */
  readonly id: string;
  readonly path: string;
  /** HTTP status, or how there was none. */
  readonly answered: ReceivedPush['answered'];
  readonly reason: string;
  /** What is stored of the order since; absent where the push was not taken. */
  readonly status?: StoredOrder['status'];
}

/** `provider proxy --json`, at its end, and `provider test --json`. */
export type ProviderTestDocument = RunResult;

/** `provider resend --json`. */
export interface ProviderResendDocument {
  /** Pushes that are sent once more. */
  readonly resent: number;
}

/** `provider rules --json`. */
export interface ProviderRulesDocument {
  readonly product?: Product;
  readonly rules: readonly Rule[];
}

/** `provider serve --json`, as soon as it listens. */
export interface ProviderServeDocument {
  readonly url: string;
  /** Base URL of each product. */
  readonly products: { readonly [product in Product]?: string };
  readonly partnerName: string;
  readonly providerId: string;
  readonly curve: Curve;
  /** Hex of 65 bytes, 04 x y. */
  readonly publicKey: string;
  readonly pid: number;
}

/** `provider serve --misbehave list --json`. */
export type ProviderMistakesDocument = readonly {
  readonly code: string;
  readonly does: string;
}[];

/** `provider trigger --json`: the order as it is now. */
export type ProviderTriggerDocument = OrderRecord;

/** `redact --json`. */
export interface RedactDocument {
  readonly file: string;
  /** Where the recording is, with `--out`. */
  readonly out?: string;
  readonly replaced: Redacted['replaced'];
  /** The recording itself, without `--out`. */
  readonly recording?: string;
}

/** `replay --json`. */
export type ReplayDocument = ReplayReport;

/** `replay --device … --json`. */
export type ReplayDeviceDocument = DeviceReplayReport;

/** `run --json`. */
export type RunDocument = RunReport;

/** `screens --json`. */
export interface ScreensDocument {
  readonly facts: ReviewFacts;
  /** What the device leaves out because it cannot draw it. */
  readonly undrawn: readonly { readonly field: string; readonly bytes: number }[];
  readonly screens: readonly ScreenData[];
}

/** `serve --json` and `bridge --json`, as soon as they listen. */
export interface ServeDocument {
  readonly url: string;
  readonly host: string;
  readonly apiPort: number;
  /** null: without one. */
  readonly apduPort: number | null;
  readonly pid: number;
  readonly devices: readonly { readonly id: string; readonly path: string }[];
}

/** `sign --json`: what a provider answers. */
export type SignDocument = ProviderAnswer;

/** `sign --list-mistakes --json`. */
export type SignMistakesDocument = readonly {
  readonly code: string;
  readonly does: string;
  /** Flows in which it can be made. */
  readonly flows: readonly FlowName[];
}[];

/** `test --reporter json`. */
export interface TestDocument {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Not begun, because something ended the run. */
  readonly notRun: number;
  readonly seconds: number;
  readonly results: readonly TestedScenario[];
}

/** One scenario of `test --reporter json`. */
export interface TestedScenario
  extends Pick<ScenarioResult, 'name' | 'file' | 'device' | 'model' | 'verdict' | 'differences'> {
  readonly reason: string | null;
  readonly seconds: number;
  readonly outcome: ScenarioOutcome | null;
  /** The command it ended with. */
  readonly at: string | null;
  /** Its status word, four hex digits. */
  readonly status: string | null;
  readonly why: string | null;
  /** What the coin app said of the transaction; null where none was signed. */
  readonly signing: Signing | null;
  readonly transcript: readonly TranscriptLine[];
  /** Every screen in order, as lines. */
  readonly screens: readonly (readonly string[])[];
}

/** `--version --json`. */
export interface VersionDocument {
  /** Of this package. */
  readonly version: string;
  readonly node: string;
  /** As Node names them: `linux`, `x64`. */
  readonly platform: string;
  readonly arch: string;
  readonly firmware: {
    /** The release that is simulated when nobody says which. */
    readonly default: string;
    /** The newest with a profile that devices have. */
    readonly newest: string;
    /** Its date, `2025-11-13`. */
    readonly date: string;
  };
  readonly models: readonly Model[];
  /** Ledger's lists: where they come from, of which day, how many, how many of them signed. */
  readonly currencies: CurrenciesDocument['source'];
  /** Versions of Ledger's provider API, by product; fund is a part of card. */
  readonly contracts: Readonly<Record<Exclude<Product, 'fund'>, string>>;
  /** Ledger's optional packages: the version that is wanted, and whether one is there. */
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly isInstalled: boolean;
  }[];
}
