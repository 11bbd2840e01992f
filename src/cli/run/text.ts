/** What a person reads while a flow runs and when it is over. */
import { toHex } from '../../bytes.js';
import { isReviewPage } from '../../device/gestures.js';
import { MODEL_NAMES, type ScreenView } from '../../device.js';
import type { FlowStep, Refusal } from '../../host/flow-step.js';
import type { FlowSummary } from '../../host/payload-view.js';
import { shownApdu } from '../../host/shown-apdu.js';
import type { ShownReview } from '../../host/shown-review.js';
import type { Io } from '../io.js';
import { framedScreens } from '../text/screen-frame.js';
import { harmless, palette, widthOf, wrapped } from '../text/text.js';
import type { RunReport } from './report.js';
import type { Run } from './request.js';

/** Where titles begin, and what stands below them. */
const INDENT = 8;
const FRAME_INDENT = 4;

/** Which screens are drawn: those of the review, all of them, or none. */
export type ScreensShown = 'review' | 'all' | 'none';

export function titleText(run: Run, io: Io): string {
  const { device, firmware, build, request } = run;
  const { flow, rate, partner, client } = request;
  const { strong, dim } = palette(io.color);
  const model = MODEL_NAMES[device.model];
  // Firmware and build of another device are its own.
  const what =
    run.simulator === undefined
      ? `${model} (${device.name}${build === 'production' ? ', production build' : ''})`
      : `${firmware.title}, ${model} (${device.name}, ${build} build)`;
  const by = client === 'direct' ? '' : `, client ${client}`;
  const where = `${flow.name}, ${rate} rate, ${what}${by}`;
  const lines = wrapped(harmless(where), io.columns).map(dim);
  return `${[strong(harmless(`${whatRuns(request)} with ${partner.name}`)), ...lines, ''].join('\n')}\n`;
}

/** `Swap ETH to BTC`. */
export function whatRuns({ flow, outgoing, incoming }: Run['request']): string {
  return {
    swap: `Swap ${outgoing.ticker} to ${incoming?.ticker ?? ''}`,
    sell: `Sell ${outgoing.ticker}`,
    fund: `Fund an account with ${outgoing.ticker}`,
  }[flow.kind];
}

export function stepText(
  step: FlowStep,
  options: { screens: ScreensShown; verbose: boolean },
  io: Io,
): string {
  const { good, bad, dim } = palette(io.color);
  const mark = step.accepted ? good('✓') : bad('✗');
  const head = `  ${mark} ${String(step.number).padStart(2)}  ${harmless(step.title)}`;
  const detail = harmless(step.explanation);
  const headWidth = INDENT + widthOf(harmless(step.title));
  const lines =
    headWidth + 3 + widthOf(detail) <= io.columns
      ? [`${head} ${dim('·')} ${dim(detail)}`]
      : [head, ...indented(detail, io).map(dim)];
  if (options.verbose) lines.push(...apduLines(step, io).map(dim));
  const drawn = shownScreens(step.screens, options.screens);
  if (drawn.length > 0) {
    lines.push('', ...framedScreens(drawn, { columns: io.columns, indent: FRAME_INDENT }), '');
  }
  return `${lines.join('\n')}\n`;
}

export function shownScreens(
  screens: readonly ScreenView[],
  which: ScreensShown,
): readonly ScreenView[] {
  if (which === 'none') return [];
  return which === 'all' ? screens : screens.filter(isReviewPage);
}

function apduLines({ exchanges }: FlowStep, io: Io): string[] {
  const blank = ' '.repeat(INDENT);
  const width = io.columns - INDENT - 3;
  return exchanges.flatMap(({ apdu, answer }) =>
    [['=>', shownApdu(apdu)] as const, ['<=', toHex(answer)] as const].flatMap(([arrow, text]) =>
      wrapped(text, width).map((line, i) => `${blank}${i === 0 ? arrow : '  '} ${line}`),
    ),
  );
}

function indented(text: string, io: Io): string[] {
  const blank = ' '.repeat(INDENT);
  return wrapped(text, io.columns - INDENT).map((line) => blank + line);
}

