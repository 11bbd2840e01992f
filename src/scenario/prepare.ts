/**
 * From a scenario to what the flow runner needs. Everything that can be wrong in one shows here,
 * before any command is sent.
 */

import { FINDING_CODES } from '../check/findings/codes.js';
import { parsePublicKey } from '../check/rules/public-key/public-key.js';
import { InputError } from '../errors.js';
import { type Flow, flowFor } from '../exchange/flows.js';
import { DEFAULT_FIRMWARE, type FirmwareProfile, firmware } from '../firmware/index.js';
import { requireModel } from '../firmware/models.js';
import { spokenTo } from '../firmware/spoken.js';
import { walletAddresses } from '../host/address-book.js';
import { testAuthority } from '../host/authority.js';
import type { FlowRequest } from '../host/flow-plan.js';
import { credentialsOf, type Partner } from '../host/partner.js';
import type { SigningOptions } from '../host/signing/sign-payment.js';
import type { PrivateKey } from '../keys/private-key.js';
import { readPrivateKey } from '../keys/read-key.js';
import type { OrderOption } from '../order/options.js';
import { type Order, orderOf, termsOf } from '../order/order.js';
import { derFromRs } from '../payload/signature.js';
import { expected, shownText } from '../shown.js';
import { exampleKey } from '../sign/example-order.js';
import { type Mistake, otherKey } from '../sign/mistake.js';
import { mistakeNamed } from '../sign/mistakes.js';
import { curveOf } from '../sign/payload-maker.js';
import { parseBuild } from '../simulator/build.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import type { AskedProvider } from './ask-provider.js';
import { backendProduct, refuseBesideBackend } from './backend-address.js';
import { named } from './named.js';
import { tryMessage } from './provider-answer.js';
import type { BackendAddress, Scenario } from './scenario.js';
import { walletNamed } from './seeds.js';
import { signingRequested } from './signing.js';
import { filledTo } from './size.js';

/** A scenario that can be run. */
export interface Prepared {
  readonly scenario: Scenario;
  /** The one the host speaks to. */
  readonly firmware: FirmwareProfile;
  readonly flow: Flow;
  /** @internal */
  readonly key: PrivateKey;
  /** @internal */
  readonly mistake?: Mistake;
  /** What the coin app is sent after the approval; it is not asked when absent. */
  readonly signing?: SigningOptions;
  /** Somebody else's backend, asked instead of signing here. */
  readonly provider?: AskedProvider | BackendAddress;
  /** @internal */
  readonly order: Order;
  /**
   * Where a refund would go: every product's request says it, the message of swap alone.
   * @internal
   */
  readonly refund: () => string;
  /**
   * All but what depends on the nonce.
   * @internal
   */
  readonly request: Omit<FlowRequest, 'payload'>;
}

/**
 * @param firmware of the device, for a scenario that names none.
 * @throws InputError naming file, scenario and key.
 */
export function prepare(scenario: Scenario, firmware?: FirmwareProfile): Prepared {
  try {
    return prepared(scenario, firmware);
  } catch (error) {
    throw error instanceof InputError ? named(error, scenario) : error;
  }
}

function prepared(scenario: Scenario, fallback = DEFAULT_FIRMWARE): Prepared {
  const { kind, legacy, rate, client } = scenario.flow;
  const { device } = scenario;
  const profile = device.firmware === undefined ? fallback : firmware(device.firmware);
  const named = flowFor(kind, { legacy });
  const spoken = spokenTo(profile, named);
  // Ledger's library, of today, has one form of the commands.
  const flow = client === 'direct' ? spoken.flow : named;
  refuseUnknown(scenario);
  if (scenario.provider !== undefined) {
    refuseBesideBackend(scenario);
    backendProduct(scenario);
  }
  const key = keyOf(scenario, flow);
  const { order, refund } = orderFor(scenario, flow);
  const wrong = scenario.mistake === undefined ? undefined : mistakeNamed(scenario.mistake, flow);
  const signing = signingRequested(scenario, order);
  const { size } = scenario.order;
  const mistake = size === undefined ? wrong : filledTo(size, { flow, fees: order.fees }, wrong);
  if (mistake !== undefined) tryMessage({ flow, key, order }, mistake);
  return {
    scenario,
    firmware: profile,
    flow,
    key,
    order,
    refund,
    ...(mistake === undefined ? {} : { mistake }),
    ...(signing === undefined ? {} : { signing }),
    ...(scenario.provider === undefined ? {} : { provider: scenario.provider }),
    request: {
      flow,
      rate,
      client,
      lastCheckDisplays: spoken.lastCheckDisplays,
      partner: partnerOf(scenario, flow, key),
      authority: testAuthority(),
      outgoing: order.outgoing,
      ...(order.incoming === undefined ? {} : { incoming: order.incoming }),
      fees: order.fees,
      // The user stands at the device (`user.ts`), not at the host.
      user: 'approve',
    },
  };
}

