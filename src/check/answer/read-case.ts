/**
 * Reads a case from JSON as people have it: a provider's HTTP answer as it stands or wrapped by
 * whoever saved it, a small case object, or a fixture object. It is the one reading that `check`,
 * `run`, scenarios, archives and the page share. Works in a browser; files and streams are the
 * caller's affair.
 */

import { EMPTY, equal, toHex, utf8 } from '../../bytes.js';
import { parseJson } from '../../codec/json.js';
import { isDeepValue, MAX_NESTING } from '../../codec/nesting.js';
import { InputError } from '../../errors.js';
import type { Curve } from '../../exchange/constants.js';
import { type Flow, type FlowKind, flowFor } from '../../exchange/flows.js';
import { PARTNER_NAME } from '../../exchange/layouts.js';
import { parseAmount } from '../../payload/amount.js';
import { nonceForm, parseNonce } from '../../payload/nonce.js';
import { expected, shownValue } from '../../shown.js';
import type { CheckCase, PartnerKey } from '../check-case.js';
import { quoted } from '../findings/evidence.js';
import type { Finding } from '../findings/finding.js';
import { findingOf } from '../findings/findings.js';
import { caseKeys } from './case-keys.js';
import { bytesInJson } from './json-bytes.js';
import { refusePrivateKeys } from './private-keys.js';
import { providerError } from './provider-error.js';
import { ORDER_MEMBERS, type ProviderTexts, providerTexts } from './provider-sig.js';
import { find, type Members, membersOf, type Unwrapped } from './unwrap.js';

/** What the caller says of a case. It wins over the case's own members, which is noticed. */
export interface CaseOptions {
  readonly flow?: FlowKind | undefined;
  readonly legacy?: boolean | undefined;
  /** Text or JWK. */
  readonly publicKey?: unknown;
  /** Of a key that does not name its own. */
  readonly curve?: Curve | undefined;
  readonly nonce?: string | undefined;
  readonly request?: Readonly<Record<string, unknown>> | undefined;
  /** Base units. */
  readonly fees?: bigint | undefined;
  readonly partnerName?: string | undefined;
  /** Beside those of the case. */
  readonly otherKeys?: readonly PartnerKey[] | undefined;
}

/**
 * A case from a value of JSON or YAML: a case file, or what a provider answered.
 * @param name how messages and reports call the case: file and line.
 * @param noticed what was already wrong with the text the value comes from.
 * @throws InputError saying what was expected, what came, and where.
 */
export function readCase(
  value: unknown,
  name: string,
  options: CaseOptions = {},
  noticed: readonly Finding[] = [],
): CheckCase {
  const reader = new CaseReader(name, options, noticed);
  // A text may be the JSON once more.
  const whole = typeof value === 'string' ? parseJson(value) : value;
  if (isDeepValue(whole)) {
    throw new InputError(expected(name, `at most ${MAX_NESTING} levels`, 'a value nested deeper'));
  }
  const members = reader.object(whole ?? value, 'a provider answer or a case');
  refusePrivateKeys(members, name);
  return reader.read(members);
}

class CaseReader {
  private readonly name: string;
  private readonly options: CaseOptions;
  private readonly noticed: Finding[];

  constructor(name: string, options: CaseOptions, noticed: readonly Finding[]) {
    this.name = name;
    this.options = options;
    this.noticed = [...noticed];
  }

  read(outer: Members): CheckCase {
    const found = find(outer);
    // Of a wrapped answer the members around it speak first.
    const members =
      found === undefined || found.answer === outer ? outer : { ...found.answer, ...outer };
    const response = this.response(outer, found);
    const flow = this.flow(members, response ?? members);
    const legacy = this.chosen('legacy', this.options.legacy, this.legacy(members)) ?? false;
    const texts = this.texts(members, found, response);
    const request = this.request(members);
    const { key, otherKeys } = this.keys(members);
    return {
      name: this.name,
      flow,
      legacy,
      payload: texts.payload,
      signature: texts.signature,
      response,
      request,
      key,
      otherKeys,
      nonce: this.nonce(members, request, flowFor(flow, { legacy })),
      fees: this.chosen('fees', this.options.fees, this.fees(members)),
      partnerName: this.partnerName(members),
      noticed: this.noticed,
    };
  }

