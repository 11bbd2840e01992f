/**
 * The simulated Ledger as a Device: answers APDUs, waits for the user during a review, shows its
 * screen. A thin asynchronous shell around `ledger.ts`; the clock is handed in.
 */

import { waitForText } from '../device/await-screen.js';
import {
  type Button,
  type Device,
  type DeviceScreen,
  isNano,
  type Reason,
  type ScreenView,
  type Touch,
} from '../device.js';
import { DeviceError, InputError, LostAnswerError } from '../errors.js';
import { DEFAULT_FIRMWARE } from '../firmware/index.js';
import type { CoinApp } from './coins/coin-app.js';
import { Ledger, type LedgerOptions } from './ledger.js';
import { approveGestures, nextGesture, rejectGestures } from './screens/gestures.js';
import { STATUS_TIME, type UiEvent, type UiView, view } from './screens/ui.js';

/** What a simulator is made of besides its Ledger. */
export interface SimulatorOptions extends LedgerOptions {
  /** Milliseconds since any fixed moment; the system's monotonic clock when absent. */
  readonly clock?: () => number;
}

export interface Simulator extends Device {
  readonly name: 'simulator';
  readonly screen: SimulatorScreen;
  /** The Ledger inside, for who needs more than the contract: wallet, coin apps, state. */
  readonly ledger: Ledger;
  /** Why the last command was refused, as only a simulator can know. */
  whyRefused(): Reason | undefined;
  /** The installed coin app of this name. */
  coinApp(name: string): CoinApp | undefined;
}

export interface SimulatorScreen extends DeviceScreen {
  /** What is shown now, with all that is known of it. */
  current(): UiView;
}

/**
 * A Ledger in memory with the Exchange app open, as a Device: a Nano S Plus with the newest release,
 * all coin apps and the emulator’s public seed when nothing else is said. Time is real, randomness
 * that of the platform.
 * @throws InputError for an unknown coin app among the options.
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new SimulatedDevice(options);
}

/** The simulator itself, or one in front of it that shows all of it; other devices cannot be looked into. */
export function isSimulator(device: Device): device is Simulator {
  return device.name === 'simulator' && 'ledger' in device;
}

interface Pending {
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

function tooLong(size: number, longest: number): LostAnswerError {
  return new LostAnswerError(
    `no answer comes to an APDU of ${size} bytes: the device drops what is longer than ${longest}`,
    { hint: 'An APDU has at most 260 bytes: send longer data in chunks.' },
  );
}

function notDuringReview(): LostAnswerError {
  return new LostAnswerError(
    'no answer comes to a command during a review: apps of this SDK (API level 23 or older) drop it',
    { hint: 'Wait for the user: the answer of the command before still comes.' },
  );
}

class SimulatedDevice implements Simulator {
  readonly name = 'simulator';
  readonly ledger: Ledger;
  readonly screen: SimulatorScreen;
  private readonly clock: () => number;
  private readonly listeners = new Set<(screen: ScreenView) => void>();
  private lastEvent: number;
  private shown: string;
  private pending: Pending | undefined;
  private closed = false;
  /** While the code of a coin app that begins to sign is loaded, commands wait. */
  private loading: Promise<void> | undefined;

  constructor({ clock = () => performance.now(), ...options }: SimulatorOptions) {
    this.ledger = new Ledger({ ...options, firmware: options.firmware ?? DEFAULT_FIRMWARE });
    this.clock = clock;
    this.lastEvent = clock();
    this.shown = this.screenKey();
    this.screen = {
      current: () => this.now(),
      press: (button) => this.press(button),
      touch: (touch) => this.touch(touch),
      approve: async () => this.play(approveGestures(this.uiNow())),
      reject: async () => this.play(rejectGestures(this.uiNow())),
      next: async () => this.play([nextGesture(this.uiNow())]),
      onChange: (listener) => {
        this.shown = this.screenKey();
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      waitFor: (text, options) => waitForText(this.screen, text, options),
    };
  }

  get model() {
    return this.ledger.model;
  }

  whyRefused(): Reason | undefined {
    return this.ledger.lastReason;
  }

  coinApp(name: string): CoinApp | undefined {
    return this.ledger.coinApp(name);
  }

  exchange(apdu: Uint8Array): Promise<Uint8Array> {
    if (this.loading !== undefined) return this.loading.then(() => this.exchange(apdu));
    if (this.closed) return Promise.reject(new DeviceError('the simulated device is closed'));
    this.passTime();
    const dropped = this.ledger.dropped(apdu);
    if (dropped === 'too long') {
      return Promise.reject(tooLong(apdu.length, this.ledger.longestApdu));
    }
    if (dropped !== undefined) return Promise.reject(notDuringReview());
    this.ledger.send(apdu);
    const answer = this.ledger.takeAnswer();
    // The device answers each command it receives once: a command during the review takes the
    // place of the review's own answer, which then never comes.
    this.pending?.reject(
      new DeviceError(
        'the answer of this command is lost: another command came during the review',
        {
          hint: 'Send one command at a time and wait for its answer.',
        },
      ),
    );
    this.pending = undefined;
    this.notify();
    const signs = this.ledger.signerNeeded;
    if (signs !== undefined && answer !== undefined) return this.load(signs).then(() => answer);
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve, reject) => {
      this.pending = { resolve, reject };
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
    this.pending?.reject(new DeviceError('the simulated device was closed during a review'));
    this.pending = undefined;
  }

  private load(app: string): Promise<void> {
    this.loading = this.ledger
      .loadSigner(app)
      .then(() => this.notify())
      .finally(() => {
        this.loading = undefined;
      });
    return this.loading;
  }

  private async press(button: Button): Promise<void> {
    if (!isNano(this.model)) throw new InputError(`${this.model} has no buttons: use touch`);
    this.play([{ press: button }]);
  }

  private async touch(touch: Touch): Promise<void> {
    if (isNano(this.model)) throw new InputError(`${this.model} has no touch screen: use press`);
    this.play([{ touch }]);
  }

  private play(events: readonly UiEvent[]): void {
    this.passTime();
    for (const event of events) {
      this.ledger.feed(event);
      this.notify();
    }
    const answer = this.ledger.takeAnswer();
    if (answer === undefined || this.pending === undefined) return;
    const { resolve } = this.pending;
    this.pending = undefined;
    resolve(answer);
  }

  private passTime(): void {
    const now = this.clock();
    this.ledger.elapse(now - this.lastEvent);
    this.lastEvent = now;
  }

  private uiNow() {
    this.passTime();
    return this.ledger.ui;
  }

  private now(): UiView {
    return view(this.uiNow());
  }

  /** A page that has only been shown longer is the same. */
  private screenKey(): string {
    // The context never changes, and a screen has nothing else.
    const left = ['context', 'shown'];
    return JSON.stringify(this.ledger.ui, (key, value) => (left.includes(key) ? undefined : value));
  }

  private notify(): void {
    if (this.listeners.size === 0) return;
    const key = this.screenKey();
    if (key === this.shown) return;
    this.shown = key;
    const screen = view(this.ledger.ui);
    for (const listener of [...this.listeners]) listener(screen);
    if (this.ledger.ui.kind === 'status') this.watchStatus();
  }

  /** Nobody may press: tell the listeners when a status page goes by itself. */
  private watchStatus(): void {
    const timer = setTimeout(() => {
      this.passTime();
      this.notify();
    }, STATUS_TIME);
    if (typeof timer === 'object') timer.unref();
  }
}
