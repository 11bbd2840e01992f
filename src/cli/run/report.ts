/** The one JSON document of `run --json`. Hex is lower case; fields are never left out, but null. */
import { statusText } from '../../apdu/apdu.js';
import { fromHex, toHex, utf8 } from '../../bytes.js';
import { isReviewPage } from '../../device/gestures.js';
import type { Model, Reason, ScreenView } from '../../device.js';
import { statusName } from '../../exchange/status.js';
import type { FirmwareProfile } from '../../firmware/index.js';
import type { FlowRequest } from '../../host/flow-plan.js';
import {
  type FlowOutcome,
  type FlowStep,
  outcomeOf,
  type Refusal,
  refusalOf,
} from '../../host/flow-step.js';
import { type FlowSummary, summaryOf, viewPayload } from '../../host/payload-view.js';
import { shownApdu } from '../../host/shown-apdu.js';
import type { ShownReview } from '../../host/shown-review.js';
import type { Signing } from '../../host/signing/sign-payment.js';
import type { BackendAccount } from '../../provider/ask/account.js';
import type { ScreenData } from '../../simulator/screens/draw/screen-data.js';
import { screenLines } from '../text/screen-frame.js';
import type { ComparedPage } from './guide.js';
import type { Run } from './request.js';

export interface RunReport {
  /** As in P2: SWAP_NG, SELL, … */
  readonly flow: string;
  readonly rate: string;
  readonly client: string;
  readonly device: string;
  readonly model: Model;
  readonly firmware: string;
  readonly build: string;
  readonly partner: { readonly name: string; readonly curve: string; readonly publicKey: string };
  /** unanswered: the backend gave no answer to send to the device. */
  readonly outcome: FlowOutcome | 'unanswered';
  /** Where and why the flow ended early. */
  readonly refusal: Refusal | null;
  /** Hex, or ten letters in legacy SWAP. */
  readonly nonce: string | null;
  readonly payload: {
    /** As transmitted: base64url text, or hex in legacy SWAP. */
    readonly text: string;
    /** Fields as the device reads them; null when it cannot. */
    readonly fields: Readonly<Record<string, string>> | null;
    /** Exact amounts it names: what the review should say; null when the device cannot read it. */
    readonly summary: FlowSummary | null;
  } | null;
  /** Hex; the size alone of what may be a private key. */
  readonly signature: string | null;
  readonly steps: readonly RunReportStep[];
  /** The pages of the review, each a list of lines. */
  readonly screens: readonly (readonly string[])[];
  /** The same pages with their boxes and page numbers. */
  readonly screenData: readonly ScreenData[];
  /** What the review said, as the device wrote it; null when none was shown or it could not be read. */
  readonly summary: ShownReview | null;
  /** With `--ask`: each page as the person found it; null where only we look. */
  readonly compared: readonly ComparedPage[] | null;
  /** What the coin app said to the transaction, with `--sign`; null where none was sent. */
  readonly signing: Signing | null;
  /** What nobody said and was made up here: fields of the message, `fees`, `partner`, `nonce`. */
  readonly invented: readonly string[];
  /** The running backend the payload came from; null where none was asked. */
  readonly provider: BackendAccount | null;
}

export interface RunReportStep {
  readonly number: number;
  readonly command: string;
  readonly title: string;
  readonly status: string;
  readonly statusName: string;
  readonly accepted: boolean;
  readonly explanation: string;
  readonly reason: Reason | null;
  readonly exchanges: readonly { readonly apdu: string; readonly answer: string }[];
  readonly screens: readonly RunReportScreen[];
}

export interface RunReportScreen {
  readonly kind: string;
  readonly lines: readonly string[];
  /** Absent where a device only tells its lines. */
  readonly screenData?: ScreenData;
}

/** What is known of the screens beyond their lines. */
export interface ScreenKnowledge {
  data(screen: ScreenView): ScreenData | undefined;
  review(screens: readonly ScreenView[]): ShownReview | undefined;
}

export function runReport(
  { device, firmware, build, request, invented, guide }: Run,
  steps: readonly FlowStep[],
  known: ScreenKnowledge,
): RunReport {
  const { flow, partner } = request;
  const payload = dataOf(steps, 'payload');
  const pages = steps.flatMap((step) => step.screens.filter(isReviewPage));
  const view = payload === null ? undefined : viewOf(request, firmware, payload);
  return {
    flow: flow.name,
    rate: request.rate,
    client: typeof request.client === 'string' ? request.client : 'own',
    device: device.name,
    model: device.model,
    firmware: firmware.id,
    build,
    partner: { name: partner.name, curve: partner.curve, publicKey: toHex(partner.publicKey) },
    outcome: outcomeOf(steps),
    refusal: refusalOf(steps),
    nonce: dataOf(steps, 'nonce'),
    payload:
      payload === null
        ? null
        : {
            text: payload,
            fields: view?.fields ?? null,
            summary: view === undefined ? null : summaryOf(flow, view, summaryTerms(request)),
          },
    signature: dataOf(steps, 'signature'),
    steps: steps.map((step) => reportStep(step, known)),
    screens: pages.map(screenLines),
    screenData: pages.flatMap((page) => known.data(page) ?? []),
    summary: known.review(steps.flatMap(({ screens }) => screens)) ?? null,
    compared: guide?.compared ?? null,
    signing: null,
    invented,
    provider: null,
  };
}

function viewOf(request: FlowRequest, profile: FirmwareProfile, payload: string) {
  const { flow } = request;
  return viewPayload(flow, profile, flow.encoding === 'raw' ? fromHex(payload) : utf8(payload));
}

function summaryTerms(request: FlowRequest) {
  return { ...request, partner: request.partner.name };
}

function dataOf(steps: readonly FlowStep[], name: string): string | null {
  return steps.find((step) => name in step.data)?.data[name] ?? null;
}

function reportStep(step: FlowStep, known: ScreenKnowledge): RunReportStep {
  const { number, command, title, status, accepted, explanation, reason } = step;
  return {
    number,
    command,
    title,
    status: statusText(status),
    statusName: statusName(status) ?? 'UNKNOWN',
    accepted,
    explanation,
    reason: reason ?? null,
    exchanges: step.exchanges.map(({ apdu, answer }) => ({
      apdu: shownApdu(apdu),
      answer: toHex(answer),
    })),
    screens: step.screens.map((screen) => reportScreen(screen, known.data(screen))),
  };
}

function reportScreen(screen: ScreenView, screenData: ScreenData | undefined): RunReportScreen {
  const lines = screenLines(screen);
  return { kind: screen.kind, lines, ...(screenData === undefined ? {} : { screenData }) };
}
