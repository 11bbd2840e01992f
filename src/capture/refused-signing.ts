/**
 * Why a coin app refused what a log says it was sent: what the user approved is approved on a simulated
 * Ledger, which gets the same to sign. Where it answers the same, its words are told.
 */
import { decodeResponse } from '../apdu/apdu.js';
import { equal } from '../bytes.js';
import type { Reason } from '../device.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { LoggedExchange } from '../logs/log.js';
import { Ledger } from '../simulator/ledger.js';
import type { Verifier } from '../simulator/verifier.js';
import { emulatorWallet, type Wallet } from '../simulator/wallet.js';
import { answeringReleases } from './answering-releases.js';
import { candidates, USUAL_MODEL as MODEL } from './candidates.js';
import { eventsOf } from './exchange-events.js';
import { recordedBuild } from './recorded-build.js';
import { decideAs } from './recorded-decision.js';
import { isStartSigning } from './recorded-handover.js';
import { recordedRandomness } from './recorded-randomness.js';

/** The refusals of one device, in the order of its log. */
export class RefusedSignings {
  private readonly verifier: Verifier;
  /** A device has one release: what the first flow cannot be of, no other one is looked for in. */
  private looked = candidates(MODEL);
  private flow: readonly LoggedExchange[] = [];
  private played: PlayedFlow | undefined;
  private count = 0;

  constructor(verifier: Verifier) {
    this.verifier = verifier;
  }

  /**
   * @param flow all since START_NEW_TRANSACTION, the refusal last; the same list, grown, of another
   *   refusal in the same transaction.
   * @returns undefined where the simulated Ledger answers otherwise, or cannot know.
   */
  async reasonFor(flow: readonly LoggedExchange[]): Promise<Reason | undefined> {
    if (flow !== this.flow) {
      this.flow = flow;
      this.count = 0;
      this.played = this.begin(flow);
    }
    const { played } = this;
    if (played === undefined) return undefined;
    for (; this.count < flow.length - 1; this.count++) {
      const { status } = await played.answerTo(flow[this.count]!);
      if (!status) return this.leave();
    }
    const { whole, reason } = await played.answerTo(flow[this.count++]!);
    return whole ? reason : this.leave();
  }

  private leave(): undefined {
    this.played = undefined;
  }

  private begin(flow: readonly LoggedExchange[]): PlayedFlow | undefined {
    const signs = flow.findIndex(({ command }) => isStartSigning(command));
    if (signs < 0) return undefined;
    const own = flow.slice(0, signs + 1);
    const events = own.flatMap(eventsOf);
    const { verifier } = this;
    const buildOf = (profile: FirmwareProfile) => recordedBuild(events, profile, verifier);
    // The emulator's seed; then one that nobody knows, whose addresses are all believed.
    for (const anySeed of [false, true]) {
      const options = { model: MODEL, verifier, anySeed, buildOf };
      const fits = answeringReleases(own, this.looked, options);
      const firmware = fits.at(-1);
      if (firmware === undefined) continue;
      this.looked = fits;
      const build = buildOf(firmware);
      return new PlayedFlow({ firmware, model: MODEL, build, anySeed, verifier });
    }
    this.looked = [];
    return undefined;
  }
}

type Setup = Pick<
  ConstructorParameters<typeof Ledger>[0],
  'firmware' | 'model' | 'build' | 'verifier'
> & { readonly anySeed: boolean };

/** How the answer of the simulated Ledger is to the recorded one. */
interface Compared {
  /** Its status word is the same, or nobody knows the recorded one. */
  readonly status: boolean;
  /** It is the same to the last byte. */
  readonly whole: boolean;
  readonly reason?: Reason;
}

/** Follow-up commands of Bitcoin and its kin: they belong to the command before. */
const CLA_CONTINUES = 0xf8;

class PlayedFlow {
  private readonly ledger: Ledger;
  private readonly anySeed: boolean;
  private response: Uint8Array | null = null;
  /** Instruction at which the coin app is, and those at which it asked for keys. */
  private instruction: number | undefined;
  private readonly usedKeys = new Set<number | undefined>();

  constructor(setup: Setup) {
    this.anySeed = setup.anySeed;
    const randomness = recordedRandomness(
      () => this.response ?? undefined,
      () => {},
    );
    const wallet = noting(emulatorWallet(), () => {
      if (this.instruction !== undefined) this.usedKeys.add(this.instruction);
    });
    this.ledger = new Ledger({ ...setup, wallet, randomness });
  }

  async answerTo({ command, response }: LoggedExchange): Promise<Compared> {
    const { ledger } = this;
    this.response = response;
    if (ledger.coinAppRuns && command[0] !== CLA_CONTINUES) this.instruction = command[1];
    ledger.send(command);
    const { signerNeeded } = ledger;
    if (signerNeeded !== undefined) await ledger.loadSigner(signerNeeded);
    // Nobody knows the answer: there is nothing to compare.
    if (response === null) {
      ledger.takeAnswer();
      return { status: true, whole: false };
    }
    decideAs(response, ledger);
    const reason = ledger.lastReason;
    const answer = ledger.takeAnswer();
    if (answer === undefined) return { status: false, whole: false };
    const status = decodeResponse(answer).status === decodeResponse(response).status;
    // Of keys that are not the device's, an app can say the same for another reason.
    const unsure = this.anySeed && this.usedKeys.has(this.instruction);
    const told = reason === undefined || unsure ? {} : { reason };
    return { status, whole: equal(answer, response), ...told };
  }
}

/** A wallet that tells when it is asked for something. */
function noting(wallet: Wallet, asked: () => void): Wallet {
  return new Proxy(wallet, {
    get(target, key) {
      asked();
      return Reflect.get(target, key);
    },
  });
}
