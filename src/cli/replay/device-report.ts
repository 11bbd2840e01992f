/** What came of replaying logs on a device: for people, and as JUnit with a case for each file. */
import type { Model } from '../../device.js';
import type { ReplayAddition, ReplayDifference, ReplayMode } from '../../replay/judge-replay.js';
import { junitCase, junitDocument, junitElement } from '../../report/junit-suite.js';
import type { Io } from '../io.js';
import { harmless, palette, wrapped } from '../text/text.js';

export interface FileReplay {
  readonly file: string;
  readonly device: string;
  readonly model: Model;
  readonly mode: ReplayMode;
  readonly exchanges: number;
  readonly compared: number;
  /** Said by a coin app, not compared. */
  readonly byCoinApp: number;
  /** Not compared: the recording does not have their answers. */
  readonly lost: number;
  readonly differences: readonly ReplayDifference[];
  /** What the device adds to the recorded answers, by instruction. */
  readonly additions: readonly ReplayAddition[];
  /** Why the file could not be played to its end. */
  readonly broken?: string;
}

/** The one JSON document of `replay --device … --json`. */
export interface DeviceReplayReport {
  readonly files: readonly FileReplay[];
  readonly exchanges: number;
  readonly compared: number;
  readonly differences: number;
}

type Look = Pick<Io, 'color' | 'columns'>;

const MODES: Readonly<Record<ReplayMode, string>> = {
  strict: 'the same bytes, answers and screens',
  answers: 'the same bytes and answers',
  instruction: 'by instruction',
  fresh: 'with a fresh nonce and new signatures',
};

export function deviceReplayText({ files, ...totals }: DeviceReplayReport, look: Look): string {
  const lines = files.flatMap((file) => fileLines(file, look));
  const { good, bad } = palette(look.color);
  const { exchanges, compared, differences } = totals;
  const lost = files.reduce((sum, file) => sum + file.lost, 0);
  const counts = [
    `${files.length} files`,
    `${exchanges} exchanges`,
    `${compared} compared`,
    ...(lost === 0 ? [] : [`${lost} without a recorded answer`]),
  ].join(', ');
  lines.push(
    differences === 0
      ? good(`${counts}: no difference`)
      : bad(`${counts}: ${differences} differences`),
  );
  return `${lines.join('\n')}\n`;
}

function fileLines(replayed: FileReplay, look: Look): string[] {
  const { file, device, model, mode, exchanges, differences, additions, broken } = replayed;
  const { good, bad, dim } = palette(look.color);
  const isSame = differences.length === 0 && broken === undefined;
  const head = `${isSame ? '✓' : '✗'} ${file}: ${exchanges} exchanges on ${device} (${model}), ${MODES[mode]}`;
  return [
    (isSame ? good : bad)(harmless(head)),
    ...differences.flatMap((one) => differenceLines(one, look)),
    ...additions.map(({ number, name, what }) => dim(harmless(`  + ${number} ${name}: ${what}`))),
    ...(broken === undefined ? [] : [bad(harmless(`  ended early: ${broken}`))]),
    ...(wantsFresh(replayed) ? [dim(`  ${FRESH_HINT}`)] : []),
  ];
}

/** A device makes another nonce each time: the old payload cannot have it. */
function wantsFresh({ mode, differences }: FileReplay): boolean {
  return (
    mode !== 'fresh' &&
    differences.some(({ fields }) => fields.some(({ field }) => field === 'answer.nonce'))
  );
}

const FRESH_HINT =
  'This device makes a nonce of its own: --fresh asks for it and signs the payload again.';

function differenceLines(difference: ReplayDifference, look: Look): string[] {
  const { number, at, name } = difference;
  return [
    harmless(`  ${number} ${name} (place ${at})`),
    ...differenceTexts(difference).flatMap((text) =>
      wrapped(harmless(text), look.columns - 4).map((line) => `    ${line}`),
    ),
  ];
}

/** `amount_to_wallet: … → …`, `answer: 9000 SUCCESS → 6a82 … because …`. */
function differenceTexts({ fields, because }: ReplayDifference): string[] {
  return fields.map(({ field, before, after, because: general }) => {
    const why = field === 'answer' ? (because ?? general) : undefined;
    const text = `${field}: ${before ?? 'not there'} → ${after ?? 'not there'}`;
    return why === undefined ? text : `${text} because ${why}`;
  });
}

/** One test a file. */
export function deviceReplayJunit({ files }: DeviceReplayReport): string {
  const cases = files.map(({ file, differences, broken }) => {
    const texts = differences.flatMap((one) =>
      differenceTexts(one).map((text) => `${one.number} ${one.name}: ${text}`),
    );
    if (broken !== undefined) texts.push(`ended early: ${broken}`);
    const about = { name: file, classname: 'replay', seconds: 0 };
    if (texts.length === 0) return junitCase(about);
    const message = texts[0]!;
    return junitCase(
      about,
      junitElement('failure', { message, type: 'difference' }, texts.join('\n')),
    );
  });
  const failures = files.filter(
    ({ differences, broken }) => differences.length > 0 || broken !== undefined,
  );
  const suite = { name: 'replay', failures: failures.length, errors: 0, seconds: 0, cases };
  return junitDocument([suite], new Date());
}
