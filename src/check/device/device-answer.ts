/**
 * The device's answer to a case, found by running the simulated app itself (`simulator/machine.ts`)
 * with the commands Ledger Wallet sends. Only three things stand in for what a real run has: the
 * case's nonce is the device's randomness, the public test authority is Ledger, and address
 * ownership is decided by the request, since a provider's CI has no seed (amounts are formatted by
 * the real coin apps).
 */

import { briefBytes } from '../../bytes.js';
import type { InstructionName } from '../../exchange/constants.js';
import type { Flow } from '../../exchange/flows.js';
import { SW, statusName } from '../../exchange/status.js';
import { hasPrompt } from '../../firmware/instructions.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import { commandApdus, signatureData, transactionData } from '../../host/client.js';
import type { Currency } from '../../host/currencies.js';
import { ROLES } from '../../payload/roles.js';
import type { Environment } from '../../simulator/environment.js';
import { receive } from '../../simulator/machine.js';
import type { Reason } from '../../simulator/outcome.js';
import { type AppState, BOOT_STATE, draftOf } from '../../simulator/state.js';
import type { Verifier } from '../../simulator/verifier.js';
import { type Facts, textField } from '../facts/facts.js';
import { asDerived } from '../rules/address/own-address.js';
import { isEvidentlyNotUsers } from '../rules/address/shape.js';
import type { DeviceRefusal } from '../verdict.js';
import { likelyFees } from './delivery.js';
import { environmentOf } from './environment.js';
import {
  coinCommand,
  type PartnerCommands,
  partnerCommands,
  promptCommand,
  substituteKey,
} from './inputs.js';
import { signatureOnWire } from './signature-text.js';
import { SUBSTITUTE_NAME } from './substitutes.js';

export interface DeviceRun {
  /** null: everything that was run was accepted. */
  readonly device: DeviceRefusal | null;
  /** Where it had to stop for lack of facts; `stop-words.ts` puts it in words. */
  readonly stop?: Stop;
  /** What the refusal is about: a field of the message or of a command. */
  readonly field?: string;
  /** Whether the provider's signature was reached and accepted. */
  readonly signatureAccepted: boolean;
  /** The state the review is shown from; undefined when the run does not get there. */
  readonly review?: AppState;
}

/** What a run cannot go on without: the partner's key, or the configuration of a currency. */
export type Stop =
  | { readonly lacks: 'key' }
  | { readonly lacks: 'currency'; readonly field: string; readonly ticker: string };

const ANY_NONCE = new Uint8Array(32).fill(0xa5);
const ANY_LETTERS = new Uint8Array(10).fill(0x51);

export function deviceRun(facts: Facts, firmware: FirmwareProfile, verifier: Verifier): DeviceRun {
  return new Run(facts, firmware, verifier).run();
}

class Run {
  private readonly facts: Facts;
  private readonly flow: Flow;
  private readonly firmware: FirmwareProfile;
  private readonly env: Environment;
  private state: AppState = BOOT_STATE;
  private refusal: DeviceRefusal | null = null;
  private field: string | undefined;
  /** The user's address in the check that runs, as its coin app derives it. */
  private owned = '';

  constructor(facts: Facts, firmware: FirmwareProfile, verifier: Verifier) {
    this.facts = facts;
    this.flow = facts.flow;
    this.firmware = firmware;
    this.env = environmentOf(firmware, verifier, {
      nonce: () => this.nonce(),
      owned: () => this.owned,
    });
  }

  run(): DeviceRun {
    const { judged } = this.facts;
    const key = judged.key ?? substituteKey(this.flow);
    const partner = partnerCommands(this.flow, judged.partnerName ?? SUBSTITUTE_NAME, key);
    this.introduce(partner);
    if (this.refusal !== null) return this.result();

    this.sendChunks(
      'PROCESS_TRANSACTION_RESPONSE',
      transactionData(
        this.flow,
        this.firmware.wire,
        {
          payload: this.facts.transmitted,
          fees: judged.fees ?? likelyFees(this.flow, this.facts.transmitted.length),
        },
        briefBytes,
      ),
    );
    if (this.refusal !== null) return this.result();
    if (judged.key === undefined) {
      return this.result({ lacks: 'key' });
    }
    this.sendChunks(
      'CHECK_TRANSACTION_SIGNATURE',
      signatureData(this.flow, signatureOnWire(this.flow, this.facts.signature), briefBytes),
    );
    if (this.refusal !== null) return this.result();
    return this.checkCoins();
  }

  /**
   * START_NEW_TRANSACTION to CHECK_PARTNER. Between runs of one partner only the nonce differs,
   * and nothing reads it so early: the state is kept and gets the nonce of this run.
   */
  private introduce(partner: PartnerCommands): void {
    let known = introduced.get(partner);
    if (known === undefined) {
      known = new Map();
      introduced.set(partner, known);
    }
    const state = known.get(this.firmware);
    if (state !== undefined) {
      const next = draftOf(state);
      next.nonce = this.nonce();
      this.state = next;
      return;
    }
    this.send('START_NEW_TRANSACTION', partner.start);
    this.send('SET_PARTNER_KEY', partner.setPartnerKey);
    this.send('CHECK_PARTNER', partner.checkPartner);
    if (this.refusal === null) known.set(this.firmware, this.state);
  }

