/** Errors as a person reads them, and the exit code they mean. Never a stack trace. */
import { EXIT, ExchangeSimError } from '../errors.js';
import type { Io } from './io.js';
import { harmless, palette } from './text/text.js';

/** Prints `error: …` and what to do next; returns the exit code. */
export function reportFailure(error: unknown, io: Io): number {
  const { bad } = palette(io.color);
  const ours = error instanceof ExchangeSimError;
  const message = error instanceof Error ? error.message : String(error);
  io.stderr.write(`${bad('error:')} ${harmless(ours ? message : `unexpected: ${message}`)}\n`);
  const hint = ours
    ? error.hint
    : 'This is a defect of exchange-sim: please report it with the command you ran.';
  if (hint !== undefined) io.stderr.write(`${harmless(hint)}\n`);
  return ours ? error.exitCode : EXIT.unavailable;
}
