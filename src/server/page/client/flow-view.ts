/** Shows the progress of a flow: the row of stages, and the verdict in words. */

import type { ShownEntry } from '../../journal-words.js';
import { byId, el, pairs } from './dom.js';
import { type Progress, STAGES, type StageState, type Verdict } from './progress.js';

const track = byId('track', HTMLOListElement);
const box = byId('verdict', HTMLElement);
const facts = byId('flow-facts', HTMLElement);

const STATE_WORDS: Readonly<Record<StageState, string>> = {
  open: 'not yet',
  current: 'now',
  done: 'done',
  refused: 'refused',
  rejected: 'rejected by the user',
};

/** Not on a bridge, where flows come from somebody else's client alone. */
const isSimulated = document.body.dataset.manage === 'yes';

let shown = '';

/** `away`: the screen is on a real device that this page cannot see. */
export function showProgress(progress: Progress, away: boolean): void {
  const waited = isWaitedFor(progress, away);
  const { flow, stages, verdict, foreignPayout } = progress;
  const key = JSON.stringify([flow, stages, verdict, foreignPayout, away, waited]);
  if (key === shown) return;
  shown = key;
  facts.textContent = progress.flow;
  track.replaceChildren(
    ...STAGES.map(({ title, about }, at) => {
      const state = progress.stages[at] ?? 'open';
      const stage = el('li', state, el('span', 'name', title));
      stage.append(el('span', 'sr', `: ${STATE_WORDS[state]}`));
      stage.title = about;
      if (state === 'current') stage.setAttribute('aria-current', 'step');
      return stage;
    }),
  );
  const { className, parts } = wordsOf(progress, away);
  box.className = `verdict ${className}`;
  box.replaceChildren(...parts, ...(foreignPayout ? [payoutFlag()] : []));
}

function wordsOf(progress: Progress, away: boolean): { className: string; parts: Node[] } {
  const { verdict } = progress;
  switch (verdict.kind) {
    case 'none':
      return said('idle', 'No flow yet.', isSimulated ? START_WORDS : CLIENT_WORDS);
    case 'running':
      return isWaitedFor(progress, away)
        ? said('waiting', 'Waiting for the user.', AWAY_WORDS)
        : said('idle', 'Under way.', stageWords(progress));
    case 'review':
      return said('waiting', 'Waiting for the user.', away ? AWAY_WORDS : HERE_WORDS);
    case 'approved':
      return said('good', 'Approved by the user.', approvedWords(progress));
    case 'rejected':
      return said('no', 'Rejected by the user.', `${verdict.says} Nothing is broken.`);
    case 'signed':
    case 'not signed':
      return signingWords(verdict.entry);
    case 'lost':
      return said('bad', 'No answer came.', verdict.error);
    case 'stopped':
      return said('bad', 'The flow stopped.', verdict.error);
    case 'refused':
      return { className: 'bad', parts: refusal(verdict) };
  }
}

function payoutFlag(): HTMLElement {
  const text = "The payout address is not the user's: what is received goes to somebody else.";
  return el('p', 'flag', el('span', 'chip warn', 'payout'), ' ', text);
}

const START_WORDS = 'Start one below, or point your client at this server.';
const CLIENT_WORDS = 'Point your client at this server.';
const HERE_WORDS = 'Go through the review on the screen, then approve or reject.';
const AWAY_WORDS = 'Read the review on the device, then approve or reject there.';

/** Nobody tells of the screens of a device that is out of sight. */
function isWaitedFor({ open }: Progress, away: boolean): boolean {
  return away && open?.name === 'PROMPT_UI_DISPLAY';
}

function said(className: string, title: string, text: string) {
  return { className, parts: [el('h3', '', title), el('p', '', text)] };
}

function stageWords({ stages }: Progress): string {
  const at = stages.lastIndexOf('current');
  const next = at < 0 ? stages.indexOf('open') : at;
  return STAGES[next]?.about ?? '';
}

function approvedWords({ stages }: Progress): string {
  if (stages.at(-1) !== 'done') return 'START_SIGNING_TRANSACTION hands over to the coin app.';
  return 'Exchange has handed over to the coin app, which signs what was approved and nothing else.';
}

function signingWords(entry: Extract<ShownEntry, { type: 'signing' }>): {
  className: string;
  parts: Node[];
} {
  const { app } = entry;
  if (entry.outcome === 'signed') {
    const { signatures } = entry;
    const title = signatures.length > 1 ? 'Signatures' : 'Signature';
    const said = `The ${app} app signed the transaction: it is the one the user approved.`;
    const parts = [el('h3', '', `Signed by the ${app} app.`), el('p', '', said)];
    return { className: 'good', parts: [...parts, ...signatures.map((one) => hex(title, one))] };
  }
  const { status, code, says, reason } = entry;
  const coded = code === null ? status : `${status} with ${code}`;
  const parts = [
    el('h3', '', `Refused by the ${app} app: `, el('code', '', coded)),
    el('p', '', reason?.what ?? says),
    pairs([
      ['Says', reason === null ? undefined : says],
      ['In the transaction', reason?.actual],
      ['Approved', reason?.expected],
    ]),
  ];
  return { className: 'bad', parts };
}

function hex(title: string, bytes: string): HTMLElement {
  return el('figure', '', el('figcaption', '', title), el('code', 'hex', bytes));
}

function refusal(verdict: Extract<Verdict, { kind: 'refused' }>): Node[] {
  const { stage, command, status, name, says, reason, fix } = verdict;
  return [
    el('h3', '', 'Refused: ', el('code', '', `${status} ${name}`)),
    el('p', '', says),
    pairs([
      ['At', `${stage}, ${command}`],
      ['Why', reason?.what],
      ['Field', reason?.field],
      ['Expected', reason?.expected],
      ['Found', reason?.actual],
      ['Change', fix],
    ]),
  ];
}
