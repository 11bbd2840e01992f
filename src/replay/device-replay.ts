/**
 * A log played to any device, one command after another, as a host would. What the user did comes from
 * the recording, and where it has none, from what was answered: whoever got 9000 had approved.
 */
import { decodeResponse } from '../apdu/apdu.js';
import { type RecordingEvent, screenLine } from '../capture/format.js';
import { awaitScreen } from '../device/await-screen.js';
import { isReviewPage } from '../device/gestures.js';
import { decide } from '../device/review.js';
import type { Device, DeviceScreen, ScreenView } from '../device.js';
import { CLA, INS } from '../exchange/constants.js';
import { SW } from '../exchange/status.js';
import { withReview } from '../host/review.js';
import type { LoggedExchange } from '../logs/log.js';
import type { Remake } from './remake.js';

/** What happens around one command, in a recording. */
export interface PlayedCommand {
  readonly exchange: LoggedExchange;
  /** Presses and screens between this command and the next, in order; none in most logs. */
  readonly events: readonly RecordingEvent[];
}

/** A command that was sent, and what came back. */
export interface PlayedExchange {
  readonly recorded: LoggedExchange;
  /** What went to this device and what it answered; null response: none, as recorded. */
  readonly played: LoggedExchange;
  /** Why the device refused, where it can tell. */
  readonly reason?: string;
  /** What the coin app says is not compared: its signature is not simulated. */
  readonly byCoinApp: boolean;
  /** Screens while this command ran. */
  readonly screens: readonly ScreenView[];
  /** Texts of the screens that were recorded in that time. */
  readonly expectedScreens: readonly string[];
}

/** How a log is played. */
export interface PlayOptions {
  /** Makes commands anew; sent as recorded when absent. */
  readonly remake?: Remake;
  /** Presses as recorded, on the screens that were recorded; else by the recorded answer. */
  readonly gestures?: 'recorded' | 'by-answer';
  /** Talk for the person at the device. */
  readonly notify: (text: string) => void;
}

/**
 * Plays the commands of a log to a device, one after another, and tells what came back of each. What
 * was said to a coin app is passed over: nobody can say it again.
 * @throws DeviceError when the device is gone.
 */
export async function* playToDevice(
  device: Device,
  commands: readonly PlayedCommand[],
  options: PlayOptions,
): AsyncGenerator<PlayedExchange> {
  const seen: ScreenView[] = [];
  const stop = device.screen?.onChange((view) => seen.push(view));
  const watch = new CoinAppWatch();
  try {
    for (const [index, command] of commands.entries()) {
      const { exchange } = command;
      const byCoinApp = watch.speaks(exchange.command);
      if (byCoinApp) {
        watch.answered(exchange.command, exchange.response);
        yield { recorded: exchange, played: exchange, byCoinApp, screens: [], expectedScreens: [] };
        continue;
      }
      seen.length = 0;
      const sent = options.remake?.command(index) ?? exchange.command;
      const response = await answered(device, sent, command, options);
      if (isStart(sent) && response !== null && exchange.response !== null) {
        const [now, then] = [response, exchange.response].map((one) => decodeResponse(one).data);
        options.remake?.began(now!, then!);
      }
      watch.answered(sent, response);
      const reason = response === null ? undefined : device.whyRefused?.()?.what;
      yield {
        recorded: exchange,
        played: { ...exchange, command: sent, response },
        byCoinApp,
        screens: [...seen],
        expectedScreens: command.events.flatMap((event) =>
          event.kind === 'screen' ? event.text : [],
        ),
        ...(reason === undefined || isSuccess(response) ? {} : { reason }),
      };
    }
  } finally {
    stop?.();
  }
}

function isStart(apdu: Uint8Array): boolean {
  return apdu[0] === CLA && apdu[1] === INS.START_NEW_TRANSACTION;
}

function isSuccess(response: Uint8Array | null): boolean {
  return response !== null && decodeResponse(response).status === SW.SUCCESS;
}

async function answered(
  device: Device,
  apdu: Uint8Array,
  { exchange, events }: PlayedCommand,
  { notify, gestures: whose }: PlayOptions,
): Promise<Uint8Array | null> {
  let response: Uint8Array | null = null;
  const send = async () => {
    response = await device.exchange(apdu);
  };
  // Any command of the app may put up a review: which one depends on flow and version.
  if (apdu[0] !== CLA) {
    await send();
    return response;
  }
  const gestures = whose === 'recorded' ? events.filter(isGesture) : [];
  if (gestures.length > 0 && device.screen !== undefined) {
    await withGestures(device.screen, send, events);
    return response;
  }
  const status = exchange.response === null ? undefined : decodeResponse(exchange.response).status;
  const refused: readonly (number | undefined)[] = [
    SW.USER_REFUSED_TRANSACTION,
    SW.USER_REFUSED_CROSS_SEED,
  ];
  await withReview(device, send, refused.includes(status) ? 'reject' : 'approve', notify);
  return response;
}

function isGesture({ kind }: RecordingEvent): boolean {
  return kind === 'press' || kind === 'touch';
}

/** How long a recorded screen is waited for, milliseconds; then the device shows something else. */
const SCREEN_PATIENCE = 5000;

/** Each gesture on the screen it was recorded on. A screen that never comes ends it: the device is stopped. */
async function withGestures(
  screen: DeviceScreen,
  send: () => Promise<void>,
  events: readonly RecordingEvent[],
): Promise<void> {
  let isDone = false;
  const sending = send().finally(() => {
    isDone = true;
  });
  sending.catch(() => {});
  for (const event of events) {
    if (isDone) break;
    if (event.kind === 'screen') {
      const shown = await Promise.race([seen(screen, event.text), sending.then(() => true)]);
      if (!shown) break;
    }
    if (event.kind === 'press') await screen.press(event.button);
    if (event.kind === 'touch') await screen.touch(event.touch);
  }
  if (!isDone && isReviewPage(screen.current())) await decide(screen, 'reject');
  await sending;
}

/** True once the screen says this. */
async function seen(screen: DeviceScreen, text: string): Promise<boolean> {
  const fits = (view: ScreenView) => screenLine(view.lines.map((line) => line.text)) === text;
  return (await awaitScreen(screen, fits, { timeoutMs: SCREEN_PATIENCE })) !== undefined;
}

/** Who has the wire: the coin app from START_SIGNING_TRANSACTION until a new transaction begins. */
class CoinAppWatch {
  private signing = false;

  speaks(apdu: Uint8Array): boolean {
    if (isStart(apdu)) this.signing = false;
    return this.signing && apdu[0] !== 0xb0;
  }

  answered(apdu: Uint8Array, response: Uint8Array | null): void {
    if (apdu[0] !== CLA || apdu[1] !== INS.START_SIGNING_TRANSACTION) return;
    if (isSuccess(response)) this.signing = true;
  }
}
