/**
 * A whole Ledger in memory, synchronous: the OS, the Exchange app, the coin app that runs after
 * START_SIGNING_TRANSACTION, and the screen. Events go in (`send`, `press`, `touch`, `elapse`,
 * `endSigning`), answers come out (`takeAnswer`). `simulator.ts` makes a Device of it; replay
 * drives it directly.
 */

import { decodeResponse, response } from '../apdu/apdu.js';
import { type Button, isNano, type Model, type Touch } from '../device.js';
import { InputError } from '../errors.js';
import { SW } from '../exchange/status.js';
import { apiLevelOf, newestBuild, type SdkRules, sdkRules } from '../firmware/api-levels.js';
import { DEFAULT_FIRMWARE, type FirmwareProfile } from '../firmware/index.js';
import { shownText } from '../shown.js';
import { approvalOf } from './approval.js';
import { BUILDS, type Build, isTestBuild, pkiRootKey } from './build.js';
import type { CoinApp } from './coins/coin-app.js';
import { habitsOf } from './coins/generations.js';
import { COIN_APP_NAMES, coinAppNamed, isCoinAppName } from './coins/registry.js';
import type {
  Approval,
  CoinScreen,
  HomePage,
  Signer,
  SigningContext,
  SigningStep,
} from './coins/signing.js';
import { dashboardAnswer, OS_CLA, OS_INS, osRequest } from './dashboard.js';
import type { Environment } from './environment.js';
import { afterSigning, decide, receive } from './machine.js';
import type { Outcome, Reason } from './outcome.js';
import { loadCertificate, NO_CERTIFICATE, type PkiState, WRONG_USAGE } from './pki.js';
import { CSPRNG, type Randomness, randomnessOf } from './randomness.js';
import { EMPTY_RECEIVE_BUFFER, received } from './receive-buffer.js';
import { reviewFacts } from './review-facts.js';
import { ownReviewFacts } from './screens/content.js';
import {
  blank,
  home,
  processing,
  react,
  review,
  status,
  type Ui,
  type UiContext,
  uiContext,
  whileSigning,
} from './screens/ui.js';
import { type AppState, BOOT_STATE } from './state.js';
import { nobleVerifier, rememberingForAll, type Verifier } from './verifier.js';
import { type Wallet, walletFromMnemonic } from './wallet.js';

export interface LedgerOptions {
  readonly model?: Model;
  readonly firmware?: FirmwareProfile;
  readonly build?: Build;
  /** Installed coin apps, by name; `Alias=App` installs an app under another name. */
  readonly apps?: readonly string[];
  readonly wallet?: Wallet;
  readonly randomness?: Randomness;
  readonly verifier?: Verifier;
  /** API level of the SDK the app was built with; that of the model's newest build when absent. */
  readonly apiLevel?: number;
  /** Versions of installed coin apps; those of the firmware's time when absent. */
  readonly coinApps?: Readonly<Record<string, string>>;
  /** Every address is taken for the device's own: to replay a device whose seed is not known. */
  readonly anySeed?: boolean;
}

/** A coin app at work: what it was handed, and how far it is once its signer is here. */
interface CoinSession {
  readonly app: 'coin';
  readonly coin: CoinApp;
  readonly approval: Approval;
  readonly signing?: { readonly signer: Signer; readonly state: unknown };
}

/** Who has the wire. */
type Running =
  | { readonly app: 'exchange' }
  | CoinSession
  /** The coin app refused before its first command: Exchange is back as soon as anything happens. */
  | { readonly app: 'returning'; readonly coin: CoinApp; readonly reason: Reason }
  | { readonly app: 'dashboard' };

/** What a coin app puts on the screen of a touch model from the start, and some on a Nano too. */
const SIGNING = 'Signing';

