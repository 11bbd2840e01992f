/**
 * A recording that is written line by line as it happens, and outlives a full disk: the file ends
 * with a whole line, what does not fit waits here, and nothing is sent that cannot be recorded first.
 */
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { formatRecording, type RecordedEvent } from '../../capture/format.js';
import { DeviceError } from '../../errors.js';
import { cutLong } from '../../shown.js';
import { OWNER_ONLY, unwritable } from './output.js';

/** The file system, or what plays it in a test. */
export interface AppendOnly {
  /** Bytes written, which may be fewer than there are. */
  write(bytes: Uint8Array): number;
  /** Throws as `write` does when so many bytes would not fit. */
  makeRoom(count: number): void;
  /** Takes back what `write` wrote of a line that did not fit, where that can be. */
  takeBack(count: number): void;
  close(): void;
}

/** Bytes of the longest exchange as two lines, and more. */
const EXCHANGE_ROOM = 4096;
/** Bytes that wait for room; what comes then is counted and left out. */
const MOST_WAITING = 1024 * 1024;

export class RecordingFile {
  private readonly path: string;
  private readonly file: AppendOnly;
  private readonly tell: (text: string) => void;
  /** Whole lines that are not in the file yet. */
  private waiting: Uint8Array[] = [];
  private waitingSize = 0;
  private leftOut = 0;
  private problem: string | undefined;

  /**
   * @param tell hears when the file cannot be written, and when it can again.
   * @throws InputError or DeviceError when not even its beginning can be written.
   */
  constructor(
    path: string,
    header: Readonly<Record<string, string>>,
    tell: (text: string) => void,
    open: (path: string) => AppendOnly = openFile,
  ) {
    this.path = path;
    this.tell = tell;
    try {
      this.file = open(path);
      this.write(encoded(formatRecording({ header, events: [] })));
    } catch (error) {
      throw unwritable(error, path, '--record');
    }
  }

  /** Notes what has happened: now, or when there is room. */
  add(event: RecordedEvent): void {
    this.wait(encoded(formatRecording({ header: {}, events: [event] })));
    this.flush();
  }

  /**
   * Notes a command that is about to be sent.
   * @throws DeviceError when there is no room for it and its answer: it must not be sent then.
   */
  begin(apdu: Uint8Array): void {
    if (this.flush(EXCHANGE_ROOM)) {
      this.wait(encoded(formatRecording({ header: {}, events: [{ kind: 'command', apdu }] })));
      if (this.flush()) return;
      // The last thing that waits: it did not happen.
      this.waitingSize -= this.waiting.pop()?.length ?? 0;
    }
    throw new DeviceError(
      `the recording ${this.shown} cannot be written (${this.problem}), and the command was not sent`,
      { hint: 'Make room on its disk: the bridge then goes on by itself.' },
    );
  }

  /** @throws DeviceError when something has not found room until now. */
  close(): void {
    const whole = this.flush();
    this.file.close();
    if (whole) return;
    const lost = this.waiting.length + this.leftOut;
    throw new DeviceError(
      `the recording ${this.shown} cannot be written (${this.problem}): its last ${lost} lines are lost`,
    );
  }

  private get shown(): string {
    return JSON.stringify(cutLong(this.path));
  }

  private wait(line: Uint8Array): void {
    if (this.waitingSize + line.length > MOST_WAITING) {
      this.leftOut++;
      return;
    }
    this.waiting.push(line);
    this.waitingSize += line.length;
  }

  /** True when everything is in the file, and there is room for so many bytes more. */
  private flush(more = 0): boolean {
    try {
      for (let line = this.waiting[0]; line !== undefined; line = this.waiting[0]) {
        this.write(line);
        this.waiting.shift();
        this.waitingSize -= line.length;
      }
      if (this.leftOut > 0) {
        const text = `${this.leftOut} lines are missing here: there was no room for them`;
        this.write(encoded(formatRecording({ header: {}, events: [{ kind: 'note', text }] })));
        this.leftOut = 0;
      }
      if (more > 0) this.file.makeRoom(more);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (this.problem === undefined) {
        this.tell(
          `the recording ${this.shown} cannot be written (${code ?? message}): no command is sent until it can`,
        );
      }
      this.problem = code ?? message;
      return false;
    }
    if (this.problem !== undefined) this.tell(`the recording ${this.shown} goes on`);
    this.problem = undefined;
    return true;
  }

  /** All of a line or nothing of it. */
  private write(line: Uint8Array): void {
    let done = 0;
    try {
      while (done < line.length) done += this.file.write(line.subarray(done));
    } catch (error) {
      if (done > 0) this.file.takeBack(done);
      throw error;
    }
  }
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function openFile(path: string): AppendOnly {
  const file = openSync(path, 'w', OWNER_ONLY);
  const isFile = fstatSync(file).isFile();
  let size = 0;
  return {
    write(bytes) {
      // A device or FIFO has no positions.
      const count = writeSync(file, bytes, 0, bytes.length, isFile ? size : null);
      size += count;
      return count;
    },
    makeRoom(count) {
      if (!isFile) return;
      try {
        const blank = new Uint8Array(count).fill(0x0a);
        for (let done = 0; done < count; )
          done += writeSync(file, blank, done, count - done, size + done);
      } finally {
        ftruncateSync(file, size);
      }
    },
    takeBack(count) {
      size -= count;
      if (isFile) ftruncateSync(file, size);
    },
    close: () => closeSync(file),
  };
}