  /** In chunks where the data needs them; the first refusal ends it. */
  private sendChunks(command: InstructionName, data: Uint8Array): void {
    const session = { flow: this.flow, rate: 'fixed' } as const;
    for (const chunk of commandApdus(session, command, data, briefBytes)) {
      if (!this.send(command, chunk)) return;
    }
  }

  private checkCoins(): DeviceRun {
    const { outgoing, incoming } = this.facts.currencies;
    if (this.flow.kind === 'swap') {
      if (incoming === undefined) return this.result(this.unknown(ROLES.swap.incoming.currency));
      this.owned = this.ownedAddress('payout', incoming.currency);
      this.sendCoin('CHECK_PAYOUT_ADDRESS', incoming.currency);
      if (this.refusal !== null) return this.result();
      if (outgoing === undefined) return this.result(this.unknown(ROLES.swap.outgoing.currency));
      this.owned = this.ownedAddress('refund', outgoing.currency);
      const check = this.prompts ? 'CHECK_REFUND_ADDRESS_NO_DISPLAY' : 'CHECK_REFUND_ADDRESS';
      this.sendCoin(check, outgoing.currency);
    } else {
      if (outgoing === undefined) return this.result(this.unknown(ROLES.sell.outgoing.currency));
      this.sendCoin(
        this.prompts ? 'CHECK_ASSET_IN_NO_DISPLAY' : 'CHECK_ASSET_IN',
        outgoing.currency,
      );
    }
    if (this.refusal === null && this.prompts) {
      this.send('PROMPT_UI_DISPLAY', promptCommand(this.flow));
    }
    return this.result();
  }

  /** Checks without display and a command for the review, where the release knows them. */
  private get prompts(): boolean {
    return this.flow.ng && hasPrompt(this.firmware);
  }

  private sendCoin(name: InstructionName, currency: Currency): void {
    const numbered =
      name === 'CHECK_ASSET_IN' && !this.flow.ng ? ('CHECK_PAYOUT_ADDRESS' as const) : name;
    this.send(name, coinCommand(this.flow, numbered, currency));
  }

  private unknown(field: string): Stop {
    const { outgoingTicker, incomingTicker } = this.facts.expected;
    const isIncoming = field === ROLES.swap.incoming.currency;
    const asked = isIncoming ? incomingTicker : outgoingTicker;
    const ticker = asked ?? textField(this.facts, field);
    return { lacks: 'currency', field, ticker };
  }

  /** Feeds one APDU to the app; false when it was refused. */
  private send(command: InstructionName, bytes: Uint8Array): boolean {
    if (this.refusal !== null) return false;
    const outcome = receive(this.state, bytes, this.env);
    this.state = outcome.state;
    if (outcome.kind !== 'answer' || outcome.status === SW.SUCCESS) return true;
    this.refusal = refusalOf(command, outcome.status, outcome.reason);
    this.field = outcome.reason?.field;
    return false;
  }

  private nonce(): Uint8Array {
    const { judged, messageFlow, fields } = this.facts;
    if (judged.nonce !== undefined) return judged.nonce;
    const size = this.flow.nonce === 'letters' ? 10 : 32;
    const found = fields.get(messageFlow.nonceField)?.bytes;
    if (found?.length === size) return found.slice();
    return this.flow.nonce === 'letters' ? ANY_LETTERS : ANY_NONCE;
  }

  private ownedAddress(which: 'payout' | 'refund', currency: Currency): string {
    const { expected } = this.facts;
    const asked = which === 'payout' ? expected.payoutAddress : expected.refundAddress;
    const { address } = which === 'payout' ? ROLES.swap.incoming : ROLES.swap.outgoing;
    const own = asked ?? textField(this.facts, address);
    const payin = textField(this.facts, ROLES.swap.payin);
    if (asked === undefined && isEvidentlyNotUsers(own, payin)) return '';
    return this.facts.tried ? own : asDerived(own, currency);
  }

  private result(stop?: Stop): DeviceRun {
    const { step } = this.state;
    const signatureAccepted = SIGNATURE_ACCEPTED.includes(step);
    // The end of a good order, without the detours of the others.
    if (step === 'waiting-user-validation' && stop === undefined) {
      return { device: this.refusal, signatureAccepted, review: this.state };
    }
    return {
      device: this.refusal,
      ...(stop === undefined ? {} : { stop }),
      ...(this.field === undefined ? {} : { field: this.field }),
      signatureAccepted,
      ...(step === 'waiting-user-validation' ? { review: this.state } : {}),
    };
  }
}

const introduced = new WeakMap<PartnerCommands, Map<FirmwareProfile, AppState>>();

const SIGNATURE_ACCEPTED: readonly AppState['step'][] = [
  'signature-checked',
  'payout-address-checked',
  'all-addresses-checked',
  'waiting-user-validation',
];

function refusalOf(command: string, status: number, reason: Reason | undefined): DeviceRefusal {
  const { what = '', expected, actual } = reason ?? {};
  const details = [
    expected === undefined ? '' : `expected ${expected}`,
    actual === undefined || actual === '' ? '' : `found ${actual}`,
  ].filter((part) => part !== '');
  return {
    command,
    status: status.toString(16).padStart(4, '0'),
    name: statusName(status) ?? '',
    reason: details.length === 0 ? what : `${what}: ${details.join(', ')}`,
  };
}