export class Ledger {
  readonly model: Model;
  readonly firmware: FirmwareProfile;
  readonly build: Build;
  readonly wallet: Wallet;
  private readonly apps: ReadonlyMap<string, CoinApp>;
  private readonly env: Environment;
  private readonly uiContext: UiContext;
  private readonly sdk: SdkRules;
  /** Where the OS receives every APDU, and where the running app gets those that are for it. */
  private osBuffer = EMPTY_RECEIVE_BUFFER;
  private appBuffer = EMPTY_RECEIVE_BUFFER;
  private pki: PkiState = NO_CERTIFICATE;
  private running: Running = { app: 'exchange' };
  private state: AppState = BOOT_STATE;
  private currentUi: Ui;
  /** The answer of the command that put up the review is still owed. */
  private reviewOwed = false;
  private readonly answers: Uint8Array[] = [];
  private readonly signers = new Map<string, Signer>();
  private reason: Reason | undefined;

  constructor(options: LedgerOptions = {}) {
    this.model = options.model ?? 'nanosp';
    this.firmware = options.firmware ?? DEFAULT_FIRMWARE;
    this.build = options.build ?? BUILDS.random;
    this.wallet = options.wallet ?? emulatorWallet();
    this.apps = installed(options.apps ?? COIN_APP_NAMES, {
      ...this.firmware.coinApps,
      ...options.coinApps,
    });
    const verifier = rememberingForAll(options.verifier ?? nobleVerifier);
    this.env = {
      profile: this.firmware,
      build: this.build,
      ...(options.anySeed === true ? { anySeed: true } : {}),
      randomness: randomnessOf(this.build, options.randomness ?? CSPRNG),
      verifier,
      wallet: this.wallet,
      coinApp: (name) => this.apps.get(name),
      certificate: () => this.pki.certificate,
      received: () => this.appBuffer,
    };
    this.uiContext = uiContext(this.firmware, this.model, isTestBuild(this.build));
    this.sdk = sdkRules(options.apiLevel ?? apiLevelOf(this.firmware, this.model));
    this.currentUi = home(this.uiContext);
  }

  get ui(): Ui {
    return this.currentUi;
  }

  /** Name of whatever answers now: 'Exchange', a coin app, or 'BOLOS'. */
  get runningApp(): string {
    if (this.running.app === 'coin') return this.running.coin.name;
    return this.running.app === 'exchange' ? this.uiContext.appName : 'BOLOS';
  }

  /** The coin app has the wire: between START_SIGNING_TRANSACTION and its return. */
  get coinAppRuns(): boolean {
    return this.running.app === 'coin';
  }

  /** Name of the coin app that has the wire and whose signing is not simulated. */
  get unfinishedCoinApp(): string | undefined {
    const { running } = this;
    return running.app === 'coin' && running.signing === undefined ? running.coin.name : undefined;
  }

  /** Name of the coin app that has the wire and whose signer is not loaded yet. */
  get signerNeeded(): string | undefined {
    const { running } = this;
    if (running.app !== 'coin' || running.signing !== undefined) return undefined;
    return running.coin.loadSigner === undefined ? undefined : running.coin.name;
  }

  /** Loads what signs for the installed apps that are wanted, by name. */
  async loadSigners(wanted: (name: string) => boolean): Promise<void> {
    for (const name of this.apps.keys()) if (wanted(name)) await this.loadSigner(name);
  }

  /**
   * Loads what signs for the installed app of this name; the app begins at once when it waits for
   * it. Nothing happens for an app whose signing is not simulated.
   */
  async loadSigner(name: string): Promise<void> {
    const signer = await this.apps.get(name)?.loadSigner?.();
    if (signer === undefined) return;
    this.signers.set(name, signer);
    if (this.signerNeeded === name) this.beginSigning();
  }

  /** A review is up and its command has not been answered. */
  get waitsForUser(): boolean {
    return this.reviewOwed;
  }

  /** Where the Exchange app stands in its flow. */
  get step(): AppState['step'] {
    return this.state.step;
  }

  /** Why the last command was refused; undefined when it was not. */
  get lastReason(): Reason | undefined {
    return this.reason;
  }

  /** The app installed under this name. */
  coinApp(name: string): CoinApp | undefined {
    return this.apps.get(name);
  }

  /** The oldest answer not taken yet. */
  takeAnswer(): Uint8Array | undefined {
    return this.answers.shift();
  }

