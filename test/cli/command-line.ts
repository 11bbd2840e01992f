/** Runs a command line in this process and keeps what it wrote. */
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/program.js';

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** For whoever needs one and looks at nothing that is written. */
export function quietIo(): Io {
  const nowhere = { write: () => true };
  return { stdout: nowhere, stderr: nowhere, color: false, columns: 80, isTty: false };
}

export async function run(args: readonly string[], changes: Partial<Io> = {}): Promise<Finished> {
  let out = '';
  let err = '';
  const io: Io = {
    ...quietIo(),
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
    ...changes,
  };
  const code = await main(args, io);
  return { code, out, err };
}
