/** A decoded exchange as lines for a terminal. */
import type { DecodedAnswer, DecodedExchange, DecodedField } from '../../decode/decoded.js';
import type { Io } from '../io.js';
import { palette, wrapped } from '../text/text.js';

type Look = Pick<Io, 'color' | 'columns'>;

/** `12  SET_PARTNER_KEY, SWAP_NG, fixed rate  ->  9000 SUCCESS`. */
export function shortLine(exchange: DecodedExchange, look: Look): string {
  const { number, answer } = exchange;
  const { bad, dim, good } = palette(look.color);
  const status = answer === null ? bad('no answer') : paintedStatus(answer, look);
  const failed = exchange.checks.filter(({ holds }) => holds === false);
  const notes = [exchange.problem, ...failed.map(({ subject, says }) => `${subject}: ${says}`)];
  const wrong = notes.filter((note) => note !== undefined);
  const more = wrong.length === 0 ? '' : `  ${bad(`✗ ${wrong.join('; ')}`)}`;
  return `${dim(`${number}`.padStart(4))}  ${good(headOf(exchange))}  →  ${status}${more}`;
}

/** Several lines: command, fields, answer, what was verified. */
export function exchangeLines(exchange: DecodedExchange, place: string, look: Look): string[] {
  const { number, fields, problem, answer, checks, verdict } = exchange;
  const { bad, dim, good, strong } = palette(look.color);
  const lines = [
    `${dim(`${number}`.padStart(4))}  ${strong(headOf(exchange))}  ${dim(`(${place})`)}`,
  ];
  lines.push(...fields.flatMap((field) => fieldLines(field, 6, look)));
  if (problem !== undefined) lines.push(...marked(bad, '✗', problem, look));
  if (answer === null) lines.push(`      → ${bad('no answer')}`);
  else lines.push(...answerLines(answer, look));
  for (const { subject, holds, says } of checks) {
    const [paint, mark] = holds === null ? [dim, '·'] : holds ? [good, '✓'] : [bad, '✗'];
    lines.push(...marked(paint, mark, `${subject}: ${says}`, look));
  }
  for (const { code, severity, evidence } of verdict?.findings ?? []) {
    const paint = severity === 'warning' ? dim : bad;
    lines.push(...marked(paint, '✗', `check: ${code}: ${evidence}`, look));
  }
  lines.push('');
  return lines;
}

function headOf({ name, flow, rate, chunk, device }: DecodedExchange): string {
  const part = chunk && `chunk ${chunk.number}${chunk.last ? ', the last' : ''}`;
  const parts = [name, flow, rate && `${rate} rate`, part, device && `device ${device}`];
  return parts.filter((one) => one !== undefined).join(', ');
}

function answerLines(answer: DecodedAnswer, look: Look): string[] {
  const { says, fix, fields, status, reason } = answer;
  const { dim } = palette(look.color);
  const said = status === '9000' && fields.length > 0 ? '' : `  ${says}`;
  const lines = [`      → ${paintedStatus(answer, look)}${said}`];
  lines.push(...fields.flatMap((field) => fieldLines(field, 8, look)));
  if (reason !== undefined) {
    const why = wrapped(`Reason: ${reason.what}`, look.columns - 8);
    lines.push(...why.map((line) => `        ${line}`));
  }
  if (fix !== '')
    lines.push(...wrapped(fix, look.columns - 8).map((line) => dim(`        ${line}`)));
  return lines;
}

function paintedStatus({ status, name }: DecodedAnswer, look: Look): string {
  const { bad, good } = palette(look.color);
  return (status === '9000' ? good : bad)(`${status} ${name}`);
}

const NAME_WIDTH = 26;
/** Longer values are broken: a payload is up to 512 characters. */
function fieldLines(field: DecodedField, indent: number, look: Look): string[] {
  const { name, value, size, limit, problem, fields = [] } = field;
  const { bad, dim } = palette(look.color);
  const sizes =
    size === undefined ? '' : limit === undefined ? `${size} bytes` : `${size} of ${limit} bytes`;
  const width = Math.max(20, look.columns - indent - NAME_WIDTH);
  const parts =
    fields.length > 0 && value.length > width
      ? [`${value.slice(0, width - 1)}…`]
      : broken(value, width);
  const blank = ' '.repeat(indent);
  const lines = parts.map(
    (part, at) => `${blank}${(at === 0 ? name : '').padEnd(NAME_WIDTH - 1)} ${part}`,
  );
  const [last = ''] = lines.splice(-1);
  const notes = [
    sizes === '' ? '' : dim(`  (${sizes})`),
    problem === undefined ? '' : bad(`  ✗ ${problem}`),
  ];
  lines.push(`${last}${notes.join('')}`);
  return [...lines, ...fields.flatMap((part) => fieldLines(part, indent + 2, look))];
}

function broken(value: string, width: number): string[] {
  if (value === '') return ['(empty)'];
  const parts: string[] = [];
  for (let at = 0; at < value.length; at += width) parts.push(value.slice(at, at + width));
  return parts;
}

function marked(paint: (text: string) => string, mark: string, text: string, look: Look): string[] {
  return wrapped(text, look.columns - 8).map((line, at) =>
    paint(`      ${at === 0 ? mark : ' '} ${line}`),
  );
}