  /** Why an APDU would never reach anybody: there is no answer, and a review that is up goes on. */
  dropped(apdu: Uint8Array): 'too long' | 'during a review' | undefined {
    if (apdu.length > this.sdk.longestApdu) return 'too long';
    return this.reviewOwed && !this.sdk.receivesDuringReview ? 'during a review' : undefined;
  }

  /** Bytes of the longest APDU this device receives. */
  get longestApdu(): number {
    return this.sdk.longestApdu;
  }

  /** One command APDU of any bytes and any length. */
  send(apdu: Uint8Array): void {
    this.reason = undefined;
    if (this.dropped(apdu) !== undefined) return;
    this.returnFromCoinApp();
    this.osBuffer = received(this.osBuffer, apdu);
    // One answer for each command received: a command during the review eats the review's answer.
    this.reviewOwed = false;
    const running = this.running as Exclude<Running, { app: 'returning' }>;
    if (running.app === 'dashboard') this.sendToDashboard(apdu);
    else if (apdu[0] === OS_CLA && this.isForOs(apdu)) this.sendToOs();
    else this.sendToApp(apdu, running);
  }

  press(button: Button): void {
    this.feed({ press: button });
  }

  touch(touch: Touch): void {
    this.feed({ touch });
  }

  /** Time passes: a status page goes away after three seconds, spinners turn, a coin app's too. */
  elapse(milliseconds: number): void {
    const event = { elapse: milliseconds };
    if (this.running.app === 'coin') this.currentUi = react(this.currentUi, event).ui;
    else this.feed(event);
  }

  /** Whatever may be done to the screen, as one event. */
  feed(event: Parameters<typeof react>[1]): void {
    if (this.running.app === 'dashboard') return;
    if (this.running.app === 'returning' && !('elapse' in event && event.elapse === 0)) {
      this.returnFromCoinApp();
    }
    const { ui, outcome } = react(this.currentUi, event);
    this.currentUi = ui;
    if (outcome === undefined) return;
    if (outcome === 'quit') {
      this.running = { app: 'dashboard' };
      return;
    }
    if (this.running.app === 'coin') {
      this.decideInCoinApp(this.running, outcome === 'approve');
      return;
    }
    const decided = decide(this.state, outcome, this.firmware);
    this.state = decided.state;
    if (this.reviewOwed) this.answers.push(response(decided.status));
    this.reviewOwed = false;
  }

  /** The running coin app returns to Exchange. Without one, nothing happens. */
  endSigning(result: 'signed' | 'refused'): void {
    if (this.running.app !== 'coin') return;
    const { coin, signing } = this.running;
    this.exchangeIsBack();
    if (result === 'refused') {
      this.currentUi = status(this.uiContext, { kind: 'refused-by-app', app: coin.name });
      return;
    }
    const page = signing?.signer.home;
    const under = page && home(this.coinContext(coin, page));
    this.currentUi = status(this.uiContext, { kind: 'signed' }, under);
  }

  private exchangeIsBack(): void {
    this.running = { app: 'exchange' };
    this.state = afterSigning(this.state);
    this.clearBuffers();
  }

  /** Ends the moment in which a coin app that refused at once still seems to run. */
  private returnFromCoinApp(): void {
    if (this.running.app !== 'returning') return;
    const { coin, reason } = this.running;
    this.exchangeIsBack();
    this.reason = reason;
    this.currentUi = status(this.uiContext, { kind: 'refused-by-app', app: coin.name });
  }

  private sendToApp(
    apdu: Uint8Array,
    running: Exclude<Running, { app: 'dashboard' | 'returning' }>,
  ): void {
    this.appBuffer = received(this.appBuffer, apdu);
    if (running.app === 'coin') this.sendToCoinApp(apdu, running);
    else this.sendToExchange(apdu);
  }

