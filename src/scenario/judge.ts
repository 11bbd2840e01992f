/** What happened against what was expected: every difference is one sentence. */
import type { Device } from '../device.js';
import { statusName } from '../exchange/status.js';
import { expected } from '../shown.js';
import { missingScreen } from './missing-screen.js';
import type { Prepared } from './prepare.js';
import type { ScenarioRun } from './result.js';
import type { Expectation, ExpectedPage } from './scenario.js';
import { shows } from './screens.js';
import { signingDifferences } from './signing.js';

export async function differences(
  prepared: Prepared,
  happened: ScenarioRun,
  device: Device,
): Promise<string[]> {
  const { expect } = prepared.scenario;
  const found = [
    ...outcomeDifferences(expect, happened, device),
    ...answerDifferences(expect, happened),
    ...nonceDifferences(expect, happened),
    ...transcriptDifferences(expect, happened),
    ...signingDifferences(expect.signing, happened.signing),
  ];
  if (device.screen !== undefined) {
    for (const { models, pages } of expect.screens) {
      if (models.includes(device.model)) found.push(...screenDifferences(pages, happened.screens));
    }
  }
  if (expect.findings !== undefined) {
    const { findingDifferences } = await import('./judge-findings.js');
    found.push(...findingDifferences(prepared, happened, expect.findings));
  }
  return found;
}

function outcomeDifferences(expect: Expectation, happened: ScenarioRun, device: Device): string[] {
  const { outcome, at, status, says } = expect;
  if (outcome !== happened.outcome) {
    return [expected(undefined, wanted(expect), was(happened))];
  }
  const found: string[] = [];
  if (at !== undefined && at !== happened.at) {
    found.push(expected(undefined, `it to end at ${at}`, happened.at ?? 'no command'));
  }
  if (status !== undefined && status !== happened.status) {
    found.push(expected(undefined, word(status), was(happened)));
  }
  // Only a device that can be looked into tells why it refused.
  const told = happened.outcome !== 'refused' || device.whyRefused !== undefined;
  if (says !== undefined && told && happened.why?.includes(says) !== true) {
    found.push(
      expected(undefined, `words with ${JSON.stringify(says)}`, JSON.stringify(happened.why ?? '')),
    );
  }
  return found;
}

function wanted({ outcome, at, status }: Expectation): string {
  return `${outcome}${at === undefined ? '' : ` at ${at}`}${status === undefined ? '' : ` with ${word(status)}`}`;
}

/** In one line: `refused at CHECK_PARTNER with 9d1a SIGN_VERIFICATION_FAIL: …`. */
export function was({ outcome, at, status, why }: ScenarioRun): string {
  const where = outcome === 'approved' || at === undefined ? '' : ` at ${at}`;
  const said = outcome === 'approved' || status === undefined ? '' : ` with ${word(status)}`;
  return `${outcome}${where}${said}${why === undefined || outcome === 'approved' ? '' : `: ${why}`}`;
}

function word(status: string): string {
  const name = statusName(Number.parseInt(status, 16));
  return name === undefined ? status : `${status} ${name}`;
}

function answerDifferences({ answers }: Expectation, { transcript }: ScenarioRun): string[] {
  return answers.flatMap(({ at, status }) => {
    const came = transcript.filter(({ command }) => command === at);
    if (came.some((line) => line.status === status)) return [];
    const found = came.map((line) => line.status ?? 'nothing').join(', ');
    return [
      expected(undefined, `${at} to be answered ${word(status)}`, found || 'that it was not sent'),
    ];
  });
}

function nonceDifferences({ nonce }: Expectation, happened: ScenarioRun): string[] {
  if (nonce === undefined || nonce === happened.nonce?.toLowerCase()) return [];
  return [expected(undefined, `the nonce ${nonce}`, happened.nonce ?? 'none')];
}

/** Chunks of one command count as one line. */
function transcriptDifferences({ transcript }: Expectation, happened: ScenarioRun): string[] {
  if (transcript === undefined) return [];
  const lines = happened.transcript.map(
    ({ command, status }) => `${command} ${status ?? 'nothing'}`,
  );
  const came = lines.filter((line, i) => line !== lines[i - 1]);
  const at = transcript.findIndex((line, i) => line !== came[i]);
  if (at >= 0)
    return [expected(undefined, `${transcript[at]} as command ${at + 1}`, came[at] ?? 'no more')];
  if (came.length === transcript.length) return [];
  return [
    expected(
      undefined,
      `${transcript.length} commands`,
      `${came.length}: then ${came[transcript.length]}`,
    ),
  ];
}

/** In this order; other pages may lie between, and one page may show several. */
function screenDifferences(
  pages: readonly ExpectedPage[],
  screens: readonly (readonly string[])[],
): string[] {
  let from = 0;
  for (const page of pages) {
    const at = screens.findIndex((lines, i) => i >= from && shows(lines, page));
    if (at < 0) return [missingScreen(page, screens, from)];
    from = at;
  }
  return [];
}
