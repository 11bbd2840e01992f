/** `exchange-sim run swap|sell|fund`: one flow on the simulated device, told as it happens. */
import { EXIT } from '../errors.js';
import { runFlow } from '../host/flow-runner.js';
import type { FlowStep } from '../host/flow-step.js';
import { tap } from '../host/tap.js';
import type { Io } from './io.js';
import type { RunOptions } from './run-options.js';
import { checkTarget, recordingText, writeWhole } from './run-recording.js';
import { type RunReport, runReport } from './run-report.js';
import { runOf } from './run-request.js';
import { endText, type ScreensShown, stepText, titleText } from './run-text.js';
import { jsonText } from './text.js';

/** @throws InputError for unusable options, DeviceError when something needed is not there. */
export async function runCommand(kind: string, options: RunOptions, io: Io): Promise<number> {
  const run = await runOf(kind, options);
  if (options.record !== undefined) checkTarget(options.record, '--record');
  const device = tap(run.device);
  const print = options.json === true ? () => {} : (text: string) => io.stdout.write(text);
  const steps: FlowStep[] = [];
  try {
    const shown = { screens: screensShown(options), verbose: options.verbose === true };
    const request = { ...run.request, notify: (text: string) => io.stderr.write(`${text}\n`) };
    for await (const step of runFlow(device, request)) {
      if (steps.length === 0) print(titleText(run, options.build, io));
      steps.push(step);
      print(stepText(step, shown, io));
    }
  } finally {
    await device.close();
    // What went over the wire is worth keeping above all when something broke.
    if (options.record !== undefined) {
      writeWhole(options.record, recordingText(run, options, device.events), '--record');
    }
  }
  const report = runReport(run, options.build, steps);
  if (options.json === true) io.stdout.write(jsonText(report));
  else print(endText(report, io));
  return exitCodeOf(report);
}

function screensShown({ screens }: RunOptions): ScreensShown {
  if (screens === undefined) return 'review';
  return screens ? 'all' : 'none';
}

/** The answer to "may this transaction be signed?". */
export function exitCodeOf(report: Pick<RunReport, 'outcome'>): number {
  return report.outcome === 'approved' ? EXIT.yes : EXIT.no;
}
