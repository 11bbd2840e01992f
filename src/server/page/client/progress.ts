/**
 * How far a flow is, read off the commands that pass, whoever sends them. No document in here: each
 * entry gives the next progress.
 */
import type { Reason } from '../../../device.js';
import type { ShownEntry } from '../../journal-words.js';

export const STAGES = [
  { title: 'Nonce', about: 'The device makes the number the provider must sign.' },
  { title: 'Partner', about: "The partner's key, and Ledger's signature of it." },
  { title: 'Payload', about: "The provider's message." },
  { title: 'Signature', about: "The provider's signature of the message." },
  { title: 'Addresses', about: 'Coin apps compare addresses and write amounts.' },
  { title: 'Review', about: 'The user reads and decides.' },
  { title: 'Signing', about: 'The coin app takes over.' },
] as const;

const REVIEW = 5;
const SIGNING = 6;

const STAGE_OF: Readonly<Record<string, number>> = {
  START_NEW_TRANSACTION: 0,
  SET_PARTNER_KEY: 1,
  CHECK_PARTNER: 1,
  PROCESS_TRANSACTION_RESPONSE: 2,
  CHECK_TRANSACTION_SIGNATURE: 3,
  GET_CHALLENGE: 4,
  SEND_TRUSTED_NAME_DESCRIPTOR: 4,
  CHECK_PAYOUT_ADDRESS: 4,
  CHECK_REFUND_ADDRESS: 4,
  CHECK_REFUND_ADDRESS_NO_DISPLAY: 4,
  CHECK_ASSET_IN: 4,
  CHECK_ASSET_IN_NO_DISPLAY: 4,
  PROMPT_UI_DISPLAY: REVIEW,
  START_SIGNING_TRANSACTION: SIGNING,
};

/** Rejected at, or in spite of, the warning of a payout address that is not the user's. */
const REJECTED_PAYOUT = '6a92';
const REJECTIONS = ['6a84', REJECTED_PAYOUT];

export type StageState = 'open' | 'current' | 'done' | 'refused' | 'rejected';

export type Verdict =
  | { readonly kind: 'none' | 'running' | 'review' | 'approved' }
  | { readonly kind: 'rejected'; readonly says: string }
  | {
      readonly kind: 'refused';
      readonly stage: string;
      readonly command: string;
      readonly status: string;
      readonly name: string;
      readonly says: string;
      readonly reason: Reason | null;
      readonly fix: string;
    }
  /** By the coin app. */
  | { readonly kind: 'signed' | 'not signed'; readonly entry: Signing }
  | { readonly kind: 'lost' | 'stopped'; readonly error: string };

type Signing = Extract<ShownEntry, { type: 'signing' }>;

export interface Progress {
  /** `SWAP_NG, fixed rate`. */
  readonly flow: string;
  readonly stages: readonly StageState[];
  readonly verdict: Verdict;
  /** Hex of the last nonce. */
  readonly nonce: string;
  /** The device has warned that the payout address is not its own. */
  readonly foreignPayout: boolean;
  /** The command that has no answer yet, and the stage it belongs to. */
  readonly open: { readonly number: number; readonly name: string; readonly stage: number } | null;
}

export const START: Progress = {
  flow: '',
  stages: STAGES.map(() => 'open'),
  verdict: { kind: 'none' },
  nonce: '',
  foreignPayout: false,
  open: null,
};

export function advanced(progress: Progress, entry: ShownEntry): Progress {
  switch (entry.type) {
    case 'command': {
      const stage = entry.app === null ? STAGE_OF[entry.name] : undefined;
      // A command in the middle of a review is refused and changes nothing.
      if (stage === undefined || progress.verdict.kind === 'review') return progress;
      // Some clients try again when the coin app has refused, and get Exchange.
      if (stage !== 0 && SIGNING_ENDS.includes(progress.verdict.kind)) return progress;
      const open = { number: entry.number, name: entry.name, stage };
      const flow = entry.details.split(', ').slice(0, 2).join(', ');
      const before = stage === 0 ? START : progress;
      const stages = marked(before.stages, stage, 'current');
      return { ...before, flow, stages, verdict: { kind: 'running' }, open };
    }
    case 'answer':
      return progress.open?.number === entry.command ? answered(progress, entry) : progress;
    case 'signing': {
      const isSigned = entry.outcome === 'signed';
      const stages = marked(progress.stages, SIGNING, isSigned ? 'done' : 'refused');
      return { ...progress, stages, verdict: { kind: isSigned ? 'signed' : 'not signed', entry } };
    }
    case 'screen': {
      if (entry.page === null || progress.open === null) return progress;
      const open = { ...progress.open, stage: REVIEW };
      const stages = marked(progress.stages, REVIEW, 'current');
      const foreignPayout = progress.foreignPayout || warnsOfPayout(entry);
      return { ...progress, stages, open, foreignPayout, verdict: { kind: 'review' } };
    }
    case 'lost': {
      if (progress.open?.number !== entry.command) return progress;
      const stages = progress.stages.with(progress.open.stage, 'refused');
      return { ...progress, stages, open: null, verdict: { kind: 'lost', error: entry.error } };
    }
    case 'flow-end':
      if (entry.error === null) return progress;
      return { ...progress, open: null, verdict: { kind: 'stopped', error: entry.error } };
    case 'restart':
      return START;
    default:
      return progress;
  }
}

const SIGNING_ENDS: readonly Verdict['kind'][] = ['signed', 'not signed'];

/** Any device says it on its screen, and nowhere else; how its lines break is the model's affair. */
function warnsOfPayout({ texts }: Extract<ShownEntry, { type: 'screen' }>): boolean {
  return texts.join('').replace(/\s/g, '').includes('doesnotbelongtothis');
}

function answered(progress: Progress, entry: Extract<ShownEntry, { type: 'answer' }>): Progress {
  const { open } = progress;
  if (open === null) return progress;
  const { stage, name: command } = open;
  const closed = { ...progress, open: null };
  const at = (state: StageState) => marked(progress.stages, stage, state);
  if (entry.status === '9000') {
    const nonce = stage === 0 ? entry.answer.slice(0, -4) : progress.nonce;
    const kind = stage >= REVIEW ? 'approved' : 'running';
    return { ...closed, nonce, stages: at('done'), verdict: { kind } };
  }
  const { status, name, says, reason, fix } = entry;
  if (REJECTIONS.includes(status)) {
    const foreignPayout = progress.foreignPayout || status === REJECTED_PAYOUT;
    const verdict = { kind: 'rejected', says } as const;
    return { ...closed, foreignPayout, stages: at('rejected'), verdict };
  }
  const where = STAGES[stage]?.title ?? '';
  const verdict = {
    kind: 'refused',
    stage: where,
    command,
    status,
    name,
    says,
    reason,
    fix,
  } as const;
  return { ...closed, stages: at('refused'), verdict };
}

/** What comes before is done, what comes behind is open again. */
function marked(stages: readonly StageState[], stage: number, state: StageState): StageState[] {
  return stages.map((_, at) => (at < stage ? 'done' : at === stage ? state : 'open'));
}
