/**
 * Since which Exchange release what a flow sends is understood (app-exchange's history). For devices
 * that only refuse when it is too late to say why.
 */
import type { InstructionName } from '../exchange/constants.js';
import { compareVersions } from '../firmware/versions.js';
import { ROLES } from '../payload/roles.js';
import type { FlowRequest } from './flow-plan.js';
import { viewPayload } from './payload-view.js';

export interface Need {
  /** Understood from this release on. */
  readonly version: string;
  /** One phrase: what needs it. */
  readonly what: string;
  /** How to do without. */
  readonly instead?: string;
}

const OLD_ADDRESS = 62;

/** What this flow needs, the latest release first. */
export function needsOf(
  request: FlowRequest,
  profile: Parameters<typeof viewPayload>[1],
): readonly Need[] {
  const { flow, client, outgoing, incoming } = request;
  const fields = Object.entries(fieldsOf(request, profile));
  const has = (test: (name: string, size: number) => boolean) =>
    fields.some(([name, size]) => size > 0 && test(name, size));
  const tickers = [outgoing.ticker, incoming?.ticker ?? outgoing.ticker];
  const needs: (Need | false)[] = [
    flow.ng && {
      version: '3.3.0',
      what: `${flow.name} in the form sent here`,
      instead: '--legacy',
    },
    !flow.ng && flow.kind !== 'swap' && { version: '2.0.14', what: 'CHECK_ASSET_IN' },
    client === 'direct' && {
      version: '3.4.0',
      what: `${'PROMPT_UI_DISPLAY' satisfies InstructionName}, which shows the review`,
      instead: '--client ledger-wallet',
    },
    has((name) => name === ROLES.swap.extraData) && {
      version: '3.4.0',
      what: ROLES.swap.extraData,
    },
    has((name, size) => name.endsWith('_address') && size > OLD_ADDRESS) && {
      version: '4.0.0',
      what: `an address of more than ${OLD_ADDRESS} characters`,
    },
    has((name) => name === ROLES.sell.memo) && { version: '4.1.0', what: ROLES.sell.memo },
    tickers.some(({ length }) => length === 1) && {
      version: '4.2.3',
      what: 'a ticker of one letter',
    },
  ];
  return needs
    .filter((need) => need !== false)
    .sort((a, b) => compareVersions(b.version, a.version));
}

/** Sizes of the fields that are set. */
function fieldsOf(
  { flow, payload }: FlowRequest,
  profile: Parameters<typeof viewPayload>[1],
): Readonly<Record<string, number>> {
  if (payload.kind === 'made') return {};
  const fields =
    payload.kind === 'order'
      ? payload.values
      : (viewPayload(flow, profile, payload.payload)?.fields ?? {});
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const sized = typeof value === 'string' || value instanceof Uint8Array;
      return [name, sized ? value.length : 0];
    }),
  );
}
