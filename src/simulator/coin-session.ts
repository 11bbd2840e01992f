/**
 * A coin app at work for Exchange, from START_SIGNING_TRANSACTION to its return: what it was handed,
 * how far it is, and what its pages look like. `ledger.ts` moves it on.
 */
import { decodeResponse, response } from '../apdu/apdu.js';
import { isNano, type Reason } from '../device.js';
import { SW } from '../exchange/status.js';
import type { CoinApp } from './coins/coin-app.js';
import type {
  Approval,
  CoinScreen,
  Signer,
  SigningContext,
  SigningResult,
  SigningStep,
} from './coins/signing.js';
import { ownReviewFacts } from './screens/content.js';
import { COIN_APP_SPINNER } from './screens/labels.js';
import { home, processing, review, status, type Ui, type UiContext } from './screens/ui.js';
import type { Wallet } from './wallet.js';

export interface CoinSession {
  readonly app: 'coin';
  readonly coin: CoinApp;
  readonly approval: Approval;
  /** Absent while the code is not loaded, and where signing is not simulated. */
  readonly signing?: { readonly signer: Signer; readonly state: unknown };
}

/** The session with its signer, or why the app returns at once. */
export function withSigner(
  session: CoinSession,
  signer: Signer,
  context: SigningContext,
): { readonly session: CoinSession; readonly screen?: CoinScreen } | { readonly refused: Reason } {
  const start = signer.start(session.approval, context);
  if ('refused' in start) return start;
  const { state, ...shown } = start;
  return { session: { ...session, signing: { signer, state } }, ...shown };
}

/** One command for the app. */
export function receive(
  session: CoinSession,
  apdu: Uint8Array,
  context: SigningContext,
): SigningStep<CoinSession> {
  const { coin, signing } = session;
  if (signing === undefined) return receiveUnfinished(session, coin, apdu, context.wallet);
  return inSession(session, signing.signer.receive(signing.state, apdu, context));
}

/** The user decided on a review of the app's own; undefined when it has none. */
export function decide(
  session: CoinSession,
  approved: boolean,
  context: SigningContext,
): SigningStep<CoinSession> | undefined {
  const { signing } = session;
  const step = signing?.signer.decide?.(signing.state, approved, context);
  return step && inSession(session, step);
}

function inSession(session: CoinSession, step: SigningStep<unknown>): SigningStep<CoinSession> {
  const { signer } = session.signing!;
  return { ...step, state: { ...session, signing: { signer, state: step.state } } };
}

/** As a coin app that refuses: it answers and gives the wire back. */
function receiveUnfinished(
  state: CoinSession,
  coin: CoinApp,
  apdu: Uint8Array,
  wallet: Wallet,
): SigningStep<CoinSession> {
  const answer = coin.answerWhileSigning?.(apdu, wallet) ?? null;
  if (answer === null) {
    const reason = { what: `signing by the ${coin.name} app is not simulated` };
    return { state, answer: response(SW.SIGNING_NOT_SIMULATED), ends: 'refused', reason };
  }
  if (decodeResponse(answer).status === SW.SUCCESS) return { state, answer };
  const what = `the ${coin.name} app has the wire since START_SIGNING_TRANSACTION`;
  return { state, answer, reason: { what } };
}

/**
 * What is up when the app begins, where that is not Exchange's own page: a spinner on touch models,
 * on a Nano what the app says.
 */
export function startingUi(context: UiContext, screen: CoinScreen | undefined): Ui | undefined {
  if (screen?.kind === 'spinner') return processing(context, screen.text);
  return isNano(context.model) ? undefined : processing(context, COIN_APP_SPINNER);
}

/** @param context Exchange's own. */
export function uiOf(context: UiContext, { coin, signing }: CoinSession, screen: CoinScreen): Ui {
  const own = contextOf(context, coin, signing?.signer);
  switch (screen.kind) {
    case 'spinner':
      return processing(context, screen.text);
    case 'review': {
      const ui = review(own, ownReviewFacts(screen));
      return screen.isOverHome ? { ...ui, under: home(own) } : ui;
    }
    case 'status':
      return status(own, { ...screen, kind: 'own' }, screen.isOverHome ? home(own) : undefined);
    case 'home':
      return home(own);
  }
}

/** Exchange's page when the app has returned. */
export function endingUi(
  context: UiContext,
  { coin, signing }: CoinSession,
  result: SigningResult,
): Ui {
  if (result === 'refused') return status(context, { kind: 'refused-by-app', app: coin.name });
  const signer = signing?.signer;
  const drawn = signer?.home && home(contextOf(context, coin, signer));
  return status(context, { kind: 'signed' }, drawn);
}

function contextOf(context: UiContext, coin: CoinApp, signer: Signer | undefined): UiContext {
  const { labels } = context;
  const page = signer?.home;
  const appName = page?.appName ?? signer?.runsIn ?? coin.name;
  return {
    ...context,
    appName,
    appVersion: coin.version,
    testBuild: false,
    readyText: page?.nanoReady,
    labels: { ...labels, touchTagline: page?.tagline ?? standardTagline(appName) },
  };
}

/** What the device SDK writes under the name of an app that says nothing of itself. */
function standardTagline(appName: string): string {
  return `This app enables signing\ntransactions on the ${appName}\nnetwork.`;
}