  private sendToExchange(apdu: Uint8Array): void {
    const wasApproved = this.state.step === 'waiting-signing';
    const outcome: Outcome = receive(this.state, apdu, this.env);
    this.state = outcome.state;
    switch (outcome.kind) {
      case 'answer':
        this.reason = outcome.reason;
        this.answers.push(response(outcome.status, outcome.data));
        // A new transaction after approval takes the spinner away; a restart shows home too.
        if (outcome.restarted === true || (wasApproved && outcome.status === SW.SUCCESS)) {
          this.currentUi = home(this.uiContext);
        }
        return;
      case 'review':
        this.currentUi = review(this.uiContext, reviewFacts(outcome.state));
        this.reviewOwed = true;
        return;
      case 'end':
        this.reason = outcome.reason;
        this.running = { app: 'dashboard' };
        this.currentUi = blank(this.uiContext);
        return;
      case 'sign': {
        this.answers.push(response(SW.SUCCESS));
        this.clearBuffers();
        this.currentUi = whileSigning(this.currentUi);
        const coin = this.apps.get(outcome.state.payingApp);
        if (coin === undefined) return;
        this.running = { app: 'coin', coin, approval: approvalOf(outcome.state) };
        this.beginSigning();
      }
    }
  }

  /** What the SDK takes for itself of class B0; the rest is an app's. */
  private isForOs([, ins, p1, p2]: Uint8Array): boolean {
    if (this.sdk.endsClassB0) return true;
    if (ins === OS_INS.LOAD_CERTIFICATE) return this.sdk.loadsCertificates;
    return (ins === OS_INS.GET_APP_AND_VERSION || ins === OS_INS.EXIT) && p1 === 0 && p2 === 0;
  }

  private sendToOs(): void {
    // A coin app runs as a library of Exchange: the OS still names Exchange (recorded).
    const { appName: name, appVersion: version } = this.uiContext;
    const request = osRequest(this.osBuffer, { name, version });
    if (request.kind === 'load-certificate') {
      const { usage, data, behind } = request;
      if (data.length === 0 && this.sdk.looksAtEmptyCertificate) {
        this.pki = NO_CERTIFICATE;
        this.answers.push(response(WRONG_USAGE));
        return;
      }
      const options = { rootKey: pkiRootKey(this.build), verifier: this.env.verifier, behind };
      const loaded = loadCertificate(this.pki, usage, data, options);
      this.pki = loaded.state;
      this.answers.push(response(loaded.status));
      return;
    }
    this.answers.push(request.answer);
    if (request.kind !== 'exit') return;
    if (this.running.app === 'coin') this.endSigning('refused');
    else this.running = { app: 'dashboard' };
  }

  /** The coin app gets what was approved, if its signer is here; `loadSigner` calls again. */
  private beginSigning(): void {
    if (this.running.app !== 'coin') return;
    const { coin, approval } = this.running;
    const signer = this.signers.get(coin.name);
    const start = signer?.start(approval, this.signingContext());
    if (start !== undefined && 'refused' in start) {
      this.running = { app: 'returning', coin, reason: start.refused };
      return;
    }
    if (!isNano(this.model)) this.currentUi = processing(this.uiContext, SIGNING);
    if (signer === undefined || start === undefined) return;
    this.running = { ...this.running, signing: { signer, state: start.state } };
    if (start.screen !== undefined) this.showOfCoinApp(coin, start.screen);
  }

  private signingContext(): SigningContext {
    const { certificate } = this.pki;
    const { wallet, model, appBuffer } = this;
    return { wallet, model, received: appBuffer, certificate, verifier: this.env.verifier };
  }

  private decideInCoinApp(running: CoinSession, approved: boolean): void {
    const { signing } = running;
    if (signing?.signer.decide === undefined) return;
    const step = signing.signer.decide(signing.state, approved, this.signingContext());
    this.take(running, step, this.reviewOwed);
    this.reviewOwed = false;
  }

  /** What a step of the coin app brings: its answer where one is owed, its page, its end. */
  private take(running: CoinSession, step: SigningStep<unknown>, owed: boolean): void {
    const { signing, coin } = running;
    if (signing === undefined) return;
    this.running = { ...running, signing: { signer: signing.signer, state: step.state } };
    this.reason = step.reason;
    if (step.answer !== null && owed) this.answers.push(step.answer);
    if (step.screen !== undefined) this.showOfCoinApp(coin, step.screen);
    if (step.ends !== undefined) this.endSigning(step.ends);
  }