/** What only a run would notice, or nobody. */
function refuseUnknown({ device, expect }: Scenario): void {
  if (device.firmware !== undefined) {
    const profile = firmware(device.firmware);
    if (device.model !== undefined) requireModel(profile, device.model);
  }
  if (device.build !== undefined) parseBuild(device.build);
  for (const app of device.apps ?? []) {
    const name = app.split('=').at(-1) ?? '';
    if (coinAppNamed(name) === undefined) {
      throw new InputError(
        expected('device.apps', 'coin apps there is a simulation of', shownText(name)),
      );
    }
  }
  const known: readonly string[] = FINDING_CODES;
  const unknown = expect.findings?.find((code) => !known.includes(code));
  if (unknown !== undefined) {
    throw new InputError(expected('expect.findings', 'codes of check', shownText(unknown)), {
      hint: 'docs/findings.md lists them.',
    });
  }
}

function keyOf({ partner }: Scenario, flow: Flow): PrivateKey {
  const { privateKey, curve } = partner;
  const fallback = curveOf(flow) ?? 'secp256k1';
  if (privateKey === undefined) return exampleKey(curve ?? fallback);
  return readPrivateKey(privateKey, { field: 'partner.privateKey', curve, fallback });
}

function partnerOf(
  { partner: { name, registered, publicKey, curve } }: Scenario,
  flow: Flow,
  key: PrivateKey,
): Partner {
  const other =
    publicKey === undefined
      ? undefined
      : parsePublicKey(publicKey, { field: 'partner.publicKey', curve });
  const partner: Partner =
    other === undefined
      ? { name, curve: key.curve, publicKey: key.publicKey, key }
      : { name, curve: other.curve, publicKey: other.publicKey };
  if (registered) return partner;
  const somebody = otherKey('secp256k1').sign(credentialsOf(partner, flow));
  return { ...partner, signature: derFromRs(somebody) };
}

/** Addresses by what they are. */
const OWN = 'own';
const FOREIGN = 'foreign';

function orderFor(scenario: Scenario, flow: Flow): Pick<Prepared, 'order' | 'refund'> {
  const addresses = walletAddresses(walletNamed(scenario.device.seed), coinAppNamed);
  const { size: _, payin, payout, refund, ...options } = scenario.order;
  const name = (option: OrderOption) => `order.${option}`;
  const { outgoing, incoming = outgoing } = termsOf(flow, options, name);
  const named = (text: string | undefined, currency: Order['outgoing']) => {
    if (text === OWN) return addresses(currency);
    return text === FOREIGN ? currency.foreignAddress : text;
  };
  const chosen = {
    payin: named(payin, outgoing),
    payout: named(payout, incoming),
    refund: named(refund, outgoing),
  };
  // A request names a refund address in every flow, a message in a swap alone.
  const given = Object.entries(chosen).filter(
    ([option, text]) => text !== undefined && (option !== 'refund' || flow.kind === 'swap'),
  );
  const { firmware: id } = scenario.device;
  const order = orderOf(flow, { ...options, ...Object.fromEntries(given) }, addresses, {
    name,
    instead: 'order.fields sends it all the same.',
    ...(id === undefined ? {} : { firmware: firmware(id) }),
  });
  return { order, refund: () => chosen.refund ?? addresses(outgoing) };
}
