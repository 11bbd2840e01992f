/**
 * One device behind the server: its queue of commands, the text events Speculos would report, the
 * presses and touches on it, automation rules, and the journal of everything that happens to it.
 */
import type {
  Button,
  Device,
  DeviceScreen,
  Reason,
  ScreenView,
  TextLine,
  Touch,
} from '../device.js';
import { DeviceError } from '../errors.js';
import type { SigningApp } from '../simulator/running.js';
import type { Moment } from '../simulator/screens/pixels/moment.js';
import { STATUS_TIME } from '../simulator/screens/ui.js';
import type { Automation, AutomationAction } from './automation.js';
import { DeviceClock, TICK } from './device-clock.js';
import { DeviceInput } from './device-input.js';
import { ExchangeQueue, type Turn } from './exchange-queue.js';
import { Journal, type Origin } from './journal.js';
import { LIMITS } from './limits.js';
import { SigningWatch } from './signing-watch.js';
import { TextLog } from './text-log.js';

/** A Device, and what the server must know about it beyond the contract. */
export interface HostedDevice {
  readonly device: Device;
  /** Takes a command while another one waits for the user. */
  readonly interrupts: boolean;
  /** Asked before each command; what it throws keeps the command from the device. */
  readonly admit?: (apdu: Uint8Array) => Promise<void>;
  /**
   * The current screen as a PNG at the display's own resolution, where the server knows more of it
   * than the device: the finger on it. The device's own `screenshot` when absent.
   */
  readonly screenshot?: (moment: Moment) => Promise<Uint8Array>;
  /** Seconds after which a finger held at this point acts without being lifted. */
  readonly holdTime?: (x: number, y: number) => number | undefined;
  /** The coin app that has the wire; absent where nobody can tell. */
  readonly signingApp?: () => SigningApp | undefined;
  /** Told to `exit` by an automation rule. */
  readonly exit?: () => void;
}

/** One device behind a server. */
export class ServedDevice {
  readonly id: string;
  /** @internal */
  readonly texts = new TextLog();
  /** @internal */
  readonly journal = new Journal();
  /** @internal */
  readonly clock: DeviceClock;
  /** @internal */
  readonly input: DeviceInput;
  /**
   * Open event streams.
   * @internal
   */
  streams = 0;
  private behind: HostedDevice;
  private queue: ExchangeQueue;
  private stopListening: (() => void) | undefined;
  private automation: Automation | undefined;
  /** Texts that wait for being compared with the rules. */
  private offered: TextLine[] = [];
  private acting = false;
  /** Actions the rules may still make before the next command. */
  private actionsLeft: number = LIMITS.automationActions;
  private lastScreen = '';
  private reason: Reason | undefined;
  private closed = false;
  private readonly closeListeners = new Set<() => void>();

  /** @internal */
  constructor(id: string, behind: HostedDevice, clock: DeviceClock = new DeviceClock()) {
    this.id = id;
    this.clock = clock;
    this.behind = behind;
    this.queue = this.queueFor(behind);
    this.input = new DeviceInput({
      press: (button) => this.press(button),
      touch: (touch) => this.touch(touch),
      clock,
      holdTime: (x, y) => this.behind.holdTime?.(x, y),
    });
    this.listen();
  }

  get device(): Device {
    return this.behind.device;
  }

  /** The screen as a PNG; undefined where there are no pictures. */
  get screenshot(): (() => Promise<Uint8Array>) | undefined {
    const { device, screenshot } = this.behind;
    if (screenshot !== undefined) return () => screenshot(this.input.moment());
    const { screenshot: own } = device;
    return own && (() => own.call(device));
  }

  /** Commands that are being answered or wait for their turn. */
  get queueLength(): number {
    return this.queue.length;
  }

  get lastReason(): Reason | undefined {
    return this.reason;
  }

  /** @throws LimitError when too many commands wait already. */
  exchange(apdu: Uint8Array, from: Origin): Turn {
    if (this.closed) throw new DeviceError(`device ${this.id} is gone`);
    this.actionsLeft = LIMITS.automationActions;
    return this.queue.exchange(apdu, from);
  }

  /** @throws DeviceError for a device whose screen no program can press. */
  screen(): DeviceScreen {
    const { screen } = this.behind.device;
    if (screen !== undefined) return screen;
    throw new DeviceError(
      `${this.behind.device.name}: no program can see or press this screen; a person at the device can`,
    );
  }

  /** A whole press; it stands in the journal. */
  async press(button: Button): Promise<void> {
    const screen = this.screen();
    this.journal.add({ type: 'press', button });
    await screen.press(button);
  }

  /** A whole touch; it stands in the journal. */
  async touch(touch: Touch): Promise<void> {
    const screen = this.screen();
    this.journal.add({ type: 'touch', touch });
    await screen.touch(touch);
  }

  /** @internal */
  automate(automation: Automation | undefined): void {
    this.automation = automation;
    this.offered = [];
    this.actionsLeft = LIMITS.automationActions;
  }

  /** Looks at the screen again: time may have changed it without anybody pressing. */
  refresh(): void {
    const { screen } = this.behind.device;
    if (screen !== undefined && !this.closed) this.shown(screen.current());
  }

  /** Another device in the place of this one; streams stay open. Commands under way are lost. */
  async restart(behind: HostedDevice): Promise<void> {
    const old = this.behind;
    this.stopListening?.();
    this.behind = behind;
    this.queue = this.queueFor(behind);
    this.journal.add({ type: 'restart' });
    this.lastScreen = '';
    this.listen();
    await old.device.close();
  }

  /** Ends streams and the device. */
  async close(): Promise<void> {
    this.closed = true;
    this.stopListening?.();
    for (const listener of [...this.closeListeners]) listener();
    await this.behind.device.close();
  }

