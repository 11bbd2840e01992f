/**
 * Speculos' APDU port as a Device: a length of 4 bytes, big-endian, then the command; back come the
 * length of the answer without its status word, the answer, and the status word. It has no screen.
 * Source: LedgerHQ/speculos, `speculos/mcu/apdu.py`.
 */
import { connect, type Socket } from 'node:net';
import { concat } from '../bytes.js';
import { type Device, MODELS, type Model } from '../device.js';
import { DeviceError } from '../errors.js';
import { sharedQueue } from './queue.js';
import { refuseRaw } from './speculos.js';

export interface TcpOptions {
  /** The port does not tell. */
  readonly model?: Model;
}

const LENGTH_SIZE = 4;
const STATUS_SIZE = 2;
const CONNECT_TIME = 5000;
/** Longer than any answer: what announces more is no APDU port. Bytes. */
const MAX_ANSWER = 64 * 1024;

const HINT =
  'Start the emulator with --apdu-port and look which port its log names: a port in use is silently replaced by another.';

/** @throws DeviceError when nothing listens there. */
export async function openTcp(
  address: { readonly host: string; readonly port: number },
  { model = MODELS[0] }: TcpOptions = {},
): Promise<Device> {
  const shown = `${address.host}:${address.port}`;
  return new TcpDevice(await connected(address, shown), shown, model);
}

function connected(address: { host: string; port: number }, shown: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, noDelay: true, timeout: CONNECT_TIME });
    const fail = (why: string, cause?: unknown) => {
      socket.destroy();
      reject(
        new DeviceError(`the APDU port ${shown} cannot be reached (${why})`, { hint: HINT, cause }),
      );
    };
    socket.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code ?? error.message, error),
    );
    socket.once('timeout', () => fail('no answer in time'));
    socket.once('connect', () => {
      socket.removeAllListeners();
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

interface Waiting {
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: DeviceError) => void;
}

class TcpDevice implements Device {
  readonly name = 'tcp';
  readonly model: Model;
  private readonly socket: Socket;
  private readonly shown: string;
  private readonly shared: ReturnType<typeof sharedQueue>;
  private waiting: Waiting | undefined;
  private received: Uint8Array = new Uint8Array(0);
  private ended: DeviceError | undefined;

  constructor(socket: Socket, shown: string, model: Model) {
    this.socket = socket;
    this.shown = shown;
    this.model = model;
    // Speculos sends every answer to whoever connected last: two of us would starve the first.
    this.shared = sharedQueue(`tcp:${shown}`);
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.end(
        new DeviceError(`the APDU port ${shown} hung up`, {
          hint: 'Look at the log of the emulator, and start it again.',
        }),
      );
    });
  }

  async exchange(apdu: Uint8Array): Promise<Uint8Array> {
    refuseRaw(apdu);
    const command = apdu.slice();
    return this.shared.queue(() => {
      if (this.ended !== undefined) throw this.ended;
      // What came unasked is the answer of a command of somebody else.
      this.received = new Uint8Array(0);
      return new Promise<Uint8Array>((resolve, reject) => {
        this.waiting = { resolve, reject };
        const length = Buffer.alloc(LENGTH_SIZE);
        length.writeUInt32BE(command.length);
        this.socket.write(concat(length, command));
      });
    });
  }

  async close(): Promise<void> {
    this.end(new DeviceError(`the connection to the APDU port ${this.shown} is closed`));
    this.socket.destroy();
    this.shared.release();
  }

  private receive(chunk: Uint8Array): void {
    this.received = concat(this.received, chunk);
    if (this.waiting === undefined || this.received.length < LENGTH_SIZE) return;
    const { buffer, byteOffset } = this.received;
    const size = new DataView(buffer, byteOffset).getUint32(0) + STATUS_SIZE;
    if (size > MAX_ANSWER) {
      const what = `what listens at ${this.shown} is not an APDU port: it announces an answer of ${size} bytes`;
      this.end(new DeviceError(what, { hint: HINT }));
      this.socket.destroy();
      return;
    }
    if (this.received.length < LENGTH_SIZE + size) return;
    const answer = this.received.slice(LENGTH_SIZE, LENGTH_SIZE + size);
    this.received = this.received.slice(LENGTH_SIZE + size);
    const { resolve } = this.waiting;
    this.waiting = undefined;
    resolve(answer);
  }

  private end(error: DeviceError): void {
    this.ended ??= error;
    this.waiting?.reject(this.ended);
    this.waiting = undefined;
  }
}
