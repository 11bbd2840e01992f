/** `exchange-sim run swap|sell|fund`: one flow on the simulated device, told as it happens. */
import { EXIT, InputError } from '../../errors.js';
import { flowSteps } from '../../host/flow-runner.js';
import type { FlowStep } from '../../host/flow-step.js';
import type { Signing } from '../../host/signing/sign-payment.js';
import { expected } from '../../shown.js';
import { debug, debugged } from '../debug.js';
import { checkTarget, writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { pixelPrinter } from '../options/pixels.js';
import { type ScreensOutput, screensOutput, tellWritten, writeOutput } from '../screens/output.js';
import { harmless, jsonText } from '../text/text.js';
import type { AskedBackend } from './backend.js';
import type { RunOptions } from './options.js';
import { recordingText } from './recording.js';
import { type RunReport, runReport } from './report.js';
import { type Run, runOf } from './request.js';
import { RunScreens } from './screens.js';
import {
  checkText,
  endText,
  foreignPayoutText,
  type ScreensShown,
  shownScreens,
  stepText,
  titleText,
  whatRuns,
} from './text.js';

/**
 * @throws InputError for unusable options, DeviceError when something needed is not there,
 * ProviderError when a backend gives no answer.
 */
export async function runCommand(
  kind: string,
  options: RunOptions,
  io: Io,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  const output = screensOutput(options);
  checkPixels(options);
  if (options.record !== undefined) checkTarget(options.record, '--record');
  const asked = options.provider === undefined ? undefined : await askedBackend(options, io);
  const talk = { say: (text: string) => void io.stderr.write(`${harmless(text)}\n`) };
  try {
    const { device, ...rest } = await runOf(kind, options, talk.say, io, asked?.listener);
    const run = { ...rest, device: debugged(device) };
    debug('choice', () => chosen(run));
    return await played(run, options, { output, asked, io, env, ...talk });
  } catch (error) {
    await asked?.failed(error);
    throw error;
  } finally {
    await asked?.close();
  }
}

function chosen({ device, request, build }: Run): string {
  const { flow, partner, outgoing } = request;
  return `${flow.name} with ${outgoing.ticker} on ${device.name} (${device.model}, ${build}), partner ${partner.name}`;
}

/** Loaded only for it: most runs have no backend. */
async function askedBackend(options: RunOptions, io: Io): Promise<AskedBackend> {
  const { AskedBackend } = await import('./backend.js');
  return new AskedBackend(options, io);
}

interface Stage {
  readonly output: ScreensOutput | undefined;
  readonly asked: AskedBackend | undefined;
  readonly say: (text: string) => void;
  readonly io: Io;
  readonly env: Readonly<Record<string, string | undefined>>;
}

async function played(run: Run, options: RunOptions, stage: Stage): Promise<number> {
  const { output, asked, say, io, env } = stage;
  const screens = new RunScreens(run.simulator);
  const { device } = run;
  const isJson = options.json === true;
  const print = isJson ? () => {} : (text: string) => io.stdout.write(text);
  const teller = isJson ? undefined : await stepTeller(run, screens, options, io, env);
  const steps: FlowStep[] = [];
  const signer = await signerFor(run, options);
  let signing: Signing | null = null;
  const reported = () => ({ ...runReport(run, steps, screens), signing });
  try {
    const notify = (text: string) => {
      say(text);
      io.stderr.write(checkText(reported(), io));
    };
    const request = { ...run.request, notify };
    for await (const step of flowSteps(device, request)) {
      if (steps.length === 0) print(titleText(run, io));
      steps.push(step);
      if (teller !== undefined) print(await teller(step));
    }
    if (signer !== undefined) signing = await signer.sign(steps);
  } catch (error) {
    asked?.reached(reported());
    throw error;
  } finally {
    run.guide?.end();
    await device.close();
    // What went over the wire is worth keeping above all when something broke.
    if (options.record !== undefined) {
      writeFile(options.record, recordingText(run, options, run.events()), {
        option: '--record',
      });
    }
    if (output !== undefined) {
      tellWritten((await writeOutput(screens.all, output)).length, output, io);
    }
  }
  const report = asked === undefined ? reported() : asked.told(reported());
  if (isJson) io.stdout.write(jsonText(report));
  else
    print(endText(report, io) + (asked?.endText(report) ?? '') + (signer?.text(signing, io) ?? ''));
  return run.guide?.differs === true ? EXIT.no : exitCodeOf(report);
}

/** Loaded only for it: most runs end with the approval. */
async function signerFor(run: Run, options: RunOptions) {
  const { sign, tx, tamper } = options;
  if (sign === undefined && tx === undefined && tamper === undefined) return undefined;
  const [{ signingRequested, signingText }, { signApproved }] = await Promise.all([
    import('./signing.js'),
    import('../../host/signing/sign-approved.js'),
  ]);
  const requested = await signingRequested(run, options);
  if (requested === undefined) return undefined;
  return {
    sign: (steps: readonly FlowStep[]) => signApproved(run.device, { ...run, steps }, requested),
    text: (signing: Signing | null, io: Io) => signingText(signing, run.request.outgoing.app, io),
  };
}

/** What a step comes to on the terminal: text, with its screens as text or as pixels. */
async function stepTeller(
  run: Run,
  screens: RunScreens,
  options: RunOptions,
  io: Io,
  env: Readonly<Record<string, string | undefined>>,
): Promise<(step: FlowStep) => Promise<string>> {
  const pixels = await pixelPrinter(options.pixels, io, env);
  const which = screensShown(options);
  const shown = {
    screens: pixels === undefined ? which : 'none',
    verbose: options.verbose === true,
  };
  return async (step) => {
    const told = stepText(step, shown, io);
    const text = told + foreignPayoutText(screens.review(step.screens), io);
    const uis = pixels === undefined ? [] : screens.of(shownScreens(step.screens, which));
    if (pixels === undefined || uis.length === 0) return text;
    return `${text}\n${await pixels(whatRuns(run.request), uis)}\n`;
  };
}

function checkPixels({ pixels, json, screens }: RunOptions): void {
  if (pixels === undefined) return;
  const other = json === true ? '--json' : screens === false ? '--no-screens' : undefined;
  if (other === undefined) return;
  throw new InputError(expected('--pixels', `without ${other}`, 'both'), {
    hint: 'It shows pictures in the terminal. For files: --screens png --out pictures',
  });
}

/** On the terminal. Files that are written as well change nothing there. */
function screensShown({ screens, out }: RunOptions): ScreensShown {
  if (screens === undefined || out !== undefined) return 'review';
  return screens === false ? 'none' : 'all';
}

/** The answer to "may this transaction be signed?". */
export function exitCodeOf({
  outcome,
  provider,
  signing,
}: Pick<RunReport, 'outcome'> & Partial<Pick<RunReport, 'provider' | 'signing'>>): number {
  const isWrong = provider?.check?.clean === false || signing?.outcome === 'refused';
  return outcome === 'approved' && !isWrong ? EXIT.yes : EXIT.no;
}
