/**
 * Judges one case: the device's answer, found by running the simulated app, and everything that is
 * wrong, whether the device gets that far or not. The two may disagree; both are reported.
 */

import { InputError } from '../errors.js';
import { chosenFirmwares, inOrder, mainFirmware } from '../firmware/chosen.js';
import { DOCUMENTATION } from '../firmware/documentation.js';
import { DEFAULT_FIRMWARE } from '../firmware/index.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { fieldNumbered } from '../payload/messages.js';
import { ROLES } from '../payload/roles.js';
import { expected } from '../shown.js';
import { reviewFacts } from '../simulator/review-facts.js';
import { nobleVerifier, type Verifier } from '../simulator/verifier.js';
import type { CheckCase } from './check-case.js';
import { type DeviceRun, deviceRun } from './device/device-answer.js';
import { matrixOf, missedIn } from './device/matrix.js';
import { reviewScreens } from './device/screens.js';
import { inventedIn } from './device/substitutes.js';
import { CaseVerifier } from './device/verification.js';
import { type Facts, factsOf } from './facts/facts.js';
import { roomsOf } from './facts/field-rooms.js';
import type { Finding } from './findings/finding.js';
import { Findings } from './findings/findings.js';
import { unsendable } from './payload/legacy-swap-texts.js';
import { RULES } from './rules/index.js';
import { judgePayload } from './rules/payload/rule.js';
import { type ReaderAnswer, type Verdict, verdictOf } from './verdict.js';

/** Whose rules a payload is judged by, and how signatures are verified. */
export interface CheckOptions {
  /**
   * Profile or its id; the newest release when absent. Several (`3.3.3..4.0.0`, `3.4.1,4.4.2`,
   * `all`) make a matrix beside the verdict, which is then of the newest release among them.
   */
  readonly firmware?: FirmwareProfile | string | readonly FirmwareProfile[];
  /** Releases that must take the payload, written in the same way; they are asked, too. */
  readonly require?: string;
  /** For the provider's signature; pure JavaScript when absent. */
  readonly verifier?: Verifier;
  /** Also list the review screens. */
  readonly screens?: boolean;
}

/** Judges many cases with the same options: what does not change is worked out once. */
export class Checker {
  private readonly firmware: FirmwareProfile;
  /** All that are asked: a matrix where they are several. */
  private readonly firmwares: readonly FirmwareProfile[];
  private readonly required: readonly string[];
  private readonly verifier: CaseVerifier;
  private readonly screens: boolean;

  /** @throws InputError for a firmware there is no profile of. */
  constructor({ firmware, require, verifier, screens = false }: CheckOptions = {}) {
    const asked = profilesOf(firmware);
    const required = require === undefined ? [] : chosenFirmwares(require);
    this.firmware = mainFirmware(asked);
    this.firmwares = inOrder([...asked, ...required]);
    this.required = required.map(({ id }) => id);
    this.verifier = new CaseVerifier(verifier ?? nobleVerifier);
    this.screens = screens;
  }

  /** The device's answer to the case and everything that is wrong with it. */
  check(judged: CheckCase): Verdict {
    const facts = factsOf(judged, this.firmware);
    const { flow } = facts;
    const findings = new Findings();
    for (const noticed of judged.noticed) findings.all.push(noticed);
    if (judged.payload.trim() === '') {
      if (!findings.has('ANSWER_IS_ERROR')) judgePayload(facts, findings);
      return {
        file: judged.name,
        flow: flow.kind,
        flowName: flow.name,
        invented: inventedIn(judged),
        verdict: 'unreadable',
        device: null,
        readers: [],
        screens: [],
        findings: findings.all,
      };
    }

    const run = deviceRun(facts, this.firmware, this.verifier);
    const asked = { run, verifier: this.verifier };
    for (const judge of RULES) judge(facts, findings, asked);

    // The device would take what Ledger Wallet cannot send: nobody knows what becomes of it.
    const sendable = unsendable(flow, judged) === undefined;
    const matrix = this.matrix(facts, run, sendable);
    for (const missed of missedIn(matrix ?? [], this.required)) findings.all.push(missed);
    const review = this.screens ? run.review && reviewFacts(run.review) : undefined;
    return {
      file: judged.name,
      flow: flow.kind,
      flowName: flow.name,
      invented: inventedIn(judged),
      verdict: verdictOf(run, sendable),
      device: run.device,
      readers: this.readers(facts, run),
      screens: review === undefined ? [] : reviewScreens(review, this.firmware),
      ...(review === undefined ? undefined : { review }),
      findings: ordered(findings.all),
      ...(matrix === undefined ? undefined : { matrix }),
    };
  }

  /** Undefined where one release was asked. */
  private matrix(facts: Facts, run: DeviceRun, sendable: boolean): Verdict['matrix'] {
    const { firmware, firmwares, verifier, screens } = this;
    if (firmwares.length === 1) return undefined;
    const known = { profile: firmware, run };
    return matrixOf(facts, firmwares, { verifier, screens, sendable, known });
  }

  /** The firmware's answer, and what somebody who believes the documentation expects. */
  private readers(facts: Facts, run: DeviceRun): ReaderAnswer[] {
    const own = readerOf(this.firmware, run);
    if (this.firmware.id === DOCUMENTATION.id) return [own];
    const same = sameSizes(facts, this.firmware);
    const other = same ? run : deviceRun(facts, DOCUMENTATION, this.verifier);
    return [own, readerOf(DOCUMENTATION, other)];
  }
}

/**
 * True when the documentation profile cannot answer otherwise: it differs in the sizes of fields
 * alone, and all fields have room in both.
 */
function sameSizes(
  { flow, envelope, type, scan, kind, draft }: Facts,
  own: FirmwareProfile,
): boolean {
  if (own.wire !== DOCUMENTATION.wire) return false;
  if (own.decodedPayloadMax !== DOCUMENTATION.decodedPayloadMax) return false;
  if (draft || kind !== flow.kind || scan.problem !== undefined) return false;
  if (envelope.problems.length > 0) return false;
  const rooms = roomsOf(own, type);
  return scan.fields.every(({ number, bytes }) => {
    const { own: room = 0, documented = 0 } = rooms[number] ?? {};
    if (bytes.length <= room && bytes.length <= documented) return true;
    return fieldNumbered(type, number)?.name === ROLES.sell.fiat.amount;
  });
}

function readerOf({ id }: FirmwareProfile, run: DeviceRun): ReaderAnswer {
  const { device, stoppedAt } = run;
  return stoppedAt === undefined ? { firmware: id, device } : { firmware: id, device, stoppedAt };
}

const RANK = { error: 0, 'wrong-on-screen': 1, warning: 2 } as const;

/** Worst first; within a severity in the order of the rules. */
function ordered(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  return [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function profilesOf(firmware: CheckOptions['firmware'] = DEFAULT_FIRMWARE) {
  if (typeof firmware === 'string') return chosenFirmwares(firmware);
  const profiles = 'id' in firmware ? [firmware] : firmware;
  if (profiles.length > 0) return profiles;
  throw new InputError(expected('firmware', 'at least one profile', 'none'));
}

/** Judges one case. */
export function check(judged: CheckCase, options: CheckOptions = {}): Verdict {
  return new Checker(options).check(judged);
}
