#!/usr/bin/env node
/** The `exchange-sim` command. */
import { processIo } from './cli/io.js';
import { main } from './cli/program.js';

// A reader that goes away (`| head`) is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

// Not process.exit(): what was written to a pipe must get there first.
process.exitCode = await main(process.argv.slice(2), processIo());
