/**
 * The exchanges of a log, one after another, become words and data. What the device accepted is
 * remembered for each device, so that keys, signatures, nonces and amounts are verified where they
 * stand; nothing is ever sent to a device.
 */
import { decodeCommand } from '../apdu/apdu.js';
import { EMPTY, toHex } from '../bytes.js';
import { CaseVerifier } from '../check/device/verification.js';
import { judge, verdictOn } from '../check/judge.js';
import { coinCommandName } from '../exchange/coin-commands.js';
import { CLA, INS, instructionName, P2 } from '../exchange/constants.js';
import { type Flow, flowInForm, flowOf, type NgForm } from '../exchange/flows.js';
import { decode } from '../exchange/layout.js';
import { partnerCredentials } from '../exchange/layouts.js';
import { SW } from '../exchange/status.js';
import { DEFAULT_FIRMWARE } from '../firmware/index.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import type { LoggedExchange } from '../logs/log.js';
import { expected } from '../shown.js';
import { nobleVerifier, remembering, type Verifier } from '../simulator/verifier.js';
import { answerWords } from './apdu-words.js';
import { coinAppAnswer, isCodedRefusal, isExchangesOwn } from './coin-app-answer.js';
import type { DecodedAnswer, DecodedExchange, DecodedField, DeviceFacts } from './decoded.js';
import { DeviceEvidence } from './device-facts.js';
import { type ReadCommand, readCommand } from './exchange-commands.js';
import { pathField, pathIn, text } from './fields.js';
import { osCommand, runningApp } from './os.js';
import { caseOf } from './payload-signature.js';
import { Session } from './session.js';

/** What a {@link Decoder} measures sizes by and verifies signatures with. */
export interface DecodeOptions {
  /** Whose limits fields are compared with; the newest release when absent. */
  readonly firmware?: FirmwareProfile;
  /** Pure JavaScript when absent. */
  readonly verifier?: Verifier;
}

/** Signatures of partners and coins come again and again in a long log. */
const REMEMBERED = 4096;

/** Decodes the exchanges of one log in order: it remembers what each device has accepted. */
export class Decoder {
  private readonly profile: FirmwareProfile;
  private readonly verifier: Verifier;
  private readonly judgingProfile: FirmwareProfile;
  private readonly sessions = new Map<number, { session: Session; evidence: DeviceEvidence }>();
  private count = 0;

  constructor({ firmware = DEFAULT_FIRMWARE, verifier = nobleVerifier }: DecodeOptions = {}) {
    this.profile = firmware;
    this.verifier = remembering(verifier, REMEMBERED);
    // A check sends as hosts of today do: what took the first form would refuse all of it.
    this.judgingProfile = firmware.ngForm === 'first' ? DEFAULT_FIRMWARE : firmware;
  }

  /** The next exchange, in the order of the commands. */
  decode(exchange: LoggedExchange): DecodedExchange {
    this.count++;
    const { command, response, device = 1, at, time } = exchange;
    const { session, evidence } = this.sessionOf(device);
    const part = this.partOf(command, response, session);
    evidence.add(this.count, command, response, part);
    return {
      number: this.count,
      at,
      ...(exchange.device === undefined ? {} : { device }),
      ...(time === undefined ? {} : { time }),
      command: toHex(command),
      response: response === null ? null : toHex(response),
      ...part,
    };
  }

  /** What the answers so far tell of each device. */
  devices(): DeviceFacts[] {
    return [...this.sessions].map(([device, { evidence }]) => evidence.facts(device));
  }

  private sessionOf(device: number) {
    const known = this.sessions.get(device);
    if (known !== undefined) return known;
    const made = { session: new Session(), evidence: new DeviceEvidence() };
    this.sessions.set(device, made);
    return made;
  }

