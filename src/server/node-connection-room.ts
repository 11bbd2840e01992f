/** Room for connections: when one more comes than there may be, the one idle longest is closed. */
import type { Socket } from 'node:net';

export class ConnectionRoom {
  /** From the one that is idle longest to the one heard of last, with how much each waits for. */
  private readonly sockets = new Map<Socket, () => number>();
  private readonly limit: number;
  private notice: ((text: string) => void) | undefined;
  private readonly port: string;

  /** @param port how the notice calls it; it is told once. */
  constructor(port: string, limit: number, notice: ((text: string) => void) | undefined) {
    this.port = port;
    this.limit = limit;
    this.notice = notice;
  }

  /** @param awaited how many answers the client waits for: such a connection stays. */
  enter(socket: Socket, awaited: () => number): void {
    this.sockets.set(socket, awaited);
    socket.on('data', () => {
      if (this.sockets.delete(socket)) this.sockets.set(socket, awaited);
    });
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (this.sockets.size > this.limit) this.makeRoom(socket);
  }

  closeAll(): void {
    for (const socket of this.sockets.keys()) socket.destroy();
  }

  private makeRoom(newest: Socket): void {
    const leaves = [...this.sockets].find(([, awaited]) => awaited() === 0)?.[0] ?? newest;
    this.sockets.delete(leaves);
    leaves.destroy();
    this.notice?.(
      `${this.limit} connections to the ${this.port} are open: for each new one, the one idle longest is closed`,
    );
    this.notice = undefined;
  }
}
