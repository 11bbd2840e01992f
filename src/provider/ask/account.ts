/** Where everything in a flow came from: the provider, the options and profile, or made up here. */
import { sentPayload } from '../../check/answer/sent.js';
import type { CheckCase } from '../../check/check-case.js';
import type { Finding } from '../../check/findings/finding.js';
import type { Verdict } from '../../check/verdict.js';
import { flowFor } from '../../exchange/flows.js';
import { DEFAULT_FIRMWARE } from '../../firmware/index.js';
import { viewPayload } from '../../host/payload-view.js';
import { rolesOf } from '../../payload/roles.js';
import { isClean } from '../../report/result.js';
import type { Product } from '../product.js';
import { curlLine } from '../report/curl.js';
import { type ShownExchange, shownExchange } from '../report/redacted.js';
import { orderChecker } from '../test/device/order-case.js';
import { keyOf } from '../test/seen.js';
import type { Backend, Source } from './backend.js';

/** One document for reports: fields are never left out, but null; secrets are hidden. */
export interface BackendAccount {
  readonly url: string;
  readonly product: Product;
  /** As the provider was asked, by its own ids; null when it did not come to that. */
  readonly trade: { readonly from: string; readonly to: string; readonly amount: string } | null;
  /** What the provider quoted. */
  readonly quote: {
    readonly quoteId: string | null;
    readonly tradeMethod: string | null;
    readonly amountTo: string | null;
    readonly expiry: string | null;
  } | null;
  /** The order over the device's nonce, as it was answered. */
  readonly order: {
    readonly operation: string;
    /** swapId or sellId. */
    readonly id: string;
    /** As it was asked for; an example where there was no quote to be had. */
    readonly quoteId: string | null;
    readonly quoteFrom: Source | 'provider' | null;
    /** Of the signed message. */
    readonly payinAddress: string | null;
    readonly payinExtraId: string | null;
    /** Sent to the provider: the user's addresses. */
    readonly refundAddress: string | null;
    readonly payoutAddress: string | null;
    readonly refundFrom: Source | null;
    readonly payoutFrom: Source | null;
  } | null;
  /** What `check` says of the answer. */
  readonly check: { readonly clean: boolean; readonly findings: readonly Finding[] } | null;
  /** Why there is no answer. */
  readonly error: {
    readonly message: string;
    readonly status: number | null;
    readonly code: string | null;
  } | null;
  readonly exchanges: readonly (ShownExchange & { readonly curl: string })[];
}

export function accountOf(
  backend: Backend,
  { verdict, error }: { readonly verdict: Verdict | undefined; readonly error?: Error },
): BackendAccount {
  const { profile, redact, journal, product, wished, quoted, ordered } = backend;
  const text = (value: unknown) => (typeof value === 'string' ? redact(value) : null);
  const message = ordered === undefined ? {} : fieldsOf(ordered.judged);
  const { payin = '', memo = '' } = ordered === undefined ? {} : rolesOf(ordered.judged.flow);
  const from = (address: unknown, side: 'refund' | 'payout') =>
    typeof address === 'string' ? backend.sourceOf(address, side) : null;
  const { trade } = wished ?? {};
  const last = journal.at(-1)?.answer;
  return {
    url: redact(profile.url),
    product,
    trade: trade === undefined ? null : { from: trade.from, to: trade.to, amount: trade.amount },
    quote:
      quoted === undefined
        ? null
        : {
            quoteId: text(quoted.quoteId),
            tradeMethod: text(quoted.tradeMethod),
            amountTo: text(quoted.answer.amountTo),
            expiry: text(quoted.answer.expiry),
          },
    order:
      ordered === undefined
        ? null
        : {
            operation: ordered.operation,
            id: redact(ordered.id),
            quoteId: text(ordered.request.quoteId),
            quoteFrom: ordered.request.quoteId === undefined ? null : backend.quoteFrom,
            payinAddress: text(message[payin]),
            payinExtraId: text(message[memo]) || null,
            refundAddress: text(ordered.request.refundAddress),
            payoutAddress: text(ordered.request.payoutAddress),
            refundFrom: from(ordered.request.refundAddress, 'refund'),
            payoutFrom: from(ordered.request.payoutAddress, 'payout'),
          },
    check:
      verdict === undefined ? null : { clean: isCleanVerdict(verdict), findings: verdict.findings },
    error:
      error === undefined
        ? null
        : {
            message: redact(error.message),
            status: last?.status ?? null,
            code: text(keyOf(last?.json)),
          },
    exchanges: shownCalls(backend),
  };
}

/** As the device reads them; none where it cannot. */
function fieldsOf({ flow: kind, payload }: CheckCase): Readonly<Record<string, string>> {
  const flow = flowFor(kind);
  return viewPayload(flow, DEFAULT_FIRMWARE, sentPayload(flow, payload))?.fields ?? {};
}

/** What `check` says of the order's answer; undefined when there is none. */
export function verdictOf({ ordered, redact }: Backend): Verdict | undefined {
  if (ordered === undefined) return undefined;
  const verdict = orderChecker({}).check(ordered.judged);
  return { ...verdict, findings: redacted(verdict.findings, redact) };
}

export const isCleanVerdict = (verdict: Verdict): boolean =>
  isClean({ place: { file: verdict.file }, verdict });

function redacted(findings: readonly Finding[], redact: (text: string) => string): Finding[] {
  return findings.map(({ evidence, corrected, ...finding }) => ({
    ...finding,
    evidence: redact(evidence),
    ...(corrected === undefined ? {} : { corrected: redact(corrected) }),
  }));
}

function shownCalls({ journal, profile, redact }: Backend) {
  return journal.map((exchange) => {
    const shown = shownExchange(exchange, profile, redact);
    return { ...shown, curl: curlLine(shown) };
  });
}