  /** Calls back once when the device is closed, until the returned function is called. */
  onClose(listener: () => void): () => void {
    this.closeListeners.add(listener);
    return () => this.closeListeners.delete(listener);
  }

  private queueFor({ device, interrupts, admit, signingApp }: HostedDevice): ExchangeQueue {
    const watch = new SigningWatch(signingApp);
    const send = (apdu: Uint8Array, from: Origin) => this.send(device, watch, apdu, from);
    if (admit === undefined) return new ExchangeQueue(send, { interrupts });
    const admitted = (apdu: Uint8Array, from: Origin) => this.admitted(admit, apdu, from);
    return new ExchangeQueue(send, { interrupts, admit: admitted });
  }

  private async admitted(
    admit: NonNullable<HostedDevice['admit']>,
    apdu: Uint8Array,
    from: Origin,
  ): Promise<void> {
    try {
      await admit(apdu);
    } catch (error) {
      this.journal.add({ type: 'withheld', apdu, from, error: (error as Error).message });
      throw error;
    }
  }

  private async send(
    device: Device,
    watch: SigningWatch,
    apdu: Uint8Array,
    from: Origin,
  ): Promise<Uint8Array> {
    const app = watch.appFor(apdu);
    const named = app === undefined ? {} : { app };
    const command = this.journal.add({ type: 'command', apdu, from, ...named });
    try {
      const answer = await device.exchange(apdu);
      const reason = device.whyRefused?.();
      this.reason = reason;
      this.journal.add({
        type: 'answer',
        command,
        apdu,
        answer,
        ...(reason === undefined ? {} : { reason }),
        ...named,
      });
      const result = app && watch.answered(app, { apdu, answer }, reason);
      if (result) this.journal.add({ type: 'signing', result });
      return answer;
    } catch (error) {
      this.journal.add({ type: 'lost', command, error: (error as Error).message });
      throw error;
    }
  }

  private listen(): void {
    const { screen } = this.behind.device;
    if (screen === undefined) return;
    this.stopListening = screen.onChange((view) => this.shown(view));
    this.shown(screen.current());
  }

  private shown(view: ScreenView): void {
    const lines = view.events ?? view.lines;
    const key = `${view.kind} ${JSON.stringify(lines)}`;
    if (key === this.lastScreen) return;
    this.lastScreen = key;
    this.journal.add({ type: 'screen', screen: view });
    this.texts.show(lines);
    // Nobody may press: a status page goes by itself.
    if (view.kind === 'status') this.lookAgain(STATUS_TIME + TIMER_SLACK);
    this.obey([CLEARED, ...lines]);
  }

  private lookAgain(afterMs: number): void {
    const timer = setTimeout(() => {
      this.refresh();
      // Its time stood still in between.
      const { screen } = this.behind.device;
      if (!this.closed && screen?.current().kind === 'status') this.lookAgain(TICK);
    }, afterMs);
    if (typeof timer === 'object') timer.unref();
  }

  private obey(texts: readonly TextLine[]): void {
    if (this.automation === undefined) return;
    this.offered.push(...texts);
    if (this.offered.length > LIMITS.automationTexts) {
      this.offered = [];
      this.stopped(`more than ${LIMITS.automationTexts} texts wait for the rules: they are let go`);
    }
    void this.act();
  }

  /**
   * Text by text; a variable that one sets is what the rules for the next one see. Each action in a
   * turn of its own: a rule that answers every screen with a press must not keep the whole process
   * from its other clients.
   */
  private async act(): Promise<void> {
    if (this.acting) return;
    this.acting = true;
    try {
      for (let text = this.offered.shift(); text; text = this.offered.shift()) {
        const { automation } = this;
        if (automation === undefined) return;
        const actions = await automation.actionsFor(text);
        // The rules were replaced meanwhile.
        if (automation !== this.automation) continue;
        for (const action of actions)
          if (action[0] === 'setbool') automation.set(action[1], action[2]);
        for (const action of actions) if (action[0] !== 'setbool') await this.carryOut(action);
        if (this.closed) return;
      }
    } catch (error) {
      this.automate(undefined);
      this.stopped(`${(error as Error).message}: the rules are switched off`);
    } finally {
      this.acting = false;
    }
  }

  private async carryOut(action: PendingAction): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    if (this.closed) return;
    if (this.actionsLeft >= 0 && this.actionsLeft-- === 0) {
      const count = LIMITS.automationActions;
      this.stopped(`${count} actions since the last command: the rules wait for the next one`);
    }
    // What was pressed is let go all the same: a button held for ever would become part of the next press.
    if (this.actionsLeft < 0 && !isRelease(action)) return;
    // As on Speculos: a press the model does not know does nothing.
    await this.perform(action).catch(() => {});
  }

  private stopped(error: string): void {
    this.journal.add({ type: 'automation', error });
  }

  private async perform(action: PendingAction): Promise<void> {
    switch (action[0]) {
      case 'button':
        return this.input.button(action[1], action[2]);
      case 'finger':
        return this.input.fingerAt(action[1], action[2], action[3]);
      case 'exit':
        this.behind.exit?.();
    }
  }
}

type PendingAction = Exclude<AutomationAction, readonly ['setbool', ...unknown[]]>;

function isRelease(action: PendingAction): boolean {
  return action[0] !== 'exit' && action.at(-1) === false;
}

/** Rules are offered the clearing of the screen, too: as an empty text in its corner. */
const CLEARED: TextLine = { text: '', x: 0, y: 0, w: 0, h: 0 };

/** Timers may fire a little early, milliseconds. */
const TIMER_SLACK = 20;
