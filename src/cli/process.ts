/** The command line as a process: its streams and its exit code. */
import { writeSync } from 'node:fs';
import { EXIT } from '../errors.js';
import { processIo } from './io.js';
import { main } from './program.js';

export async function run(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that goes away (`| head`) is no failure of ours.
    if (error.code === 'EPIPE') process.exit();
    try {
      const why = error.code === 'ENOSPC' ? 'no space is left there' : error.message;
      writeSync(process.stderr.fd, `error: the output cannot be written (${error.code}): ${why}\n`);
    } catch {
      // Nobody hears us at all.
    }
    process.exit(EXIT.unavailable);
  });
  // Talk that cannot be written is not worth a result.
  process.stderr.on('error', () => {});

  // Not process.exit(): what was written to a pipe must get there first.
  process.exitCode = await main(process.argv.slice(2), processIo());
}
