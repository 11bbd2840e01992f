/** Writing files whole or not at all: beside the target first, then in its place. Devices and FIFOs stay. */
import {
  closeSync,
  linkSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DeviceError, type ExchangeSimError, InputError } from '../../errors.js';
import { cutLong, expected } from '../../shown.js';
import { debug } from '../debug.js';
import { statOf } from './input.js';

export interface FileOptions {
  /** How error messages call the path. */
  readonly option: string;
  /** Permission bits; the user's usual ones when absent. */
  readonly mode?: number;
  /** Leave a file that is there alone. */
  readonly keep?: boolean;
}

/** Readable and writable by its owner, nobody else. */
export const OWNER_ONLY = 0o600;

/**
 * @throws InputError when it cannot be written, DeviceError when the disk is full; never repeats the
 * text.
 */
export function writeFile(path: string, text: string, options: FileOptions): void {
  checkTarget(path, options.option);
  try {
    writeWhole(path, text, options);
    debug('file', () => `wrote ${shownPath(path)}, for ${options.option}`);
  } catch (error) {
    throw unwritable(error, path, options.option);
  }
}

/**
 * Before the work whose result is written there.
 * @throws InputError when the folder does not exist, or the target is one.
 */
export function checkTarget(path: string, option: string): void {
  const shown = shownPath(path);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(expected(option, 'a file to write', `a folder at ${shown}`));
  }
  if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(expected(option, 'a file in a folder that exists', shown));
  }
}

/** @throws InputError for what is there and is no folder. */
export function checkFolder(path: string, option: string): void {
  const there = statOf(path);
  if (there === undefined || there.isDirectory()) return;
  const what = isStream(path) ? 'a device or pipe' : 'a file';
  throw new InputError(expected(option, 'a folder', `${what} at ${shownPath(path)}`));
}

/**
 * A regular file is replaced as a whole, behind every link to it; into what is no file (a device, a
 * FIFO, an open descriptor as `/dev/stdout`) it is written.
 * @throws what the file system throws; a file is as it was then.
 */
export function writeWhole(
  path: string,
  data: string | Uint8Array,
  { mode, keep = false }: Omit<FileOptions, 'option'> = {},
): void {
  const target = targetOf(path);
  if (typeof target === 'number') {
    writeDescriptor(target, typeof data === 'string' ? Buffer.from(data) : data);
    return;
  }
  const there = statSync(target, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) {
    writeFileSync(target, data, { flag: 'a' });
    return;
  }
  const beside = besideOf(target);
  const bits = mode ?? (there === undefined ? undefined : there.mode & 0o777);
  try {
    writeFileSync(beside, data, { flag: 'wx', ...(bits === undefined ? {} : { mode: bits }) });
    if (keep) {
      // A link refuses a name that is taken, even one taken this very moment.
      linkSync(beside, target);
      rmSync(beside, { force: true });
    } else {
      renameSync(beside, target);
    }
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Bytes that are worth writing at once. */
const ENOUGH = 64 * 1024;

/** A file that is written piece by piece, and is there whole or not at all. */
export interface WholeFile {
  write(data: string | Uint8Array): void;
  /** Puts it in its place. */
  finish(): void;
  /** Leaves what was there before; nothing after {@link finish}. */
  abandon(): void;
}

/**
 * As {@link writeFile}, for what is too long to be held.
 * @throws as {@link writeFile}, each of its functions as well.
 */
export function wholeFile(path: string, option: string): WholeFile {
  checkTarget(path, option);
  const guarded = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw unwritable(error, path, option);
    }
  };
  const target = guarded(() => targetOf(path));
  const there =
    typeof target === 'number' ? undefined : statSync(target, { throwIfNoEntry: false });
  const isReplaced = typeof target === 'string' && (there === undefined || there.isFile());
  const beside = isReplaced ? besideOf(target) : undefined;
  const file = guarded(() => {
    if (beside !== undefined) return openSync(beside, 'wx', there && there.mode & 0o777);
    return typeof target === 'number' ? target : openSync(target, 'a');
  });
  const waiting: Uint8Array[] = [];
  let size = 0;
  const flush = () => {
    const bytes = Buffer.concat(waiting.splice(0));
    size = 0;
    writeDescriptor(file, bytes);
  };
  let isOpen = true;
  const close = () => {
    if (isOpen && typeof target === 'string') closeSync(file);
    isOpen = false;
  };
  const abandon = () => {
    if (!isOpen) return;
    close();
    if (beside !== undefined) rmSync(beside, { force: true });
  };
  return {
    write(data) {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      waiting.push(bytes);
      size += bytes.length;
      if (size >= ENOUGH) guarded(flush);
    },
    finish: () =>
      guarded(() => {
        flush();
        close();
        if (beside !== undefined) renameSync(beside, target as string);
        debug('file', () => `wrote ${shownPath(path)}, for ${option}`);
      }),
    abandon,
  };
}

function besideOf(target: string): string {
  return `${target}.${crypto.randomUUID().slice(0, 8)}.tmp`;
}

/** Milliseconds until a reader that has not kept up is offered the rest again. */
const PATIENCE = 5;

/** All of it: Node's own pipes do not wait for a slow reader, and say EAGAIN instead. */
function writeDescriptor(descriptor: number, data: Uint8Array): void {
  for (let done = 0; done < data.length; ) {
    try {
      done += writeSync(descriptor, data, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE);
    }
  }
}

/** Whether what is written there goes to somebody, and is no file that stays: a device, a FIFO, stdout. */
export function isStream(path: string): boolean {
  const there = statOf(path);
  if (there === undefined || there.isDirectory()) return false;
  return !there.isFile() || typeof targetOf(path) === 'number';
}

/** `/dev/stdout` and its like lead here on every Unix. */
const DESCRIPTOR = /^\/(?:dev|proc\/self|proc\/\d+)\/fd\/(\d{1,9})$/;
const OWN = new RegExp(`^/(?:dev|proc/self|proc/${process.pid})/`);
/** As many as Linux follows. */
const MAX_LINKS = 40;

/** The path behind all links, also one that leads nowhere yet; a descriptor of this process by number. */
function targetOf(path: string): string | number {
  let target = path;
  for (let links = 0; links < MAX_LINKS; links++) {
    const [, descriptor] = DESCRIPTOR.exec(target) ?? [];
    if (descriptor !== undefined && OWN.test(target)) return Number(descriptor);
    if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink() !== true) break;
    target = resolve(dirname(target), readlinkSync(target));
  }
  return target;
}

/** The disk, not the path, is what is wrong. */
const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EIO'];

/** A failure of the file system as a sentence. */
export function unwritable(error: unknown, path: string, option: string): ExchangeSimError {
  const shown = shownPath(path);
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') {
    return new InputError(expected(option, 'a new file', `one at ${shown}`), {
      hint: 'Add --force to replace it. A private key that is replaced is gone.',
    });
  }
  const what = `${option}: ${shown} cannot be written (${code})`;
  if (code === 'EPIPE') return new DeviceError(`${what}: its reader is gone`, { cause: error });
  if (!FULL.includes(code)) return new InputError(what, { cause: error });
  return new DeviceError(what, { hint: 'Make room on that disk, and run it again.', cause: error });
}

function shownPath(path: string): string {
  return JSON.stringify(cutLong(path));
}
