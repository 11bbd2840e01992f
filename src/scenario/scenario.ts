/** A scenario as data: one flow, what goes wrong in it, what the user does, and what is expected. */
import type { Model } from '../device.js';
import type { Curve, InstructionName, Rate } from '../exchange/constants.js';
import type { FlowKind } from '../exchange/flows.js';
import type { ClientName } from '../host/flow-client.js';
import type { Signing } from '../host/signing/sign-payment.js';
import type { Tamper } from '../host/signing/tamper.js';
import type { OrderOptions } from '../order/options.js';
import type { NonceForm } from '../sign/provider-request.js';
import type { Fault } from '../simulator/faults/index.js';
import type { Deviation } from './deviation.js';
import type { SeedName } from './seeds.js';
import type { User } from './user.js';

/** One scenario, all that is missing filled in. */
export interface Scenario {
  readonly name: string;
  /** Where it stands, for messages and reports. */
  readonly file: string;
  /** Why it is there. */
  readonly about?: string;
  readonly device: ScenarioDevice;
  readonly flow: {
    readonly kind: FlowKind;
    readonly legacy: boolean;
    readonly rate: Rate;
    readonly client: ClientName;
  };
  readonly order: ScenarioOrder;
  readonly partner: ScenarioPartner;
  /** A running backend that answers in place of our own provider. */
  readonly provider?: BackendAddress;
  /** Code of a deliberate mistake of the provider (src/sign). */
  readonly mistake?: string;
  /** What the host does otherwise than it should. */
  readonly host: readonly Deviation[];
  readonly faults: readonly Fault[];
  /** Of the faults that leave something to chance. */
  readonly faultSeed: number;
  readonly user: User;
  /** The coin app signs what was approved, or something else; it is not asked when absent. */
  readonly sign?: ScenarioSigning;
  readonly expect: Expectation;
}

/** What is signed instead of the transaction made of the order. */
export interface ScenarioSigning {
  /** Something that is not as approved. */
  readonly tamper?: Tamper;
  /** A transaction of one's own: hex, a PSBT in base64, or the APDUs of a client. */
  readonly tx?: string | readonly string[];
}

/** Only the simulator can be set up; of another device `model` is asked for. */
export interface ScenarioDevice {
  /** Any when absent; a Nano S Plus on the simulator. */
  readonly model?: Model;
  readonly build?: string;
  readonly firmware?: string;
  readonly apps?: readonly string[];
  /** Whose addresses are the user's. */
  readonly seed: SeedName;
}

/** Its currencies are built in: their decimals are known. */
export interface ScenarioOrder extends Omit<OrderOptions, 'decimals' | 'receiveDecimals'> {
  /**
   * Size of PROCESS_TRANSACTION_RESPONSE in bytes: the message is filled up with a field the device
   * skips.
   */
  readonly size?: number;
}

/** The partner of a scenario, in any form keys are written in. */
export interface ScenarioPartner {
  readonly name: string;
  readonly curve?: Curve;
  /** Hex, PEM, a JWK …: any form of a private key; the public test key when absent. */
  readonly privateKey?: unknown;
  /** The key Ledger has registered, where another one signs: any form of a public key. */
  readonly publicKey?: unknown;
  /** False: Ledger did not sign its credentials. */
  readonly registered: boolean;
}

/** Where a running backend is, and what is known of it: a URL, a profile, or both. */
export interface BackendAddress {
  /** Base URL, as Ledger would call it. */
  readonly url?: string;
  /** File of a profile, as of `provider test`; beside the scenario's own. */
  readonly profile?: string;
  /** Of every call; `${NAME}` is a variable of the environment. */
  readonly headers?: Readonly<Record<string, string>>;
  /** That of the flow when absent; `card` for a sell of a card. */
  readonly product?: BackendProduct;
  /** Members added to the order or in the place of our own: a `quoteId` from the provider's page. */
  readonly request?: Readonly<Record<string, string>>;
  /** Of the order: hex when absent, as the contracts have it; the page of sell says base64url. */
  readonly nonceForm?: NonceForm;
}

export const BACKEND_PRODUCTS = ['swap', 'sell', 'card', 'fund'] as const;
export type BackendProduct = (typeof BACKEND_PRODUCTS)[number];

/**
 * approved, rejected: what the user did. refused: by the device. unusable: the host could not send
 * what the provider answered. broken: no whole answer came.
 */
export const OUTCOMES = ['approved', 'rejected', 'refused', 'unusable', 'broken'] as const;
/** How a flow can end. */
export type ScenarioOutcome = (typeof OUTCOMES)[number];

/** What a scenario expects. */
export interface Expectation {
  readonly outcome: ScenarioOutcome;
  /** Where it ended: refused and broken. */
  readonly at?: InstructionName;
  /** Four hex digits: refused and rejected. */
  readonly status?: string;
  /** Words of the reason or the error. */
  readonly says?: string;
  /** Answers that came somewhere on the way. */
  readonly answers: readonly ExpectedAnswer[];
  /** Screens that came up, in this order; others may lie between, one may show several. */
  readonly screens: readonly ExpectedScreens[];
  /** Codes `check` must report of the payload; an empty list: it must report nothing. */
  readonly findings?: readonly string[];
  /** What the device made: hex, or ten letters. */
  readonly nonce?: string;
  /** Every command with its status word, such as `START_NEW_TRANSACTION 9000`. */
  readonly transcript?: readonly string[];
  /** What the coin app makes of the transaction. */
  readonly signing?: ExpectedSigning;
}

/** How the coin app must answer the transaction. */
export interface ExpectedSigning {
  readonly outcome: Signing['outcome'];
  /** Four hex digits, and so is the code: what came with a refusal. */
  readonly status?: string;
  readonly code?: string;
  /** Words of what differs. */
  readonly says?: string;
}

/** The status word that a command must be answered with. */
export interface ExpectedAnswer {
  readonly at: InstructionName;
  readonly status: string;
}

/** The pages that models must show, in order. */
export interface ExpectedScreens {
  /** The models it is about. */
  readonly models: readonly Model[];
  readonly pages: readonly ExpectedPage[];
}

/** All lines as they stand, or words in the text they make together. */
export type ExpectedPage = { readonly lines: readonly string[] } | { readonly contains: string };
