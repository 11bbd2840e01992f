/**
 * Reads a case from JSON as people have it: a provider's HTTP answer as it stands, a small case
 * object, or a fixture object. Works in a browser; files and streams are the caller's affair.
 */

import { utf8 } from '../bytes.js';
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { type Flow, type FlowKind, flowFor } from '../exchange/flows.js';
import { parseAmount } from '../payload/amount.js';
import { nonceForm, parseNonce } from '../payload/nonce.js';
import type { CheckCase, PartnerKey } from './check-case.js';
import type { Finding } from './finding.js';
import { findingOf } from './findings.js';
import { readKey, shownValue } from './read-key.js';

/** What the caller knows beside the object; the object's own members come first. */
export interface CaseDefaults {
  readonly flow?: FlowKind | undefined;
  readonly legacy?: boolean | undefined;
  /** Text or JWK. */
  readonly publicKey?: unknown;
  readonly curve?: Curve | undefined;
  readonly nonce?: string | undefined;
  readonly request?: Readonly<Record<string, unknown>> | undefined;
  /** Base units. */
  readonly fees?: bigint | undefined;
  readonly partnerName?: string | undefined;
  readonly otherKeys?: readonly PartnerKey[] | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const DEFAULT_PARTNER = 'Provider';
const NAME_SIZE = { min: 3, max: 15 } as const;

/**
 * @param name how messages and reports call the case: file and line.
 * @throws InputError saying what was expected, what came, and where.
 */
export function readCase(value: unknown, name: string, defaults: CaseDefaults = {}): CheckCase {
  const reader = new CaseReader(name);
  const members = reader.object(value, 'a provider answer or a case');
  return reader.read(members, defaults);
}

class CaseReader {
  private readonly name: string;
  private readonly noticed: Finding[] = [];

  constructor(name: string) {
    this.name = name;
  }

  read(members: Members, defaults: CaseDefaults): CheckCase {
    const nested = members.providerSig !== undefined;
    const response = this.optionalObject(members, 'response');
    const outer = !nested && response?.providerSig !== undefined ? response : members;
    const sig =
      outer.providerSig === undefined
        ? outer
        : this.object(outer.providerSig, 'providerSig', 'providerSig');
    const kind = this.flow(members, defaults, response ?? members);
    const legacy = this.legacy(members, defaults);
    const flow = flowFor(kind, { legacy });
    const signature = this.signature(sig);
    return {
      name: this.name,
      flow: kind,
      legacy,
      payload: this.payload(sig),
      signature,
      response: response ?? (nested ? members : undefined),
      request: this.optionalObject(members, 'request') ?? defaults.request,
      key: this.key(members, defaults),
      otherKeys: [...this.otherKeys(members), ...(defaults.otherKeys ?? [])],
      nonce: this.nonce(members, defaults, flow),
      fees: this.fees(members) ?? defaults.fees,
      partnerName: this.partnerName(members, defaults),
      noticed: this.noticed,
    };
  }

  private fail(expected: string, member: string, value: unknown): never {
    const where = member === '' ? this.name : `${this.name}: ${member}`;
    throw new InputError(`${where}: expected ${expected}, found ${shownValue(value)}`);
  }

  object(value: unknown, expected: string, member = ''): Members {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Members;
    return this.fail(`${expected} (a JSON object)`, member, value);
  }

  private optionalObject(members: Members, name: string): Members | undefined {
    const value = members[name];
    return value === undefined || value === null ? undefined : this.object(value, name, name);
  }

  private payload(sig: Members): string {
    const { payload } = sig;
    if (typeof payload === 'string') return payload;
    const found = Object.keys(sig).slice(0, 8).join(', ');
    return this.fail(
      `text in providerSig.payload (its members are: ${found || 'none'})`,
      'payload',
      payload,
    );
  }

  private signature(sig: Members): string | undefined {
    const { signature, payload_signature: misnamed } = sig;
    if (typeof signature === 'string') return signature;
    if (signature !== undefined && signature !== null) this.fail('text', 'signature', signature);
    if (typeof misnamed !== 'string') return undefined;
    this.noticed.push(
      findingOf('KEY_payload_signature', {
        field: 'response.providerSig.payload_signature',
        evidence: 'There is no member signature; payload_signature is judged instead.',
        corrected: 'signature',
      }),
    );
    return misnamed;
  }

