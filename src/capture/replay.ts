/**
 * Plays a recording to the simulated device and compares every answer and every screen.
 *
 * Three things are not compared, and counted: answers that were lost; what a coin app whose signing is
 * not simulated says between START_SIGNING_TRANSACTION and its return (that it returned, and how, is
 * taken from the recording), and answers that carry random bytes (the recorded ones are played as the
 * device's randomness, so that all that follows from them is compared).
 */
import { decodeCommand, decodeResponse } from '../apdu/apdu.js';
import { textOf as bytesAsText, equal, toHex } from '../bytes.js';
import { InputError } from '../errors.js';
import { CLA, INS, instructionName } from '../exchange/constants.js';
import { SW, statusEntry, statusName } from '../exchange/status.js';
import { expected } from '../shown.js';
import { OS_CLA } from '../simulator/dashboard.js';
import { Ledger, type LedgerSetup } from '../simulator/ledger.js';
import { CSPRNG, type Randomness } from '../simulator/randomness.js';
import { approveGestures, nextGesture, rejectGestures } from '../simulator/screens/gestures.js';
import { react, screenText, type Ui } from '../simulator/screens/ui.js';
import { type Recording, type RecordingEvent, recordingsByDevice, screenLine } from './format.js';
import {
  type ComparedScreen,
  type Mismatch,
  type ReplayListener,
  type ReplayResult,
  sumOf,
} from './replay-result.js';

export {
  type ComparedScreen,
  type Mismatch,
  type ReplayListener,
  type ReplayResult,
  sumOfEach,
} from './replay-result.js';

/** Bytes of a GET_VERSION answer. */
const VERSION_SIZE = 3;

const GESTURES: readonly RecordingEvent['kind'][] = ['press', 'touch'];
const REFUSALS: readonly number[] = [SW.USER_REFUSED_TRANSACTION, SW.USER_REFUSED_CROSS_SEED];

/** What is said of a recording in which nothing happens. */
export const NO_EXCHANGES = expected(undefined, 'a recording with => and <= lines', 'none');

type CommandEvent = Extract<RecordingEvent, { kind: 'command' }>;

/** How long a status page stays, milliseconds (see screens). */
const STATUS_TIME = 3000;

/**
 * @param onScreen told of every compared screen, equal or not, in order.
 * @throws InputError for a recording in which nothing happens.
 */
