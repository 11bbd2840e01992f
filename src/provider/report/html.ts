/**
 * The report for an integration manager: one HTML file that needs nothing else, no script and no
 * network. Everything of the provider goes through `redacted.ts` and is escaped by hono/html.
 */
import { html, raw } from 'hono/html';
import { ruleNamed } from '../rules/index.js';
import { profileHash } from '../test/profile-hash.js';
import type { RuleResult } from '../test/result.js';
import { isGood } from '../test/run.js';
import { curlLine } from './curl.js';
import { callDetails } from './html-calls.js';
import { links, orderArticle } from './html-orders.js';
import { STYLE } from './html-style.js';
import { shownText } from './html-text.js';
import { redactor, type ShownExchange } from './redacted.js';
import {
  failedOf,
  failureWords,
  notRunByReason,
  type ReportInput,
  runFacts,
  SEVERITY_WORDS,
  shownCalls,
} from './report-input.js';

export async function htmlReport(input: ReportInput): Promise<string> {
  const { result, orders, profile } = input;
  const { product, url, summary, rules } = result;
  const redact = redactor(profile);
  const calls = shownCalls(input);
  const failed = failedOf(rules);
  const deviations = rules.filter((rule) => rule.result === 'deviation');
  const passed = rules.filter((rule) => rule.result === 'passed');
  const notRun = notRunByReason(rules);
  // One for each failure: a rule that every answer breaks would unfold them all.
  const opened = new Set(failed.flatMap(({ exchanges = [] }) => exchanges.slice(0, 1)));
  const used = callsUsed(input, calls);
  const [tone, words] = verdict(input);
  const title = `${product} provider ${input.isProxied ? 'traffic' : 'test'}: ${url}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
<meta name="referrer" content="no-referrer" />
<title>${shownText(title)}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${shownText(title)}</h1>
<p class="${tone}">${words}</p>
</header>
<main>
<ul class="counts">
${counted('failed', summary.failed, summary.failed > 0 ? 'bad' : '')}
${counted('passed', summary.passed, 'good')}
${counted('not run', summary.notRun, '')}
${counted(summary.deviations === 1 ? 'deviation' : 'deviations', summary.deviations, '')}
</ul>
<dl>${runFacts(input, profileHash(profile)).map(
    ([name, value]) => html`<dt>${shownText(name)}</dt><dd>${shownText(value)}</dd>`,
  )}</dl>
${section(
  'Failed',
  failed.map((rule) => ruleArticle(rule, calls)),
)}
${section(
  'Known deviations',
  deviations.map((rule) => ruleArticle(rule, calls)),
)}
${section(
  'Not run',
  notRun.map(([reason, ids]) => reasonArticle(reason, ids)),
)}
${section(
  'Orders',
  orders.map((order) => orderArticle(order, redact)),
)}
${section('Passed', passed.length === 0 ? [] : [passedTable(passed, calls)])}
${section(
  'Calls',
  used.map((call) => callDetails(call, opened.has(call.number))),
)}
</main>
<footer><p class="quiet">Made by exchange-sim. Keys, authentication headers and e-mail addresses are hidden.</p></footer>
</body>
</html>
`;
  return String(await page);
}

/** What was not run is never green. */
function verdict({ result, unreachable }: ReportInput): readonly [tone: string, text: string] {
  if (unreachable !== undefined) return ['bad', `Nobody was reached: ${shownText(unreachable)}.`];
  const { rules, summary } = result;
  const words = failureWords(rules);
  if (!isGood(result)) return ['bad', `Not ready: ${words}.`];
  const first =
    words === '' ? 'Nothing failed' : `Nothing failed that stops an integration (${words})`;
  if (summary.notRun === 0) return ['good', `${first}.`];
  const were = summary.notRun === 1 ? '1 rule was' : `${summary.notRun} rules were`;
  return ['warn', `${first}; ${were} not run.`];
}

function counted(word: string, count: number, tone: string) {
  return html`<li class="${tone}"><b>${count}</b>${word}</li>`;
}

function section(title: string, parts: readonly unknown[]) {
  if (parts.length === 0) return '';
  const id = title.toLowerCase().replaceAll(' ', '-');
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${parts}</section>`;
}

function ruleArticle(rule: RuleResult, calls: ReadonlyMap<number, ShownExchange>) {
  const { id, severity, evidence, why, codes = [], exchanges = [] } = rule;
  const known = ruleNamed(id);
  const isBad = severity === 'error' || severity === 'wrong-on-screen';
  const [first] = exchanges.flatMap((number) => calls.get(number) ?? []);
  return html`<article class="${isBad ? 'bad-edge' : 'warn-edge'}">
<h3><code>${id}</code> <span class="${isBad ? 'bad' : 'warn'}">${SEVERITY_WORDS[severity]}</span></h3>
<p>${known?.requires ?? ''} <span class="quiet">(${known?.source ?? ''})</span></p>
${evidence === '' ? '' : html`<p><b>Seen:</b> ${shownText(evidence)}</p>`}
${why === undefined ? '' : html`<p><b>Why:</b> ${shownText(why)}</p>`}
${codes.length === 0 ? '' : html`<p><b>check:</b> ${codes.map((code) => html`<code>${code}</code> `)}</p>`}
${first === undefined ? '' : html`<p>${links(exchanges.filter((number) => calls.has(number)))}</p><pre>${shownText(curlLine(first))}</pre>`}
</article>`;
}

function reasonArticle(reason: string, ids: readonly string[]) {
  return html`<article><h3>${shownText(reason)} (${ids.length})</h3>
<p>${ids.map((id) => html`<code>${id}</code> `)}</p></article>`;
}

function passedTable(passed: readonly RuleResult[], calls: ReadonlyMap<number, ShownExchange>) {
  return html`<table>
<thead><tr><th scope="col">Rule</th><th scope="col">Requires</th><th scope="col">Seen</th></tr></thead>
<tbody>${passed.map(
    ({ id, evidence, why, exchanges = [] }) => html`<tr><th scope="row"><code>${id}</code></th>
<td>${ruleNamed(id)?.requires ?? ''}</td>
<td>${shownText(evidence)}${why === undefined ? '' : ` (${shownText(why)})`} ${links(exchanges.filter((number) => calls.has(number)).slice(0, MAX_LINKS))}</td></tr>`,
  )}</tbody>
</table>`;
}

/** Calls a passed rule links to. */
const MAX_LINKS = 3;

/** Those that a rule or an order points to, in their order. */
function callsUsed({ result, orders }: ReportInput, calls: ReadonlyMap<number, ShownExchange>) {
  const numbers = new Set([
    ...result.rules.flatMap(({ result: outcome, exchanges = [] }) =>
      outcome === 'passed' ? exchanges.slice(0, MAX_LINKS) : exchanges,
    ),
    ...orders.flatMap(({ exchanges }) => exchanges),
  ]);
  return [...calls.values()].filter(({ number }) => numbers.has(number));
}