  private showOfCoinApp(coin: CoinApp, screen: CoinScreen): void {
    const context = this.coinContext(coin);
    switch (screen.kind) {
      case 'spinner':
        this.currentUi = processing(this.uiContext, screen.text);
        return;
      case 'review':
        this.currentUi = review(context, ownReviewFacts(screen));
        return;
      case 'status':
        this.currentUi = status(context, { ...screen, kind: 'own' });
        return;
      case 'home':
        this.currentUi = home(context);
    }
  }

  private coinContext(coin: CoinApp, page?: HomePage): UiContext {
    const { name: appName, version: appVersion } = coin;
    const { labels } = this.uiContext;
    return {
      ...this.uiContext,
      appName: page?.appName ?? appName,
      appVersion,
      testBuild: false,
      labels: page === undefined ? labels : { ...labels, touchTagline: page.tagline },
    };
  }

  private sendToCoinApp(apdu: Uint8Array, running: CoinSession): void {
    const { coin, signing } = running;
    if (signing !== undefined) {
      const step = signing.signer.receive(signing.state, apdu, this.signingContext());
      // Without an answer the app waits for its user, and one is owed until he has decided.
      this.reviewOwed = step.answer === null;
      this.take(running, step, true);
      return;
    }
    const answer = coin.answerWhileSigning?.(apdu, this.wallet) ?? null;
    if (answer !== null) {
      if (decodeResponse(answer).status !== SW.SUCCESS) {
        const what = `the ${coin.name} app has the wire since START_SIGNING_TRANSACTION`;
        this.reason = { what };
      }
      this.answers.push(answer);
      return;
    }
    // As a coin app that refuses: it answers and gives the wire back.
    this.reason = { what: `signing by the ${coin.name} app is not simulated` };
    this.answers.push(response(SW.SIGNING_NOT_SIMULATED));
    this.endSigning('refused');
  }

  /** An app clears its memory when it starts, as the coin app does when it gets the wire. */
  private clearBuffers(): void {
    this.osBuffer = EMPTY_RECEIVE_BUFFER;
    this.appBuffer = EMPTY_RECEIVE_BUFFER;
  }

  private sendToDashboard(apdu: Uint8Array): void {
    const version = newestBuild(this.firmware, this.model)?.os ?? UNKNOWN_OS;
    const os = { version, installed: [this.uiContext.appName] };
    const { answer, opens } = dashboardAnswer(apdu, os);
    this.answers.push(answer);
    if (decodeResponse(answer).status !== SW.SUCCESS) {
      this.reason = { what: 'no app is open: the dashboard answers' };
    }
    if (opens === undefined) return;
    this.running = { app: 'exchange' };
    this.state = BOOT_STATE;
    this.clearBuffers();
    this.currentUi = home(this.uiContext);
  }
}

/** What the dashboard tells of a device the release was never built for. */
const UNKNOWN_OS = '0.0.0';

let sharedWallet: Wallet | undefined;

/** The wallet of the emulator's seed, once for all Ledgers: it remembers the keys it derived. */
function emulatorWallet(): Wallet {
  sharedWallet ??= walletFromMnemonic();
  return sharedWallet;
}

/** @throws InputError for an app there is no simulation of. */
function installed(
  names: readonly string[],
  versions: Readonly<Record<string, string>>,
): ReadonlyMap<string, CoinApp> {
  const apps = new Map<string, CoinApp>();
  for (const entry of names) {
    const [name = '', model = name] = entry.split('=', 2);
    if (!isCoinAppName(model)) {
      throw new InputError(
        `no simulated coin app is called ${shownText(model)}: expected some of ${COIN_APP_NAMES.join(', ')}`,
      );
    }
    apps.set(name, coinAppNamed(name, { sameAs: model, ...habitsOf(model, versions[model]) })!);
  }
  return apps;
}