export async function replay(
  recording: Recording,
  options: LedgerSetup,
  file: string,
  onScreen: (screen: ComparedScreen) => void = () => {},
): Promise<ReplayResult> {
  const steps = await replaySteps(recording, options, file, { onScreen });
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** As {@link replay}, one event of the recording at a time: for whoever has others to serve. */
export async function replaySteps(
  recording: Recording,
  options: LedgerSetup,
  file: string,
  listener: ReplayListener = {},
): Promise<Generator<undefined, ReplayResult>> {
  const replays = recordingsByDevice(recording).map(
    (one) => new Replay(one, options, file, listener),
  );
  for (const one of replays) await one.loadSigners();
  return everyDevice(replays, listener.most);
}

/** Each device of a recording on a simulator of its own, one after another. */
function* everyDevice(
  replays: readonly Replay[],
  most: number | undefined,
): Generator<undefined, ReplayResult> {
  const results: ReplayResult[] = [];
  for (const one of replays) results.push(yield* one.steps());
  return results.length === 1 ? results[0]! : sumOf(results, most);
}

class Replay {
  private readonly events: readonly RecordingEvent[];
  private readonly file: string;
  private readonly listener: ReplayListener;
  private readonly ledger: Ledger;
  private readonly hasGestures: boolean;
  private at = 0;
  private exchanges = 0;
  private compared = 0;
  private readonly unfinished: Record<string, number> = {};
  private random = 0;
  private lost = 0;
  private screens = 0;
  private coinAppScreens = 0;
  private readonly mismatches: Mismatch[] = [];
  private mismatchCount = 0;
  /** The last command, while its answer has not come. */
  private open: { event: CommandEvent; unfinished: string | undefined } | undefined;
  /** The simulator drew random bytes for the last command. */
  private drew = false;
  private lastCoinStatus = '';

  constructor(recording: Recording, options: LedgerSetup, file: string, listener: ReplayListener) {
    if (recording.events.length === 0) {
      throw new InputError(`${file}: ${NO_EXCHANGES}`);
    }
    this.events = recording.events;
    this.hasGestures = this.events.some(({ kind }) => GESTURES.includes(kind));
    this.file = file;
    this.listener = listener;
    this.ledger = new Ledger({ ...options, randomness: this.recordedRandomness() });
  }

  /** Loads the code of those coin apps that sign in the recording. */
  async loadSigners(): Promise<void> {
    const commands = this.events.filter((event) => event.kind === 'command');
    if (!commands.some(({ apdu }) => isStartSigning(apdu))) return;
    const texts = commands.map(({ apdu }) => bytesAsText(apdu));
    // Configurations may call an app by the first word of its name.
    await this.ledger.loadSigners((name) =>
      texts.some((text) => text.includes(name.split(' ')[0]!)),
    );
  }

  *steps(): Generator<undefined, ReplayResult> {
    for (; this.at < this.events.length; this.at++) {
      this.play(this.events[this.at]!);
      yield;
    }
    this.closeOpen();
    return {
      exchanges: this.exchanges,
      compared: this.compared,
      skipped: {
        coinApp: Object.values(this.unfinished).reduce((sum, count) => sum + count, 0),
        random: this.random,
        lost: this.lost,
      },
      unfinishedCoinApps: this.unfinished,
      screens: this.screens,
      coinAppScreens: this.coinAppScreens,
      mismatches: this.mismatches,
      mismatchCount: this.mismatchCount,
    };
  }

  private play(event: RecordingEvent): void {
    if (event.kind === 'command') this.command(event);
    else if (event.kind === 'answer') this.answer(event.line, event.answer);
    else if (event.kind === 'screen') this.screen(event.line, event.text);
    else if (event.kind === 'press') this.ledger.press(event.button);
    else if (event.kind === 'touch') this.ledger.touch(event.touch);
    else this.leaveLost();
  }

  private command(event: CommandEvent): void {
    this.closeOpen();
    this.exchanges++;
    if (this.ledger.unfinishedCoinApp !== undefined && this.exchangeIsBack(event)) {
      this.coinAppReturned();
    }
    // Class B0 goes to the OS, whoever has the wire.
    const unfinished = event.apdu[0] === OS_CLA ? undefined : this.ledger.unfinishedCoinApp;
    this.open = { event, unfinished };
    this.drew = false;
    if (unfinished === undefined) this.ledger.send(event.apdu);
  }

  private answer(line: number, expected: Uint8Array): void {
    const open = this.open;
    if (open === undefined) {
      this.differs(
        line,
        'answer',
        toHex(expected),
        'nothing',
        'the recording has an answer without a command',
      );
      return;
    }
    this.open = undefined;
    if (open.unfinished !== undefined) {
      this.leaveToCoinApp(open.unfinished);
      this.lastCoinStatus = toHex(expected.subarray(-2));
      return;
    }
    if (!this.hasGestures) this.decideAs(expected);
    const actual = this.ledger.takeAnswer();
    if (this.drew && actual !== undefined && actual.length === expected.length) this.random++;
    else this.compared++;
    if (actual !== undefined && equal(actual, expected)) return;
    const why =
      actual === undefined
        ? 'the simulator still waits for the user where the device answered'
        : answerDifference(expected, actual, this.ledger.lastReason?.what);
    this.differs(
      line,
      describe(open.event.apdu),
      toHex(expected),
      actual ? toHex(actual) : 'no answer',
      why,
    );
  }

  /** Logs of other tools have no gestures: what the user decided is in the answer. */
  private decideAs(answer: Uint8Array): void {
    if (!this.ledger.waitsForUser) return;
    const status = decodeResponse(answer).status;
    const approved = status === SW.SUCCESS;
    if (!approved && !REFUSALS.includes(status)) return;
    // A refusal of the review comes after the warning was accepted.
    const asked = () => this.ledger.ui.kind === 'review' && this.ledger.ui.over === 'warning';
    while (status === SW.USER_REFUSED_TRANSACTION && asked()) {
      this.ledger.feed(nextGesture(this.ledger.ui));
    }
    const gestures = approved ? approveGestures : rejectGestures;
    for (const gesture of gestures(this.ledger.ui)) this.ledger.feed(gesture);
  }

  /** Nobody knows the answer: there is nothing to compare. */
  private leaveLost(): void {
    if (this.open === undefined) return;
    if (this.open.unfinished === undefined) this.ledger.takeAnswer();
    this.open = undefined;
    this.lost++;
  }

  /** A command without a recorded answer was never answered; neither may the simulator. */
  private closeOpen(): void {
    const open = this.open;
    this.open = undefined;
    if (open === undefined) return;
    if (open.unfinished !== undefined) {
      this.leaveToCoinApp(open.unfinished);
      return;
    }
    this.compared++;
    const actual = this.ledger.takeAnswer();
    if (actual === undefined) return;
    const why = 'the device never answered this command, the simulator did';
    this.differs(open.event.line, describe(open.event.apdu), 'no answer', toHex(actual), why);
  }

  private leaveToCoinApp(name: string): void {
    this.unfinished[name] = (this.unfinished[name] ?? 0) + 1;
  }

  private screen(line: number, expected: string): void {
    if (this.ledger.unfinishedCoinApp !== undefined) {
      const result = signingResult(expected);
      if (result !== undefined) this.ledger.endSigning(result);
      else if (textOf(this.ledger.ui) !== expected) {
        this.coinAppScreens++;
        return;
      }
    }
    this.screens++;
    const actual = textOf(this.ledger.ui);
    const differs = actual !== expected && !this.statusPageWent(expected);
    this.listener.onScreen?.({ line, ui: this.ledger.ui });
    if (differs) this.differs(line, 'screen', expected, actual, 'the screen reads differently');
  }

  /** A recording does not say how much time passed; a status page may have gone by itself. */
  private statusPageWent(expected: string): boolean {
    const later = react(this.ledger.ui, { elapse: STATUS_TIME }).ui;
    if (textOf(later) !== expected) return false;
    this.ledger.elapse(STATUS_TIME);
    return true;
  }

  /** Whether the recorded answer to this command can only come from Exchange again. */
  private exchangeIsBack(event: CommandEvent): boolean {
    const answer = this.nextAnswer();
    if (answer === undefined || event.apdu[0] !== 0xe0 || event.apdu[4] !== 0) return false;
    const data = answer.subarray(0, -2);
    if (toHex(answer.subarray(-2)) !== '9000') return false;
    // Of whatever release: where it is another one, the answer differs.
    if (event.apdu[1] === INS.GET_VERSION) return data.length === VERSION_SIZE;
    return (
      event.apdu[1] === INS.START_NEW_TRANSACTION && (data.length === 32 || data.length === 10)
    );
  }

  private coinAppReturned(): void {
    this.ledger.endSigning(this.lastCoinStatus === '9000' ? 'signed' : 'refused');
  }

  private nextAnswer(): Uint8Array | undefined {
    for (let i = this.at + 1; i < this.events.length; i++) {
      const event = this.events[i]!;
      if (event.kind === 'answer') return event.answer;
      if (event.kind === 'command') return undefined;
    }
    return undefined;
  }

  /** The device's random values as the recording has them. */
  private recordedRandomness(): Randomness {
    const recorded = (size: number, otherwise: () => Uint8Array) => {
      this.drew = true;
      const answer = this.nextAnswer();
      return answer?.length === size + 2 ? answer.subarray(0, size) : otherwise();
    };
    const recordedSignature = (size: number, isValid: (signature: Uint8Array) => boolean) => {
      const answer = this.nextAnswer();
      this.drew = true;
      // At the end of the answer, in front of its status and, with some, of one more byte; or, with
      // Kaspa, behind the first three bytes.
      const ends = answer === undefined ? [] : [answer.length - 2, answer.length - 3, 3 + size];
      return ends
        .filter((end) => end >= size && end < answer!.length)
        .map((end) => answer!.subarray(end - size, end))
        .find(isValid);
    };
    return {
      signature: recordedSignature,
      nonce: (form) => recorded(form === 'letters' ? 10 : 32, () => CSPRNG.nonce(form)),
      challenge: () => recorded(4, () => CSPRNG.challenge()),
    };
  }

  private differs(
    line: number,
    command: string,
    expected: string,
    actual: string,
    why: string,
  ): void {
    const { file } = this;
    this.mismatchCount++;
    this.listener.onMismatch?.();
    if (this.mismatches.length >= (this.listener.most ?? Number.POSITIVE_INFINITY)) return;
    this.mismatches.push({ file, line, command, expected, actual, why, ui: this.ledger.ui });
  }
}

function textOf(ui: Ui): string {
  return screenLine(screenText(ui));
}

function isStartSigning([cla, ins, , , size]: Uint8Array): boolean {
  return cla === CLA && ins === INS.START_SIGNING_TRANSACTION && size === 0;
}

function signingResult(screen: string): 'signed' | 'refused' | undefined {
  if (screen === 'Transaction signed') return 'signed';
  return screen.startsWith('Incorrect transaction') ? 'refused' : undefined;
}

function describe(apdu: Uint8Array): string {
  const command = decodeCommand(apdu);
  const name = command && command.cla === 0xe0 ? instructionName(command.ins) : undefined;
  return name ?? `APDU ${toHex(apdu.subarray(0, 5))}`;
}

function answerDifference(expected: Uint8Array, actual: Uint8Array, reason?: string): string {
  const status = (answer: Uint8Array) => {
    const word = answer[answer.length - 2]! * 256 + answer[answer.length - 1]!;
    const hex = word.toString(16).padStart(4, '0');
    const name = statusName(word);
    return { word, text: name === undefined ? hex : `${hex} (${name})` };
  };
  const [wanted, got] = [status(expected), status(actual)];
  const because = reason === undefined ? '' : `; the simulator's reason: ${reason}`;
  if (wanted.word === got.word) return `same status ${got.text}, other data${because}`;
  const says = statusEntry(wanted.word)?.says;
  return `the device answered ${wanted.text}${says ? `: ${says}` : ''} The simulator answered ${got.text}${because}`;
}
