/** What a scenario expects, from the form people write it in; what can never happen is refused. */
import { hexDigits } from '../codec/hex.js';
import { isNano, MODELS, type Model } from '../device.js';
import { InputError } from '../errors.js';
import { statusName } from '../exchange/status.js';
import { statusEntry } from '../exchange/status-entry.js';
import { expected } from '../shown.js';
import { LOCKED } from '../simulator/faults/index.js';
import { LIMITS } from './limits.js';
import type { Expectation, ExpectedPage, ExpectedScreens, ScenarioOutcome } from './scenario.js';
import type { WrittenScenario } from './schema.js';
import { expectedSigning } from './signing.js';

type Written = WrittenScenario['expect'];

/** An outcome each, in the form that says more about it. */
const DETAILS = ['refused', 'rejected', 'broken', 'unusable'] as const;

const OTHER_KINDS = {
  swap: /ASSET_IN/,
  sell: /PAYOUT|REFUND|CHALLENGE|TRUSTED_NAME/,
  fund: /PAYOUT|REFUND|CHALLENGE|TRUSTED_NAME/,
} as const;

/** Words of the OS around the app that a scenario may meet (dashboard, certificates, lock). */
const OS_WORDS: readonly number[] = [LOCKED, 0x6807, 0x422e, 0x5720];
/** What the user's refusal is answered with. */
const USER_WORDS = ['6a84', '6a92'];

/** @throws InputError for an expectation that cannot come true. */
export function expectationOf(written: WrittenScenario, where: string): Expectation {
  const { expect, flow, user } = written;
  const fail = (what: string, found: string): never => {
    throw new InputError(expected(`${where}: expect`, what, found));
  };
  const outcome = outcomeOf(expect, fail);
  const { answers = [], findings, nonce, transcript } = expect;
  const detail = { ...expect.refused, ...expect.rejected, ...expect.broken, ...expect.unusable };
  const { at } = detail;
  const status = detail.status === undefined ? undefined : statusOf(detail.status, fail);

  for (const command of [at, ...answers.map((answer) => answer.at)]) {
    if (command !== undefined && OTHER_KINDS[flow.kind].test(command)) {
      fail(`a command of a ${flow.kind}`, `${command}, which a ${flow.kind} does not have`);
    }
  }
  if (outcome === 'refused' && status !== undefined && USER_WORDS.includes(status)) {
    fail('rejected where the user says no', `refused with ${status}, which only the user causes`);
  }
  if (outcome === 'rejected' && status !== undefined && !USER_WORDS.includes(status)) {
    fail(`rejected with ${USER_WORDS.join(' or ')}`, status);
  }
  const screens = screensOf(expect.screens);
  const signing = expectedSigning(written);
  const pages = Math.max(0, ...screens.map((each) => each.pages.length));
  if (pages > LIMITS.list) fail(`at most ${LIMITS.list} screens`, `${pages}`);
  if (status === '9000') fail('a status word that refuses', '9000, which accepts');
  const does =
    typeof user === 'string' ? user : user?.gestures ? undefined : (user?.does ?? 'approve');
  if (outcome === 'approved' && (does === 'reject' || does === 'nobody')) {
    fail(
      'an outcome this user can bring about',
      `approved, though the user is to ${does === 'reject' ? 'reject' : 'do nothing'}`,
    );
  }
  if (outcome === 'rejected' && (does === undefined ? user === undefined : does !== 'reject')) {
    fail(
      'an outcome this user can bring about',
      `rejected, though the user is to ${does ?? 'approve'}`,
    );
  }
  return {
    outcome,
    ...(at === undefined ? {} : { at }),
    ...(status === undefined ? {} : { status }),
    ...(detail.says === undefined ? {} : { says: detail.says }),
    answers: answers.map((answer) => ({ at: answer.at, status: statusOf(answer.status, fail) })),
    screens,
    ...(findings === undefined ? {} : { findings }),
    ...(nonce === undefined ? {} : { nonce: nonce.toLowerCase() }),
    ...(transcript === undefined ? {} : { transcript }),
    ...(signing === undefined ? {} : { signing }),
  };
}

type Fail = (what: string, found: string) => never;

function outcomeOf(expect: Written, fail: Fail): ScenarioOutcome {
  const given = DETAILS.filter((name) => expect[name] !== undefined);
  const [first, second] = given;
  if (first !== undefined && second !== undefined) fail('one outcome', `${first} and ${second}`);
  const { outcome = first } = expect;
  if (outcome === undefined)
    return fail('an outcome (approved, rejected, refused, unusable or broken)', 'none');
  if (first !== undefined && outcome !== first) fail('one outcome', `${outcome} and ${first}`);
  return outcome;
}

function statusOf(text: string, fail: Fail): string {
  const digits = hexDigits(text).toLowerCase();
  const word = Number.parseInt(digits, 16);
  const name = statusName(word);
  if (
    name === 'SIGNING_NOT_SIMULATED' ||
    (statusEntry(word) === undefined && !OS_WORDS.includes(word))
  ) {
    fail('a status word that a device answers', digits);
  }
  return digits;
}

function screensOf(screens: Written['screens']): ExpectedScreens[] {
  if (screens === undefined) return [];
  if (Array.isArray(screens)) return [{ models: MODELS, pages: screens.map(pageOf) }];
  return Object.entries(screens).flatMap(([family, pages]) =>
    pages === undefined ? [] : [{ models: modelsOf(family), pages: pages.map(pageOf) }],
  );
}

function modelsOf(family: string): readonly Model[] {
  if (family === 'nano') return MODELS.filter(isNano);
  if (family === 'touch') return MODELS.filter((model) => !isNano(model));
  return MODELS.filter((model) => model === family);
}

function pageOf(page: string | ExpectedPage): ExpectedPage {
  return typeof page === 'string' ? { contains: page } : page;
}