  private fail(what: string, member: string, value: unknown): never {
    const where = member === '' ? this.name : `${this.name}: ${member}`;
    throw new InputError(expected(where, what, shownValue(value)));
  }

  object(value: unknown, expected: string, member = ''): Members {
    return membersOf(value) ?? this.fail(`${expected} (a JSON object)`, member, value);
  }

  /** An object, or one in JSON text as some logs have it. */
  private optionalObject(members: Members, name: string): Members | undefined {
    const value = members[name];
    if (value === undefined || value === null) return undefined;
    return (
      membersOf(typeof value === 'string' ? parseJson(value) : value) ??
      this.object(value, name, name)
    );
  }

  /** The caller's value, which wins; a contradiction is noticed. */
  private chosen<Value>(
    member: string,
    said: Value | undefined,
    own: Value | undefined,
    same = (a: Value, b: Value) => a === b,
  ): Value | undefined {
    if (said === undefined) return own;
    if (own !== undefined && !same(said, own)) this.contradicted(member);
    return said;
  }

  private contradicted(member: string): void {
    this.noticed.push(
      findingOf('CASE_CONTRADICTED', {
        field: `case.${member}`,
        evidence: `The case has its own ${member}, which is not what the option says: the option is taken.`,
      }),
    );
  }

  private response(outer: Members, found: Unwrapped | undefined): Members | undefined {
    if (found === undefined) return this.optionalObject(outer, 'response');
    if (found.answer !== outer) return found.answer;
    // A case object may have the rest of the answer beside its payload.
    return (
      this.optionalObject(outer, 'response') ?? ('providerSig' in outer ? outer : renamed(outer))
    );
  }

  private texts(
    members: Members,
    found: Unwrapped | undefined,
    response: Members | undefined,
  ): ProviderTexts {
    if (found !== undefined) {
      const texts = providerTexts(found);
      this.noticed.push(...texts.noticed);
      return texts;
    }
    const { payload, signature } = members;
    if (typeof payload === 'string') {
      if (signature !== undefined && signature !== null) this.fail('text', 'signature', signature);
      return { payload, signature: undefined, noticed: [] };
    }
    const isOrder = ORDER_MEMBERS.some((name) => name in members);
    const error = isOrder ? undefined : providerError(response ?? members);
    if (isOrder && (payload === undefined || payload === null)) {
      return { payload: '', signature: undefined, noticed: [] };
    }
    if (error !== undefined) {
      const evidence = `The answer says ${error}.`;
      this.noticed.push(findingOf('ANSWER_IS_ERROR', { field: 'response', evidence }));
      return { payload: '', signature: undefined, noticed: [] };
    }
    const names = Object.keys(members)
      .slice(0, 8)
      .map((name) => quoted(name).slice(1, -1))
      .join(', ');
    return this.fail(
      `text in providerSig.payload (its members are: ${names || 'none'})`,
      'payload',
      payload,
    );
  }

  private flow(members: Members, answer: Members): FlowKind {
    const own = this.ownFlow(members, answer);
    const chosen = this.chosen('flow', this.options.flow, own);
    if (chosen !== undefined) return chosen;
    const error = providerError(answer);
    throw new InputError(
      error === undefined
        ? expected(this.name, 'a flow (swap, sell or fund) beside the payload', 'none')
        : expected(this.name, 'an order', `an error of the provider: ${error}`),
      { hint: 'Give --flow, or a member "flow".' },
    );
  }

  private ownFlow({ flow }: Members, answer: Members): FlowKind | undefined {
    if (flow === 'swap' || flow === 'sell' || flow === 'fund') return flow;
    const text = typeof flow === 'string' ? flow.toLowerCase().replace(/_ng$|-ng$/, '') : flow;
    if (text === 'swap' || text === 'sell' || text === 'fund') return text;
    if (text === 'card' || text === 'sell-card') return 'sell';
    if (flow !== undefined && flow !== null) return this.fail('swap, sell or fund', 'flow', flow);
    // A guess by its id does not contradict what the caller says.
    if (this.options.flow !== undefined) return undefined;
    if ('swapId' in answer) return 'swap';
    if ('sellId' in answer) return 'sell';
    if ('fundId' in answer) return 'fund';
    return undefined;
  }

