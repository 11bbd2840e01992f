/**
 * A whole Ledger in memory, synchronous: the OS, the Exchange app, the coin app that runs after
 * START_SIGNING_TRANSACTION, and the screen. Events go in (`send`, `press`, `touch`, `elapse`,
 * `endSigning`), answers come out (`takeAnswer`). `simulator.ts` makes a Device of it; replay
 * drives it directly.
 */

import { decodeResponse, response } from '../apdu/apdu.js';
import type { Button, Model, Touch } from '../device.js';
import { SW } from '../exchange/status.js';
import { osVersion, type SdkRules } from '../firmware/api-levels.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { approvalOf } from './approval.js';
import { type Build, pkiRootKey } from './build.js';
import * as coinApp from './coin-session.js';
import { type CoinSession, endingUi, startingUi, uiOf, withSigner } from './coin-session.js';
import type { CoinApp } from './coins/coin-app.js';
import type { Signer, SigningContext, SigningResult, SigningStep } from './coins/signing.js';
import { dashboardAnswer } from './dashboard.js';
import type { Environment } from './environment.js';
import { sendTrustedNameDescriptor } from './handlers/trusted-name.js';
import { type LedgerSetup, ledgerParts } from './ledger-options.js';
import { afterSigning, decide, receive } from './machine.js';
import { OsCommands } from './os-commands.js';
import type { Outcome, Reason } from './outcome.js';
import { type Randomness, randomnessOf } from './randomness.js';
import { EMPTY_RECEIVE_BUFFER, received } from './receive-buffer.js';
import { reviewFacts } from './review-facts.js';
import {
  isGetVersion,
  type Running,
  reasonAfterReturn,
  runningName,
  type SigningApp,
  signingApp,
  unfinishedCoin,
} from './running.js';
import { blank, home, react, review, type Ui, type UiContext, whileSigning } from './screens/ui.js';
import { type AppState, BOOT_STATE } from './state.js';
import type { Wallet } from './wallet.js';

export type { LedgerOptions, LedgerSetup } from './ledger-options.js';

/** The whole Ledger without a clock: commands and gestures in, answers out, at once. */
export class Ledger {
  readonly model: Model;
  readonly firmware: FirmwareProfile;
  readonly build: Build;
  readonly wallet: Wallet;
  private readonly randomness: Randomness;
  private readonly apps: ReadonlyMap<string, CoinApp>;
  private readonly env: Environment;
  private readonly uiContext: UiContext;
  private readonly sdk: SdkRules;
  private readonly os: OsCommands;
  /** Where the OS receives every APDU, and where the running app gets those that are for it. */
  private osBuffer = EMPTY_RECEIVE_BUFFER;
  private appBuffer = EMPTY_RECEIVE_BUFFER;
  private running: Running = { app: 'exchange' };
  private state: AppState = BOOT_STATE;
  private currentUi: Ui;
  /** The answer of the command that put up the review is still owed. */
  private reviewOwed = false;
  private readonly answers: Uint8Array[] = [];
  private readonly signers = new Map<string, Signer>();
  private reason: Reason | undefined;
  /** Why a coin app gave the wire back at once, until a command but GET_VERSION or one of the OS. */
  private left: { readonly name: string; readonly reason: Reason } | undefined;

  constructor(options: LedgerSetup) {
    const { verifier, anySeed, ...parts } = ledgerParts(options);
    this.model = parts.model;
    this.firmware = parts.firmware;
    this.build = parts.build;
    this.wallet = parts.wallet;
    this.apps = parts.apps;
    this.randomness = parts.randomness;
    this.uiContext = parts.uiContext;
    this.sdk = parts.sdk;
    this.os = new OsCommands(this.sdk, pkiRootKey(this.build), verifier);
    this.env = {
      profile: this.firmware,
      build: this.build,
      ...(anySeed ? { anySeed } : {}),
      randomness: randomnessOf(this.build, this.randomness),
      verifier,
      wallet: this.wallet,
      coinApp: (name) => this.apps.get(name),
      certificate: () => this.os.certificate,
      trustedName: sendTrustedNameDescriptor,
      received: () => this.appBuffer,
    };
    this.currentUi = home(this.uiContext);
  }

  get ui(): Ui {
    return this.currentUi;
  }

  /** Name of whatever answers now: 'Exchange', a coin app, or 'BOLOS'. */
  get runningApp(): string {
    return runningName(this.running, this.uiContext.appName);
  }

  /** The coin app has the wire: between START_SIGNING_TRANSACTION and its return. */
  get coinAppRuns(): boolean {
    return this.running.app === 'coin';
  }

  /**
   * The coin app that has the wire to sign. One that refused to begin seems to have it; what is sent to
   * it then is answered by Exchange.
   */
  get signingApp(): SigningApp | undefined {
    return signingApp(this.running, this.left?.name);
  }

  /** Name of the coin app that has the wire and whose signing is not simulated. */
  get unfinishedCoinApp(): string | undefined {
    return unfinishedCoin(this.running)?.name;
  }

  /** Name of the coin app that has the wire and whose signer is not loaded yet. */
  get signerNeeded(): string | undefined {
    const coin = unfinishedCoin(this.running);
    return coin?.loadSigner === undefined ? undefined : coin.name;
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
    const { left } = this;
    if (!this.os.takes(apdu) && !isGetVersion(apdu)) this.left = undefined;
    this.osBuffer = received(this.osBuffer, apdu);
    // One answer for each command received: a command during the review eats the review's answer.
    this.reviewOwed = false;
    if (this.running.app === 'dashboard') this.sendToDashboard(apdu);
    else if (this.os.takes(apdu)) this.sendToOs();
    else this.sendToApp(apdu);
    this.reason = reasonAfterReturn(left?.reason, this.reason);
  }

