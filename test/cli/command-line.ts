/** Runs a command line in this process and keeps what it wrote. */
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/program.js';

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function run(args: readonly string[], changes: Partial<Io> = {}): Promise<Finished> {
  let out = '';
  let err = '';
  const io: Io = {
    stdout: {
      write: (text) => {
        out += text;
      },
    },
    stderr: {
      write: (text) => {
        err += text;
      },
    },
    color: false,
    columns: 80,
    isTty: false,
    ...changes,
  };
  const code = await main(args, io);
  return { code, out, err };
}