  private legacy({ legacy, appVersion }: Members): boolean | undefined {
    if (typeof legacy === 'boolean') return legacy;
    if (legacy !== undefined && legacy !== null)
      return this.fail('true or false', 'legacy', legacy);
    return appVersion === 1 ? true : undefined;
  }

  private request(members: Members): Members | undefined {
    const own = this.optionalObject(members, 'request');
    const same = (a: Members, b: Members) => JSON.stringify(a) === JSON.stringify(b);
    return this.chosen('request', this.options.request, own, same);
  }

  private keys(members: Members): Pick<CheckCase, 'key' | 'otherKeys'> {
    const keys = caseKeys(members, this.options, this.name);
    this.noticed.push(...keys.noticed);
    for (const member of keys.contradicted) this.contradicted(member);
    return keys;
  }

  private nonce(
    members: Members,
    request: Members | undefined,
    flow: Flow,
  ): Uint8Array | undefined {
    const own = this.ownNonce(members.nonce ?? members.deviceNonce, flow);
    const said = this.nonceOf(this.options.nonce, flow);
    return this.chosen('nonce', said, own, equal) ?? this.ownNonce(request?.nonce, flow);
  }

  /** A nonce of another flow than the one an option asks for is passed over. */
  private ownNonce(value: unknown, flow: Flow): Uint8Array | undefined {
    const isContradicted =
      this.noticed.length > 0 &&
      this.noticed.some(({ field }) => /^case\.(flow|legacy)$/.test(field));
    if (!isContradicted) return this.nonceOf(value, flow);
    const nonce = typeof value === 'string' ? parseNonce(value, flow) : undefined;
    if (nonce === undefined && value !== undefined) this.contradicted('nonce');
    return nonce;
  }

  private nonceOf(value: unknown, flow: Flow): Uint8Array | undefined {
    if (value === undefined || value === null) return undefined;
    const form = nonceForm(flow);
    if (typeof value === 'number') {
      throw new InputError(expected(`${this.name}: nonce`, `text (${form})`, 'a number'), {
        hint: 'A JSON number keeps 17 digits of it at most: write the nonce as text.',
      });
    }
    const nonce =
      typeof value === 'string'
        ? parseNonce(value, flow)
        : parseNonce(toHex(bytesInJson(value) ?? EMPTY), flow);
    return nonce ?? this.fail(form, 'nonce', value);
  }

  private fees({ fees }: Members): bigint | undefined {
    if (fees === undefined || fees === null) return undefined;
    if (typeof fees === 'number' && Number.isSafeInteger(fees) && fees >= 0) return BigInt(fees);
    if (typeof fees !== 'string') return this.fail('base units as text', 'fees', fees);
    return parseAmount(fees, { field: `${this.name}: fees`, decimals: 0, unit: 'base units' });
  }

  private partnerName(members: Members): string | undefined {
    const own = members.partner ?? members.partnerName ?? calName(members) ?? undefined;
    const name = this.chosen('partner', this.options.partnerName, own as string | undefined);
    if (name === undefined) return undefined;
    if (typeof name !== 'string') return this.fail('text', 'partner', name);
    const { min, max } = PARTNER_NAME;
    const size = utf8(name).length;
    return size >= min && size <= max ? name : this.fail(`${min} to ${max} bytes`, 'partner', name);
  }
}

/** The name in an entry of Ledger's registry (CAL), where it stands beside the key as an object. */
function calName({ name, publicKey }: Members): unknown {
  return membersOf(publicKey)?.data === undefined ? undefined : name;
}

/** An answer whose providerSig is spelt otherwise is one all the same. */
function renamed(answer: Members): Members | undefined {
  return Object.keys(answer).some((name) => /^provider[_-]?sig$/i.test(name)) ? answer : undefined;
}
