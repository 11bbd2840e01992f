/**
 * Any Device with faults in front of it. The same faults, seed and commands always give the same
 * answers; waiting is done with the Time that is handed in.
 *
 * Two faults stand on what is known, not on recordings: `memory-corruption` answers as the app does
 * when its check fails (FIRMWARE: 6A8A, the state is kept), and `coin-app-crash` ends the app
 * without an answer and leaves the dashboard, as an exception does that nobody catches.
 */
import { response } from '../../apdu/apdu.js';
import { forward } from '../../device/forward.js';
import type { Device, Reason } from '../../device.js';
import { DeviceError, LostAnswerError } from '../../errors.js';
import { instructionName } from '../../exchange/constants.js';
import { SW } from '../../exchange/status.js';
import { type Fault, isAt, LOCKED } from './fault.js';
import { mulberry32 } from './mulberry32.js';
import { slowScreen } from './slow-screen.js';
import { realTime, type Time } from './time.js';

/** The clock and the randomness of faults. */
export interface FaultOptions {
  /** Which byte and bits `corrupt` changes; 1 when absent. */
  readonly seed?: number;
  readonly time?: Time;
}

/** A device at which these faults happen. Closing it closes the device. */
export function withFaults(
  device: Device,
  faults: readonly Fault[],
  options: FaultOptions = {},
): Device {
  const faulty = new Faulty(device, faults, options);
  const { screen } = device;
  return forward(device, {
    ...(screen === undefined ? {} : { screen: slowScreen(screen, () => faulty.beforeGesture()) }),
    exchange: (apdu) => faulty.exchange(apdu),
    whyRefused: () => faulty.reason ?? device.whyRefused?.(),
  });
}

/** Ends whatever app is open. */
const QUIT = Uint8Array.of(0xb0, 0xa7, 0, 0, 0);

/** What is still to come of a fault. */
interface Standing {
  readonly fault: Fault;
  left: number;
  begun: boolean;
}

/** What has struck, and what is still to strike. */
class Faulty {
  /** Why the last answer came, where a fault made it. */
  reason: Reason | undefined;
  private readonly device: Device;
  private readonly time: Time;
  private readonly standing: Standing[];
  private readonly draw: () => number;
  /** Milliseconds before each gesture. */
  private readonly slow: number;
  private count = 0;
  private unplugged = false;
  /** Answers on their way, once one came twice. */
  private late: Promise<Uint8Array>[] | undefined;

  constructor(
    device: Device,
    faults: readonly Fault[],
    { seed = 1, time = realTime }: FaultOptions,
  ) {
    this.device = device;
    this.time = time;
    this.draw = mulberry32(seed);
    this.standing = faults.map((fault) => ({ fault, left: timesOf(fault), begun: false }));
    this.slow = faults.reduce(
      (sum, fault) => sum + (fault.kind === 'slow-user' ? fault.milliseconds : 0),
      0,
    );
  }

  async beforeGesture(): Promise<void> {
    if (this.slow > 0) await this.time.wait(this.slow);
    if (this.unplugged) throw gone();
  }

  async exchange(apdu: Uint8Array): Promise<Uint8Array> {
    this.reason = undefined;
    if (this.unplugged) throw gone();
    this.count++;
    const name = instructionName(apdu[1] ?? -1) ?? 'the command';
    const struck = this.strike(apdu);
    const has = <Kind extends Fault['kind']>(kind: Kind) =>
      struck.find((fault): fault is Extract<Fault, { kind: Kind }> => fault.kind === kind);

    const unplug = has('unplug');
    if (unplug !== undefined && unplug.answering !== true) throw this.pull(name);
    if (has('lock')) return this.say(LOCKED, 'the device is locked');
    if (has('memory-corruption')) {
      return this.say(SW.MEMORY_CORRUPTION, 'the coin app wrote where it must not');
    }
    if (has('coin-app-crash')) {
      await this.device.exchange(QUIT);
      throw new LostAnswerError(`no answer came to ${name}: the coin app crashed`, {
        hint: 'The dashboard is shown: open the Exchange app and start again.',
      });
    }

    let answer = await this.answerTo(apdu);
    if (unplug) throw this.pull(name);
    const delay = has('delay');
    if (delay) await this.time.wait(delay.milliseconds);
    if (has('lose')) throw new LostAnswerError(`the answer to ${name} was lost`);
    if (has('duplicate')) this.late ??= [Promise.resolve(answer)];
    const cut = has('truncate');
    if (cut) answer = answer.slice(0, cut.bytes ?? 1);
    const corrupt = has('corrupt');
    if (corrupt) answer = this.corrupted(answer, corrupt.offset);
    return answer;
  }

  /** The faults that hit this APDU, each used up by one. */
  private strike(apdu: Uint8Array): Fault[] {
    return this.standing.flatMap((entry) => {
      const { fault } = entry;
      const goesOn = fault.kind === 'lock' && entry.begun;
      if (entry.left <= 0 || !(goesOn || isAt(fault, apdu, this.count))) return [];
      entry.begun = true;
      entry.left--;
      return [fault];
    });
  }

  /** The answer that arrives next: this command's, or the one before's after a duplicate. */
  private answerTo(apdu: Uint8Array): Promise<Uint8Array> {
    const own = this.device.exchange(apdu);
    if (this.late === undefined) return own;
    // Nobody may ever ask for it.
    own.catch(() => {});
    this.late.push(own);
    return this.late.shift()!;
  }

  private pull(command: string): DeviceError {
    this.unplugged = true;
    return new DeviceError(`the device was unplugged at ${command}`, { hint: RECONNECT });
  }

  private say(status: number, what: string): Uint8Array {
    this.reason = { what: `injected fault: ${what}` };
    return response(status);
  }

  private corrupted(answer: Uint8Array, offset: number | undefined): Uint8Array {
    const changed = answer.slice();
    const drawn = this.draw();
    const from = offset === undefined ? drawn % answer.length : offset;
    const at = from < 0 ? answer.length + from : from;
    const bits = 1 + ((drawn >>> 16) % 0xff);
    if (changed[at] !== undefined) changed[at] ^= bits;
    return changed;
  }
}

const RECONNECT = 'Plug it in again and open it anew: nothing reaches it through this connection.';

function gone(): DeviceError {
  return new DeviceError('the device is unplugged', { hint: RECONNECT });
}

function timesOf(fault: Fault): number {
  const times = 'times' in fault ? fault.times : undefined;
  return (
    times ?? (fault.kind === 'lock' || fault.kind === 'slow-user' ? Number.POSITIVE_INFINITY : 1)
  );
}