export function endText(report: RunReport, io: Io): string {
  const { good, strong } = palette(io.color);
  const lines = ['', ...(report.refusal === null ? [] : refusalLines(report, report.refusal, io))];
  if (report.outcome === 'approved') lines.push(good(strong('Approved on the device')));
  if (report.outcome !== 'refused') lines.push(...reviewLines(report, io));
  lines.push(...inventedLines(report, io));
  return `${lines.join('\n')}\n`;
}

/** What the screen of a device must show, for the person who compares: the payload says it. */
export function checkText({ payload, flow }: RunReport, io: Io): string {
  const summary = payload?.summary ?? null;
  return summary === null ? '' : `${table(summaryRows(summary, flow), io).join('\n')}\n`;
}

/** What was approved: as the device showed it, or else as the payload has it, and that it is so. */
function reviewLines({ summary, payload, flow }: RunReport, io: Io): string[] {
  if (summary === null) {
    const said = payload?.summary ?? null;
    const lines = ['What the device showed could not be read here.'];
    if (said !== null) lines.push('By its payload it should have been:');
    const rows = said === null ? [] : table(summaryRows(said, flow), io);
    return [
      ...lines.flatMap((line) => wrapped(line, io.columns - 2)).map((line) => `  ${line}`),
      ...rows,
    ];
  }
  const { foreignPayout } = summary;
  const foreign = `${foreignPayout} (not an address of this device)`;
  const payout = foreignPayout === null ? [] : [['Payout to', foreign] as const];
  return table([...summaryRows(summary, flow), ...payout], io);
}

/** Below a step whose review warned: loud, since money goes there. */
export function foreignPayoutText(review: ShownReview | undefined, io: Io): string {
  const foreignPayout = review?.foreignPayout ?? null;
  if (foreignPayout === null) return '';
  const { bad } = palette(io.color);
  const text = `The payout address is not one of this device: ${harmless(foreignPayout)}`;
  const lines = wrapped(text, io.columns - FRAME_INDENT - 2);
  const marked = lines.map((line, at) => `    ${at === 0 ? '!' : ' '} ${line}`);
  return `${marked.map(bad).join('\n')}\n\n`;
}

function inventedLines({ invented }: RunReport, io: Io): string[] {
  if (invented.length === 0) return [];
  const text = `Invented, since no option gave them: ${invented.join(', ')}`;
  const lines = wrapped(text, io.columns - 4);
  return ['', ...lines.map((line, at) => (at === 0 ? `  ${line}` : `    ${line}`))];
}

function summaryRows(
  { estimated, send, receive, fees, partner, account }: FlowSummary,
  flow: string,
): (readonly [string, string])[] {
  return [
    ['Send', send],
    ...(receive === null ? [] : [[estimated ? 'Receive about' : 'Receive', receive] as const]),
    ['Fees', fees],
    ['Partner', partner],
    ...(account === undefined
      ? []
      : [[flow.startsWith('FUND') ? 'Account' : 'E-mail', account] as const]),
  ];
}

function refusalLines({ outcome }: RunReport, refusal: Refusal, io: Io): string[] {
  const { bad, strong } = palette(io.color);
  const { command, step, status, name, reason, fix } = refusal;
  if (outcome === 'rejected') {
    return [bad(strong(`Rejected by the user: ${status} ${name} at step ${step}`))];
  }
  const { what, field, expected, actual } = reason ?? {};
  const because = field === undefined || what?.includes(field) ? '' : `${field}: `;
  const rows: (readonly [string, string | undefined])[] = [
    ['At', `step ${step}, ${command}`],
    ['Reason', what && because + what],
    ['Expected', expected],
    ['Actual', actual],
    ['Change', fix],
  ];
  const known = rows.flatMap(([row, value]) =>
    value === undefined ? [] : [[row, value] as const],
  );
  return [bad(strong(`Refused by the device: ${status} ${name}`)), ...table(known, io)];
}

/** Two columns; values wrap in theirs. */
export function table(rows: readonly (readonly [string, string])[], io: Io): string[] {
  const { dim } = palette(io.color);
  const width = Math.max(...rows.map(([name]) => name.length)) + 3;
  return rows.flatMap(([name, value]) =>
    wrapped(harmless(value), io.columns - width - 2).map((line, i) => {
      const label = i === 0 ? dim(name) + ' '.repeat(width - name.length) : ' '.repeat(width);
      return `  ${label}${line}`;
    }),
  );
}
