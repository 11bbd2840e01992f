/** What `run --provider` tells of the backend: each call as it happens, and whose everything was. */
import type { Verdict } from '../../check/verdict.js';
import { ProviderError } from '../../errors.js';
import { rolesOf } from '../../payload/roles.js';
import { accountOf, type BackendAccount, verdictOf } from '../../provider/ask/account.js';
import type { Backend } from '../../provider/ask/backend.js';
import { type Row, sourcesOf } from '../../provider/ask/sources.js';
import { FLOW_OF_PRODUCT, otherBase } from '../../provider/product.js';
import type { Exchange } from '../../provider/test/exchange.js';
import { callName, isGood } from '../../provider/test/seen.js';
import { resultText } from '../check/text.js';
import type { Io } from '../io.js';
import { harmless, jsonText, palette } from '../text/text.js';
import type { RunOptions } from './options.js';
import type { RunReport } from './report.js';
import type { BackendListener } from './request.js';
import { table } from './text.js';

export class AskedBackend {
  readonly listener: BackendListener;
  private readonly options: RunOptions;
  private readonly io: Io;
  private backend: Backend | undefined;
  private report: RunReport | undefined;
  private verdict: Verdict | undefined;

  constructor(options: RunOptions, io: Io) {
    this.options = options;
    this.io = io;
    this.listener = {
      onBackend: (backend) => {
        this.backend = backend;
        this.print(`${harmless(`Provider ${backend.redact(backend.profile.url)}`)}\n`);
      },
      onExchange: (exchange) => this.print(exchangeText(exchange, io)),
    };
  }

  private print(text: string): void {
    if (this.options.json !== true) this.io.stdout.write(text);
  }

  /** How far the flow came when something ended it. */
  reached(report: RunReport): void {
    this.report = report;
  }

  /** Without an answer there is a document all the same. */
  async failed(error: unknown): Promise<void> {
    const { backend, options, io } = this;
    if (backend === undefined || options.json !== true || !(error instanceof ProviderError)) return;
    const provider = accountOf(backend, { verdict: verdictOf(backend), error });
    const report = { ...(this.report ?? NOTHING_YET), outcome: 'unanswered', provider };
    io.stdout.write(jsonText(report));
  }

  told(report: RunReport): RunReport {
    this.verdict = verdictOf(this.backend!);
    const provider = accountOf(this.backend!, { verdict: this.verdict });
    return { ...report, provider, invented: invented(report, provider) };
  }

  /** Who said what, and what `check` makes of the answer. */
  endText(report: RunReport): string {
    const { io } = this;
    const { provider, nonce, partner, payload } = report;
    if (provider === null) return '';
    const sources = sourcesOf(provider, {
      nonce,
      fees: payload?.summary?.fees ?? null,
      partner: `${partner.name}, ${partner.curve} key`,
      invented: report.invented,
    });
    return (
      block('From the provider', sources.provider, io) +
      block(report.device === 'simulator' ? 'From the simulator' : OTHER, sources.simulator, io) +
      block('From the options and the profile', sources.said, io) +
      this.checkText()
    );
  }

  private checkText(): string {
    const { backend, io, verdict } = this;
    if (verdict === undefined) return '';
    if (verdict.findings.length === 0) return '\nNothing is wrong with the answer, says check.\n';
    const text = resultText({ place: { file: verdict.file }, verdict }, { ...io, screens: false });
    const isOther = verdict.findings.some(({ code }) => code === 'WRONG_MESSAGE_TYPE');
    if (!isOther || backend === undefined) return `\n${text}`;
    return `\n${text}\n${otherBase(backend.product)}\n`;
  }

  async close(): Promise<void> {
    await this.backend?.close();
  }
}

const OTHER = 'From the device, or made up here';

/** Without the addresses that the profile says. */
function invented(report: RunReport, { order, product }: BackendAccount): readonly string[] {
  const { outgoing, incoming } = rolesOf(FLOW_OF_PRODUCT[product]!);
  const said = [
    order?.refundFrom === 'profile' ? outgoing.address : undefined,
    order?.payoutFrom === 'profile' ? incoming?.address : undefined,
  ];
  return report.invented.filter((field) => !said.includes(field));
}

/** Before the first command: the members of every document, and nothing known of any. */
const NOTHING_YET: { readonly [Name in keyof RunReport]: null | readonly never[] } = {
  flow: null,
  rate: null,
  client: null,
  device: null,
  model: null,
  firmware: null,
  build: null,
  partner: null,
  outcome: null,
  refusal: null,
  nonce: null,
  payload: null,
  signature: null,
  steps: [],
  screens: [],
  screenData: [],
  summary: null,
  compared: null,
  signing: null,
  invented: [],
  provider: null,
};

/** `  ✓     POST /quote · 200 in 12 ms`. */
function exchangeText(exchange: Exchange, io: Io): string {
  const { good, bad, dim } = palette(io.color);
  const { answer, failure, totalMs } = exchange;
  const mark = isGood(exchange) ? good('✓') : bad('✗');
  const came = answer === undefined ? (failure?.kind ?? 'no answer') : String(answer.status);
  const detail = `${came} in ${Math.round(totalMs)} ms`;
  return `  ${mark}     ${harmless(callName(exchange))} ${dim('·')} ${dim(detail)}\n`;
}

function block(title: string, rows: readonly Row[], io: Io): string {
  return rows.length === 0
    ? ''
    : `\n${palette(io.color).strong(title)}\n${table(rows, io).join('\n')}\n`;
}
