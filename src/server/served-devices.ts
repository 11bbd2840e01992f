/** The devices of one server, by id. The first is the default one, which is also at the root. */

import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';
import type { Pbkdf2 } from '../simulator/mnemonic.js';
import { holdTime } from '../simulator/screens/gestures.js';
import { createSimulator, type Simulator } from '../simulator/simulator.js';
import type { Verifier } from '../simulator/verifier.js';
import { DeviceClock } from './device-clock.js';
import {
  changedSettings,
  DEFAULT_SETTINGS,
  type DeviceSettings,
  ledgerOptions,
  type ShownSettings,
  shownSettings,
} from './device-settings.js';
import { faultySimulator } from './faulty-simulator.js';
import { LIMITS, LimitError } from './limits.js';
import { type HostedDevice, ServedDevice } from './served-device.js';
import { simulatorPicture } from './simulator-picture.js';

/** What simulators are made of, and who is told. */
export interface ServedDevicesOptions {
  readonly verifier?: Verifier;
  readonly pbkdf2?: Pbkdf2;
  /** At most so many devices, {@link LIMITS.devices} when absent. */
  readonly max?: number;
  /** Puts something in front of each simulator, e.g. faults. */
  readonly wrap?: (simulator: Simulator) => Simulator;
  /** Told of every device that comes in. */
  readonly added?: (served: ServedDevice) => void;
  /** An automation rule asked to `exit`. */
  readonly exit?: (id: string) => void;
}

interface Slot {
  readonly served: ServedDevice;
  /** Absent for a device that is not simulated. */
  settings?: DeviceSettings;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** The devices behind a server, by their ids. */
export class ServedDevices {
  private readonly options: ServedDevicesOptions;
  private readonly slots = new Map<string, Slot>();
  private counter = 0;

  constructor(options: ServedDevicesOptions = {}) {
    this.options = options;
  }

  get size(): number {
    return this.slots.size;
  }

  get ids(): readonly string[] {
    return [...this.slots.keys()];
  }

  /** The device of this id; the first one when there is none. */
  get(id?: string): ServedDevice | undefined {
    const key = id ?? this.slots.keys().next().value;
    return key === undefined ? undefined : this.slots.get(key)?.served;
  }

  /** Undefined for a device that is not simulated. */
  settings(id: string): ShownSettings | undefined {
    const settings = this.slots.get(id)?.settings;
    return settings === undefined ? undefined : shownSettings(settings);
  }

  /** Settings of the default device, or the defaults. */
  private get base(): DeviceSettings {
    return this.slots.values().next().value?.settings ?? DEFAULT_SETTINGS;
  }

  /** A device that is already open, e.g. a Ledger on USB. */
  add(id: string, behind: HostedDevice): ServedDevice {
    this.checkRoom(id);
    const served = new ServedDevice(id, behind);
    this.slots.set(id, { served });
    this.options.added?.(served);
    return served;
  }

  /**
   * A new simulator; what is not said is as on the default device.
   * @throws InputError for settings that are none or an id in use, LimitError when there is no room for it.
   */
  create(changes: Readonly<Record<string, unknown>> = {}, id = this.freeId()): ServedDevice {
    this.checkRoom(id);
    return this.place(id, changedSettings(this.base, changes, this.options));
  }

  /** As {@link create}, with settings that are checked already. */
  place(id: string, settings: DeviceSettings): ServedDevice {
    this.checkRoom(id);
    const clock = new DeviceClock();
    const served = new ServedDevice(id, this.simulated(id, settings, clock), clock);
    this.slots.set(id, { served, settings });
    this.options.added?.(served);
    return served;
  }

  /** The same device with other settings, freshly started. */
  async change(id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
    const slot = this.slots.get(id);
    if (slot?.settings === undefined) {
      throw new InputError(`device ${id}: only a simulated device has settings`);
    }
    const settings = changedSettings(slot.settings, changes, this.options);
    await slot.served.restart(this.simulated(id, settings, slot.served.clock));
    slot.settings = settings;
  }

  /** False when there is none. */
  async remove(id: string): Promise<boolean> {
    const slot = this.slots.get(id);
    if (slot === undefined) return false;
    this.slots.delete(id);
    await slot.served.close();
    return true;
  }

  /** Closes all devices. */
  async close(): Promise<void> {
    await Promise.all(this.ids.map((id) => this.remove(id)));
  }

  private simulated(id: string, settings: DeviceSettings, clock: DeviceClock): HostedDevice {
    const { verifier, wrap, exit } = this.options;
    const options = {
      ...ledgerOptions(settings),
      ...(verifier === undefined ? {} : { verifier }),
      clock: clock.now,
    };
    const simulator = createSimulator(options);
    return {
      device: faultySimulator(wrap === undefined ? simulator : wrap(simulator)),
      interrupts: true,
      screenshot: (moment) => simulatorPicture(simulator, moment),
      holdTime: (x, y) => holdTime(simulator.ledger.ui, x, y),
      signingApp: () => simulator.ledger.signingApp,
      ...(exit === undefined ? {} : { exit: () => exit(id) }),
    };
  }

  private freeId(): string {
    do this.counter++;
    while (this.slots.has(String(this.counter)));
    return String(this.counter);
  }

  private checkRoom(id: string): void {
    if (!ID.test(id)) {
      throw new InputError(expected('id', '1 to 64 letters, digits, - and _', shownText(id)));
    }
    if (this.slots.has(id)) throw new InputError(`id: ${id} is in use`);
    const max = this.options.max ?? LIMITS.devices;
    if (this.slots.size >= max) {
      throw new LimitError(`there are ${max} devices already; DELETE one first`);
    }
  }
}
