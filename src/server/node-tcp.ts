/**
 * The APDU port: a length of 4 bytes, big-endian, then the command; back come the length of the
 * answer *without* its status word, the answer, and the status word. Source: speculos
 * `mcu/apdu.py`. Any number of clients; every answer goes to whoever sent the command, in the order
 * of that client's commands, and a command waits for its turn as over HTTP.
 *
 * A connection is closed when a length is beyond reason, when no answer can come, when its client
 * does not read, and when it is the one idle longest of too many: the protocol has no other way to
 * say so. A command the bridge does not allow is answered 6d00.
 */
import { createServer, type Socket } from 'node:net';
import { NotAllowedError } from './allow-list.js';
import type { Turn } from './exchange-queue.js';
import { LIMITS } from './limits.js';
import { ConnectionRoom } from './node-connection-room.js';
import { type Listening, listenOn } from './node-listen.js';
import type { ServedDevice } from './served-device.js';

const HEADER = 4;
const NOT_ALLOWED = Uint8Array.of(0x6d, 0x00);

/** @throws DeviceError when the port cannot be had. */
export async function listenTcp(
  deviceOf: () => ServedDevice | undefined,
  address: { readonly host: string; readonly port: number },
  notice?: (text: string) => void,
): Promise<Listening> {
  const room = new ConnectionRoom('APDU port', LIMITS.apduConnections, notice);
  const server = createServer({ noDelay: true }, (socket) => {
    room.enter(socket, serve(socket, deviceOf));
  });
  const listening = await listenOn(server, address, 'apdu-port');
  return {
    ...listening,
    close: async () => {
      room.closeAll();
      await listening.close();
    },
  };
}

/** Returns how many answers the client waits for. */
function serve(socket: Socket, deviceOf: () => ServedDevice | undefined): () => number {
  let buffered: Buffer = Buffer.alloc(0);
  const turns = new Set<Turn>();
  /** Answers leave in the order the commands came. */
  let written = Promise.resolve();

  socket.on('data', (chunk) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    while (buffered.length >= HEADER) {
      const size = buffered.readUInt32BE(0);
      if (size > LIMITS.apdu) return void socket.destroy();
      if (buffered.length < HEADER + size) break;
      const apdu = Uint8Array.from(buffered.subarray(HEADER, HEADER + size));
      buffered = buffered.subarray(HEADER + size);
      if (!submit(apdu)) return void socket.destroy();
    }
  });
  socket.on('close', () => {
    for (const turn of turns) turn.abandon();
  });

  /** False when the device takes no more. */
  function submit(apdu: Uint8Array): boolean {
    let turn: Turn;
    try {
      const served = deviceOf();
      if (served === undefined) return false;
      turn = served.exchange(apdu, 'tcp');
    } catch {
      return false;
    }
    turns.add(turn);
    const answer = turn.answer.catch((error: unknown) => {
      if (error instanceof NotAllowedError) return NOT_ALLOWED;
      return undefined;
    });
    written = written.then(async () => {
      const bytes = await answer;
      turns.delete(turn);
      if (socket.destroyed) return;
      if (bytes === undefined) socket.destroy();
      else socket.write(frame(bytes));
      if (socket.writableLength > LIMITS.unread) socket.destroy();
    });
    return true;
  }

  return () => turns.size;
}

function frame(answer: Uint8Array): Buffer {
  const whole = Buffer.alloc(HEADER + answer.length);
  whole.writeUInt32BE(Math.max(0, answer.length - 2), 0);
  whole.set(answer, HEADER);
  return whole;
}