  private flow(members: Members, defaults: CaseDefaults, answer: Members): FlowKind {
    const { flow } = members;
    const text = typeof flow === 'string' ? flow.toLowerCase().replace(/_ng$|-ng$/, '') : flow;
    if (text === 'swap' || text === 'sell' || text === 'fund') return text;
    if (text === 'card' || text === 'sell-card') return 'sell';
    if (flow !== undefined) return this.fail('swap, sell or fund', 'flow', flow);
    if (defaults.flow !== undefined) return defaults.flow;
    if ('swapId' in answer) return 'swap';
    if ('sellId' in answer) return 'sell';
    if ('fundId' in answer) return 'fund';
    throw new InputError(
      `${this.name}: expected a flow (swap, sell or fund) beside the payload, found none`,
      { hint: 'Give --flow, or a member "flow".' },
    );
  }

  private legacy(members: Members, defaults: CaseDefaults): boolean {
    const { legacy, appVersion } = members;
    if (typeof legacy === 'boolean') return legacy;
    if (legacy !== undefined) return this.fail('true or false', 'legacy', legacy);
    if (appVersion === 1) return true;
    return defaults.legacy ?? false;
  }

  private key(members: Members, defaults: CaseDefaults): PartnerKey | undefined {
    const { registered, publicKey, publicKeyHex, curve } = members;
    if (registered !== undefined && registered !== null) {
      return this.keyOf(this.object(registered, 'registered', 'registered'), 'registered');
    }
    const own = publicKey ?? publicKeyHex;
    if (own !== undefined && own !== null) {
      return this.keyOf({ publicKey: own, curve: curve ?? defaults.curve }, 'registered');
    }
    if (defaults.publicKey === undefined) return undefined;
    return this.keyOf(
      { publicKey: defaults.publicKey, curve: defaults.curve ?? curve },
      'registered',
    );
  }

  private keyOf(value: unknown, label: string): PartnerKey {
    const { noticed, ...key } = readKey(value, { name: this.name, label });
    this.noticed.push(...noticed);
    return key;
  }

  private otherKeys(members: Members): PartnerKey[] {
    const { otherKeys } = members;
    if (otherKeys === undefined || otherKeys === null) return [];
    const entries = Array.isArray(otherKeys)
      ? otherKeys.map((key, at): [string, unknown] => [`other key ${at + 1}`, key])
      : Object.entries(this.object(otherKeys, 'otherKeys', 'otherKeys'));
    // Only what is wrong with the registered key matters.
    return entries.map(([label, key]) => {
      const { noticed: _, ...other } = readKey(key, { name: this.name, label });
      return other;
    });
  }

  private nonce(members: Members, defaults: CaseDefaults, flow: Flow): Uint8Array | undefined {
    const request = this.optionalObject(members, 'request') ?? defaults.request;
    const value =
      members.nonce ?? members.deviceNonce ?? defaults.nonce ?? request?.nonce ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.fail('text (hex or base64)', 'nonce', value);
    const nonce = parseNonce(value, flow);
    if (nonce !== undefined) return nonce;
    return this.fail(nonceForm(flow), 'nonce', value);
  }

  private fees(members: Members): bigint | undefined {
    const { fees } = members;
    if (fees === undefined || fees === null) return undefined;
    if (typeof fees === 'number' && Number.isSafeInteger(fees) && fees >= 0) return BigInt(fees);
    if (typeof fees !== 'string') return this.fail('base units as text', 'fees', fees);
    return parseAmount(fees, { field: `${this.name}: fees`, decimals: 0, unit: 'base units' });
  }

  private partnerName(members: Members, defaults: CaseDefaults): string {
    const name = members.partner ?? members.partnerName ?? defaults.partnerName ?? DEFAULT_PARTNER;
    if (typeof name !== 'string') return this.fail('text', 'partner', name);
    const { min, max } = NAME_SIZE;
    const size = utf8(name).length;
    return size >= min && size <= max ? name : this.fail(`${min} to ${max} bytes`, 'partner', name);
  }
}