  private partOf(apdu: Uint8Array, response: Uint8Array | null, session: Session): Part {
    const os = osCommand(apdu);
    const isExchange = apdu[0] === CLA && instructionName(apdu[1] ?? -1) !== undefined;
    const begins = isExchange && apdu[1] === INS.START_NEW_TRANSACTION;
    if (os !== undefined) return osPart(apdu, response, session, os);
    if (isExchange && isExchangesOwn(apdu, response)) session.coinApp = undefined;
    if (session.coinApp !== undefined && !begins) {
      const part = coinAppPart(apdu, response, session.coinApp);
      if (part.answer != null && isCodedRefusal(part.answer)) session.coinApp = undefined;
      return part;
    }
    if (session.otherApp !== undefined && !begins) {
      return coinAppPart(apdu, response, session.otherApp);
    }
    if (!isExchange) return unknownPart(apdu, response);
    return this.exchangePart(apdu, response, session);
  }

  private exchangePart(apdu: Uint8Array, response: Uint8Array | null, session: Session): Part {
    const name = instructionName(apdu[1]!)!;
    const command = decodeCommand(apdu);
    const answer = response === null ? null : exchangeAnswer(apdu, response);
    if (command === undefined) {
      const problem = expected(
        undefined,
        'a header of 5 bytes and as many as its last one says',
        `${apdu.length} bytes`,
      );
      return { to: 'exchange', name, fields: [], checks: [], problem, answer };
    }
    const named = flowOf(command.p2 & P2.SUBCOMMAND_MASK);
    const rate = command.p1 === 0 ? 'fixed' : command.p1 === 1 ? 'floating' : undefined;
    if (named === undefined) {
      const problem = `P2 ${toHex(Uint8Array.of(command.p2))} names no flow`;
      return { to: 'exchange', name, fields: rawData(command.data), checks: [], problem, answer };
    }
    const accepted = response !== null && isSuccess(response);
    if (accepted && command.ins === INS.SET_PARTNER_KEY) {
      session.ngForm = this.formOf(named, command.data);
    }
    const flow = flowInForm(named, session.ngForm ?? this.profile.ngForm);
    session.flow ??= flow;
    const reading = { session, profile: this.profile, verifier: this.verifier, accepted };
    const read = readCommand(command, flow, reading);
    const verdict = this.verdictOf(read, session);
    // Where the log has no answer, the next commands tell most when it was a good one.
    if (accepted) read.accepted?.(response.subarray(0, -2));
    else if (response === null) read.accepted?.(EMPTY);
    const { fields, problem, checks = [], chunk } = read;
    return {
      to: 'exchange',
      name,
      ...(name === 'GET_VERSION' ? {} : { flow: flow.name }),
      ...(rate === undefined || name === 'GET_VERSION' ? {} : { rate }),
      ...(chunk === undefined ? {} : { chunk }),
      fields,
      ...(problem === undefined ? {} : { problem }),
      checks,
      answer,
      ...(verdict === undefined ? {} : { verdict }),
    };
  }

  /** What a device took as partner credentials shows which form of the NG commands it has. */
  private formOf(flow: Flow, data: Uint8Array): NgForm {
    const { ngForm, wire } = this.profile;
    const fits = (form: NgForm) =>
      decode(partnerCredentials(flowInForm(flow, form), wire), data).ok;
    const other = ngForm === 'first' ? 'second' : 'first';
    return !fits(ngForm) && fits(other) ? other : ngForm;
  }

  private verdictOf({ signature }: ReadCommand, session: Session) {
    if (signature === undefined) return undefined;
    const judged = caseOf(session, signature, 'payload');
    if (judged === undefined) return undefined;
    const verifier = new CaseVerifier(this.verifier);
    return verdictOn(judge(judged, this.judgingProfile, verifier), verifier);
  }
}

type Part = Omit<DecodedExchange, 'number' | 'at' | 'device' | 'time' | 'command' | 'response'>;

function isSuccess(response: Uint8Array): boolean {
  return response.at(-2)! * 256 + response.at(-1)! === SW.SUCCESS;
}

