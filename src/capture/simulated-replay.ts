/**
 * One device of a recording, played to a simulator: every answer and every screen is compared.
 */
import { textOf as bytesAsText, equal, toHex } from '../bytes.js';
import { InputError } from '../errors.js';
import { expected } from '../shown.js';
import { OS_CLA } from '../simulator/dashboard.js';
import { Ledger, type LedgerSetup } from '../simulator/ledger.js';
import { react, STATUS_TIME, screenText, type Ui } from '../simulator/screens/ui.js';
import { type Recording, type RecordingEvent, screenLine } from './format.js';
import { decideAs } from './recorded-decision.js';
import { isExchangeAgain, isStartSigning, signingResult } from './recorded-handover.js';
import { recordedRandomness } from './recorded-randomness.js';
import type { Mismatch, ReplayListener, ReplayResult } from './replay-result.js';
import { answerDifference, commandName } from './replay-words.js';

/** What is said of a recording in which nothing happens. */
export const NO_EXCHANGES = expected(undefined, 'a recording with => and <= lines', 'none');

const GESTURES: readonly RecordingEvent['kind'][] = ['press', 'touch'];

type CommandEvent = Extract<RecordingEvent, { kind: 'command' }>;

/** One device of a recording on a simulator of its own. */
export class SimulatedReplay {
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
    const randomness = recordedRandomness(
      () => this.nextAnswer(),
      () => {
        this.drew = true;
      },
    );
    this.ledger = new Ledger({ ...options, randomness });
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
    if (this.ledger.unfinishedCoinApp !== undefined && this.exchangeIsBack(event.apdu)) {
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
    if (!this.hasGestures) decideAs(expected, this.ledger);
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
      commandName(open.event.apdu),
      toHex(expected),
      actual ? toHex(actual) : 'no answer',
      why,
    );
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
    this.differs(open.event.line, commandName(open.event.apdu), 'no answer', toHex(actual), why);
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

  private exchangeIsBack(apdu: Uint8Array): boolean {
    const answer = this.nextAnswer();
    return answer !== undefined && isExchangeAgain(apdu, answer);
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