  /** A button of a Nano. */
  press(button: Button): void {
    this.feed({ press: button });
  }

  /** A finger on a touch screen. */
  touch(touch: Touch): void {
    this.feed({ touch });
  }

  /** Time passes: a status page goes away after three seconds, spinners turn. */
  elapse(milliseconds: number): void {
    this.feed({ elapse: milliseconds });
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
      const step = coinApp.decide(this.running, outcome === 'approve', this.signingContext());
      if (step !== undefined) this.takeStep(step, this.reviewOwed);
      this.reviewOwed = false;
      return;
    }
    const decided = decide(this.state, outcome, this.firmware);
    this.state = decided.state;
    if (this.reviewOwed) this.answers.push(response(decided.status));
    this.reviewOwed = false;
  }

  /** The running coin app returns to Exchange. Without one, nothing happens. */
  endSigning(result: SigningResult): void {
    if (this.running.app === 'coin') this.exchangeIsBack(this.running, result);
  }

  private exchangeIsBack(session: CoinSession, result: SigningResult): void {
    this.running = { app: 'exchange' };
    this.state = afterSigning(this.state);
    this.clearBuffers();
    this.currentUi = endingUi(this.uiContext, session, result);
  }

  /** Ends the moment in which a coin app that refused at once still seems to run. */
  private returnFromCoinApp(): void {
    if (this.running.app !== 'returning') return;
    const { session, reason } = this.running;
    this.exchangeIsBack(session, 'refused');
    this.reason = reason;
    this.left = { name: session.coin.name, reason };
  }

  private sendToApp(apdu: Uint8Array): void {
    this.appBuffer = received(this.appBuffer, apdu);
    if (this.running.app === 'coin') this.sendToCoinApp(apdu, this.running);
    else this.sendToExchange(apdu);
  }

  private sendToExchange(apdu: Uint8Array): void {
    const wasApproved = this.state.step === 'waiting-signing';
    const outcome: Outcome = receive(this.state, apdu, this.env);
    this.state = outcome.state;
    switch (outcome.kind) {
      case 'answer': {
        this.reason = outcome.reason;
        this.answers.push(response(outcome.status, outcome.data));
        // A new transaction after approval takes the spinner away; a restart shows home too.
        const dismisses = wasApproved && !this.firmware.quirks.includes('start-keeps-screen');
        if (outcome.restarted === true || (dismisses && outcome.status === SW.SUCCESS)) {
          this.currentUi = home(this.uiContext);
        }
        return;
      }
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

  private sendToOs(): void {
    // A coin app runs as a library of Exchange: the OS still names Exchange (recorded).
    const { appName: name, appVersion: version } = this.uiContext;
    const { answer, exits } = this.os.receive(this.osBuffer, { name, version });
    this.answers.push(answer);
    if (!exits) return;
    if (this.running.app === 'coin') this.endSigning('refused');
    else this.running = { app: 'dashboard' };
  }

  /** The coin app gets what was approved, if its signer is here; `loadSigner` calls again. */
  private beginSigning(): void {
    const session = this.running;
    if (session.app !== 'coin') return;
    const signer = this.signers.get(session.coin.name);
    const start = signer && withSigner(session, signer, this.signingContext());
    if (start !== undefined && 'refused' in start) {
      this.running = { app: 'returning', session, reason: start.refused };
      return;
    }
    const starting = startingUi(this.uiContext, start?.screen);
    if (starting !== undefined) this.currentUi = starting;
    if (start !== undefined) this.running = start.session;
  }

  private signingContext(): SigningContext {
    const { wallet, model, appBuffer, randomness } = this;
    const { verifier } = this.env;
    const { certificate } = this.os;
    // Of a coin app nothing is fixed, whatever the build of Exchange fixes.
    return { wallet, model, received: appBuffer, certificate, verifier, randomness };
  }

  private sendToCoinApp(apdu: Uint8Array, session: CoinSession): void {
    const step = coinApp.receive(session, apdu, this.signingContext());
    this.takeStep(step, true);
    // Without an answer the app waits for its user, and one is owed until he has decided.
    this.reviewOwed = step.answer === null;
  }

  /** What a step of the coin app brings: its answer where one is owed, its page, its end. */
  private takeStep(step: SigningStep<CoinSession>, isOwed: boolean): void {
    this.running = step.state;
    this.reason = step.reason;
    if (step.answer !== null && isOwed) this.answers.push(step.answer);
    if (step.screen !== undefined) {
      this.currentUi = uiOf(this.uiContext, step.state, step.screen);
    }
    if (step.ends !== undefined) this.exchangeIsBack(step.state, step.ends);
  }

  /** An app clears its memory when it starts, as the coin app does when it gets the wire. */
  private clearBuffers(): void {
    this.osBuffer = EMPTY_RECEIVE_BUFFER;
    this.appBuffer = EMPTY_RECEIVE_BUFFER;
  }

  private sendToDashboard(apdu: Uint8Array): void {
    const os = {
      version: osVersion(this.firmware, this.model),
      installed: [this.uiContext.appName],
    };
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