function rawData(data: Uint8Array): DecodedField[] {
  return data.length === 0 ? [] : [{ name: 'data', value: toHex(data), size: data.length }];
}

function osPart(
  apdu: Uint8Array,
  response: Uint8Array | null,
  session: Session,
  os: NonNullable<ReturnType<typeof osCommand>>,
): Part {
  const data = apdu.subarray(5);
  const fields = os.command?.(data, apdu) ?? rawData(data);
  const common = { to: 'os', name: os.name, fields, checks: [] } as const;
  if (response === null) return { ...common, answer: null };
  const answered = response.subarray(0, -2);
  if (os.name === 'GET_APP_AND_VERSION' && isSuccess(response)) noteApp(answered, session);
  const parts = isSuccess(response)
    ? (os.answer?.(answered) ?? rawData(answered))
    : rawData(answered);
  return { ...common, answer: { ...answerWords(apdu, response), fields: parts } };
}

/** While a coin app signs, the OS goes on calling it Exchange: only another name tells something. */
function noteApp(answer: Uint8Array, session: Session): void {
  const app = runningApp(answer);
  if (app === undefined) return;
  session.otherApp = app.name.startsWith('Exchange') ? undefined : app.name;
}

function coinAppPart(apdu: Uint8Array, response: Uint8Array | null, app: string): Part {
  const [cla = 0, ins = 0] = apdu;
  const known = coinCommandName(app, cla, ins);
  const bytes = `${toHex(Uint8Array.of(cla, ins)).toUpperCase()} of the ${app} app`;
  const name = known === undefined ? bytes : `${bytes}, ${known}`;
  const answer = response === null ? null : coinAppAnswer(response, app);
  return { to: 'coin app', name, fields: coinData(apdu.subarray(5), known), checks: [], answer };
}

/** Behind a path some commands say a chain in 8 bytes, in front of it one whether the user is shown the key. */
const AROUND_PATH: readonly number[] = [0, 1, 8];

function coinData(data: Uint8Array, command: string | undefined): DecodedField[] {
  const path = command?.includes('KEY') ? pathIn(data) : undefined;
  const size = 1 + 4 * (path?.match(/\//g)?.length ?? 0);
  return path !== undefined && AROUND_PATH.includes(data.length - size)
    ? [pathField('path', data)]
    : rawData(data);
}

/** No instruction of this app, or no class of it. */
function unknownPart(apdu: Uint8Array, response: Uint8Array | null): Part {
  const answer = response === null ? null : { ...answerWords(apdu, response), fields: [] };
  const [cla = 0, ins = 0] = apdu;
  const bytes = toHex(Uint8Array.of(cla, ins)).toUpperCase();
  const name = `${bytes}, ${cla === CLA ? 'no instruction' : 'no class'} of the Exchange app`;
  return { to: 'unknown', name, fields: rawData(apdu.subarray(5)), checks: [], answer };
}

function exchangeAnswer(apdu: Uint8Array, response: Uint8Array): DecodedAnswer {
  const data = response.subarray(0, -2);
  return { ...answerWords(apdu, response), fields: answerFields(apdu, data, isSuccess(response)) };
}

function answerFields(apdu: Uint8Array, data: Uint8Array, ok: boolean): DecodedField[] {
  if (data.length === 0) return [];
  const [, ins] = apdu;
  const size = data.length;
  if (ok && ins === INS.GET_VERSION) return [{ name: 'version', value: data.join('.'), size }];
  if (ok && ins === INS.START_NEW_TRANSACTION) {
    const letters = data.length === 10;
    return [{ name: 'nonce', value: letters ? text(data) : toHex(data), size }];
  }
  if (ok && ins === INS.GET_CHALLENGE) return [{ name: 'challenge', value: toHex(data), size }];
  return [{ name: ok ? 'data' : 'reason', value: toHex(data), size }];
}
