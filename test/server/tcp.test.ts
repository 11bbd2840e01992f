/** The APDU port, with a plain TCP client. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../../src/server/limits.js';
import { requestOf, stepsOf } from '../host/flow.js';
import { serve } from './serve.js';

function frame(hex: string): Buffer {
  const apdu = Buffer.from(hex, 'hex');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(apdu.length);
  return Buffer.concat([length, apdu]);
}

class TcpClient {
  readonly socket: Socket;
  private received = Buffer.alloc(0);
  private wake = () => {};

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.wake();
    });
    this.socket.on('close', () => this.wake());
    this.socket.on('error', () => {});
    onTestFinished(() => void this.socket.destroy());
  }

  /** The next answer with its status word, hex; undefined when the server hung up. */
  async answer(): Promise<string | undefined> {
    for (;;) {
      if (this.received.length >= 4) {
        const size = this.received.readUInt32BE(0) + 2;
        if (this.received.length >= 4 + size) {
          const answer = this.received.subarray(4, 4 + size).toString('hex');
          this.received = this.received.subarray(4 + size);
          return answer;
        }
      }
      if (this.socket.destroyed) return undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async exchange(hex: string): Promise<string | undefined> {
    this.socket.write(frame(hex));
    return this.answer();
  }
}

describe('the APDU port', () => {
  it('closes the connection idle longest when too many are open, and says so once', async () => {
    const notices: string[] = [];
    const server = await serve({ notice: (text) => notices.push(text) });
    const connected = async () => {
      const client = new TcpClient(server.apduPort!);
      await once(client.socket, 'connect');
      return client;
    };
    const first = await connected();
    const second = await connected();
    for (let i = 2; i < LIMITS.apduConnections; i++) await connected();
    expect(await first.exchange('e002000300')).toBe('0404029000');
    const gone = once(second.socket, 'close');
    const late = await connected();
    expect(await late.exchange('e002000300')).toBe('0404029000');
    await gone;
    expect(await (await connected()).exchange('e002000300')).toBe('0404029000');
    expect(await first.exchange('e002000300')).toBe('0404029000');
    expect(notices).toEqual([
      '512 connections to the APDU port are open: for each new one, the one idle longest is closed',
    ]);
  });

  it('answers length without status word, data, status word', async () => {
    const server = await serve();
    const client = new TcpClient(server.apduPort!);
    client.socket.write(frame('e002000300'));
    const bytes = await new Promise<Buffer>((resolve) => client.socket.once('data', resolve));
    expect(bytes.toString('hex')).toBe('000000030404029000');
  });

  it('puts commands together from pieces and takes several at once', async () => {
    const server = await serve();
    const client = new TcpClient(server.apduPort!);
    const bytes = Buffer.concat([frame('e002000300'), frame('e0ff000300'), frame('e002000300')]);
    for (const byte of bytes) {
      client.socket.write(Buffer.of(byte));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const answers = [await client.answer(), await client.answer(), await client.answer()];
    expect(answers).toEqual(['0404029000', '6d00', '0404029000']);
  });

  it('gives every client its own answers', async () => {
    const server = await serve();
    const clients = Array.from({ length: 20 }, () => new TcpClient(server.apduPort!));
    const commands = ['e002000300', 'e0ff000300', 'e002000900', '00020003'];
    const answers = ['0404029000', '6d00', '9d00', '6e01'];
    const expected = await Promise.all(commands.map((hex) => server.apdu(hex)));
    await Promise.all(
      clients.map(async (client, i) => {
        for (let round = 0; round < 25; round++) {
          const n = (i + round) % commands.length;
          expect(await client.exchange(commands[n]!)).toBe(expected[n]);
        }
      }),
    );
    expect(expected.slice(0, 2)).toEqual(answers.slice(0, 2));
  });

  it('shares the device with HTTP', async () => {
    const server = await serve();
    const client = new TcpClient(server.apduPort!);
    expect(await client.exchange('e003000300')).toMatch(/9000$/);
    // The transaction begun over TCP goes on over HTTP: the partner's key is expected now.
    expect(await server.apdu('e005000300')).toBe('6d01');
    expect(await server.apdu('e004000300')).not.toBe('6d01');
  });

  it('leaves the device usable when a client dies during a review', async () => {
    const server = await serve({ settings: { build: 'test' } });
    const device = server.simulator();
    const steps = await stepsOf(device, requestOf(device, 'SWAP_NG', {}, { user: 'reject' }));
    const client = new TcpClient(server.apduPort!);
    for (const { apdu } of steps.slice(0, -1).flatMap(({ exchanges }) => exchanges)) {
      await client.exchange(Buffer.from(apdu).toString('hex'));
    }
    const shown = device.screen.waitFor('Review');
    client.socket.write(frame('e00f000300'));
    await shown;
    client.socket.destroy();
    const next = new TcpClient(server.apduPort!);
    expect(await next.exchange('e002000300')).toBe('6d01');
    await device.screen.reject();
    expect(await next.exchange('e002000300')).toBe('0404029000');
  });

  it('hangs up on a length beyond reason', async () => {
    const server = await serve();
    const client = new TcpClient(server.apduPort!);
    client.socket.write(Buffer.from('ffffffff00', 'hex'));
    expect(await client.answer()).toBeUndefined();
    expect(await server.apdu('e002000300')).toBe('0404029000');
  });

  it('answers an empty command as the device answers one that is too short', async () => {
    const server = await serve();
    const client = new TcpClient(server.apduPort!);
    expect(await client.exchange('')).toBe(await server.apdu('e0'));
  });
});
