/** G. The signed payload: every order of the run through the whole of `check`. */
import { toHex } from '../../../bytes.js';
import type { CheckCase } from '../../../check/check-case.js';
import { hostSignature } from '../../../check/device/signature-text.js';
import { type FindingCode, isByChance } from '../../../check/findings/codes.js';
import type { Finding } from '../../../check/findings/finding.js';
import { InputError } from '../../../errors.js';
import { CHECK_FAMILIES, type CheckFamily, familyOf } from '../../rules/check-families.js';
import type { Chapter } from '../chapter.js';
import { allOrders, deviceOrders, MANY, NO_KEY } from '../device/device-orders.js';
import { type Answered, caseOfOrder, orderChecker } from '../device/order-case.js';
import { flowOfRun } from '../device/play.js';
import { placeOrder } from '../order.js';
import type { ProviderRun } from '../run.js';
import { told } from '../seen.js';
import { askAtOnce } from './swap/concurrency.js';

const RULES = [
  ...CHECK_FAMILIES,
  'LEGACY_NONCE_CONFLICT',
  'SIGNATURE_NOT_FRESH',
  'KEY_IS_OTHER_ENVIRONMENT',
  'ORDERS_SIGNED_BY_SEVERAL_KEYS',
  'CONCURRENCY_MIXUP',
] as const;

/** An order, and what `check` finds in it. */
export interface Checked {
  readonly order: Answered;
  readonly judged: CheckCase;
  readonly findings: readonly Finding[];
}

export const payload: Chapter = {
  name: 'The signed payload',
  products: ['swap', 'sell', 'card', 'fund'],
  rules: RULES,
  async run(run) {
    const { why, orders: played } = await deviceOrders(run);
    if (played.length > 0) await atOnce(run);
    const orders = run.createOrders ? await allOrders(run, MANY) : [];
    const checked = checkAll(run, orders);
    if (checked.length > 0) judgeChecked(run, checked);
    for (const id of RULES) run.judge.notRun(id, why);
  },
};

/** All but the orders made at once: what the messages themselves show. */
export function judgeChecked(run: ProviderRun, checked: readonly Checked[]): void {
  for (const family of CHECK_FAMILIES) judgeFamily(run, family, checked);
  judgeLeadingZeros(run, checked);
  judgeLegacyNonce(run, checked);
  judgeFreshness(run, checked);
  judgeSigners(run, checked);
}

/** Twenty at once, where no chapter before has made them; the rules here look at each. */
async function atOnce(run: ProviderRun): Promise<void> {
  if (run.judge.isDecided('CONCURRENCY_MIXUP')) return;
  const alone = await placeOrder(run);
  if (alone.answer === undefined) run.judge.notRun('CONCURRENCY_MIXUP', told(alone.exchange));
  else await askAtOnce(run, alone);
}

export function checkAll(
  run: ProviderRun,
  orders: readonly Answered[],
  checker = orderChecker(run),
): Checked[] {
  return orders.map((order) => {
    try {
      const judged = caseOfOrder(run, order);
      return { order, judged, findings: checker.check(judged).findings };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { order, judged: EMPTY_CASE, findings: [unreadable(error)] };
    }
  });
}

const EMPTY_CASE = { payload: '', signature: undefined } as CheckCase;

/** Nothing that a payload could be read from. */
function unreadable({ message, hint }: InputError): Finding {
  return {
    code: 'PAYLOAD_MISSING',
    severity: 'error',
    field: 'payload',
    title: 'The answer has no payload',
    evidence: message,
    why: 'Without it there is nothing a device could be asked.',
    fix: hint ?? 'Answer with providerSig.payload and providerSig.signature.',
  };
}

/**
 * Accepted by the device, and one in 128 of an honest signer has it: `judgeFamily` is silent about
 * it. More than a quarter of many orders is no chance.
 */
const TOO_OFTEN = 4;

function judgeLeadingZeros(run: ProviderRun, checked: readonly Checked[]): void {
  const flow = flowOfRun(run);
  const zeros = checked.filter(({ judged }) => {
    if (judged.payload === '') return false;
    const rs = hostSignature(judged.signature ?? '', flow);
    return rs.length === RS && (rs[0] === 0 || rs[RS / 2] === 0);
  });
  if (zeros.length < TOO_OFTEN || zeros.length * TOO_OFTEN <= checked.length) return;
  run.judge.failed('check: signature family', {
    severity: 'warning',
    codes: ['SIGNATURE_LEADING_ZERO'],
    evidence: `${zeros.length} of ${ordersText(checked.length)}: r or s begins with a zero byte, which happens to one signature in 128`,
    exchanges: numbers(zeros),
  });
}

const SEVERITIES = ['error', 'wrong-on-screen', 'warning'] as const;

function judgeFamily(run: ProviderRun, family: CheckFamily, checked: readonly Checked[]): void {
  // What this run was not told is no finding about the provider.
  const isTheirs = ({ code }: Finding) =>
    !(run.profile.key === undefined && code === 'PUBLIC_KEY_MISSING') &&
    // Unless it is often: `judgeLeadingZeros`.
    !isByChance(code);
  const hits = checked
    .map(({ order, findings }) => ({
      order,
      findings: findings.filter((one) => familyOf(one.code) === family && isTheirs(one)),
    }))
    .filter(({ findings }) => findings.length > 0);
  const count = `${hits.length} of ${ordersText(checked.length)}`;
  if (hits.length > 0) {
    const all = hits.flatMap(({ findings }) => findings);
    const severity = SEVERITIES.find((one) => all.some((finding) => finding.severity === one))!;
    const worst = all.find((finding) => finding.severity === severity)!;
    run.judge.failed(family, {
      severity,
      codes: [...new Set(all.map(({ code }) => code))],
      evidence: `${count}: ${worst.title} (${worst.field}): ${worst.evidence} ${worst.fix}`,
      exchanges: hits.map(({ order }) => order.number).slice(0, SHOWN),
    });
    return;
  }
  if (family === 'check: signature family' && run.profile.key === undefined) {
    run.judge.notRun(family, NO_KEY);
    return;
  }
  run.judge.passed(family, {
    evidence: `${ordersText(checked.length)}: nothing found`,
    exchanges: checked.map(({ order }) => order.number).slice(0, SHOWN),
  });
}

/** Exchanges that a result names. */
const SHOWN = 5;
const ordersText = (count: number) => (count === 1 ? '1 order' : `${count} orders`);
const hasCode = ({ findings }: Checked, ...codes: readonly FindingCode[]) =>
  findings.some(({ code }) => codes.includes(code));
const numbers = (checked: readonly Checked[]) =>
  checked.map(({ order }) => order.number).slice(0, SHOWN);

function judgeLegacyNonce({ judge }: ProviderRun, checked: readonly Checked[]): void {
  const id = 'LEGACY_NONCE_CONFLICT';
  const readable = checked.filter((one) => !hasCode(one, 'PAYLOAD_MISSING', 'INVALID_ENCODING'));
  if (readable.length === 0) {
    judge.notRun(id, 'waited for check: envelope family: no message could be read');
    return;
  }
  const both = readable.filter((one) =>
    hasCode(one, 'NONCE_IN_BOTH_FIELDS', 'NONCE_IN_LEGACY_FIELD'),
  );
  if (both.length === 0) {
    const evidence = `${ordersText(readable.length)}: field 11 holds no nonce`;
    judge.passed(id, { evidence, exchanges: numbers(readable) });
    return;
  }
  judge.failed(id, {
    evidence: `${both.length} of ${ordersText(readable.length)}: field 11 (device_transaction_id, 10 characters of the old swap) holds the nonce; it belongs into field 12 alone`,
    codes: both.some((one) => hasCode(one, 'NONCE_IN_BOTH_FIELDS'))
      ? ['NONCE_IN_BOTH_FIELDS']
      : ['NONCE_IN_LEGACY_FIELD'],
    exchanges: numbers(both),
  });
}

function judgeFreshness(run: ProviderRun, checked: readonly Checked[]): void {
  const id = 'SIGNATURE_NOT_FRESH';
  const flow = flowOfRun(run);
  const byR = new Map<string, Checked[]>();
  let signed = 0;
  for (const one of checked) {
    const rs = hostSignature(one.judged.signature ?? '', flow);
    if (rs.length !== RS) continue;
    signed++;
    const r = toHex(rs.subarray(0, RS / 2));
    byR.set(r, [...(byR.get(r) ?? []), one]);
  }
  if (signed < 2) {
    run.judge.notRun(id, `needs two orders with a signature of 64 bytes, found ${signed}`);
    return;
  }
  // The same payload signed twice with a derived number is the same signature, and no leak.
  const reused = [...byR.values()].find(
    (group) => new Set(group.map(({ judged }) => judged.payload)).size > 1,
  );
  if (reused === undefined) {
    run.judge.passed(id, {
      evidence: `${signed} signatures, each with an r of its own`,
      exchanges: numbers(checked),
    });
    return;
  }
  run.judge.failed(id, {
    evidence: `${reused.length} of ${signed} signatures of different payloads begin with the same r: the number k was used again, and the private key can be computed from two of them. Replace the key`,
    exchanges: numbers(reused),
  });
}

const RS = 64;

/** Who signed, told by which key it verifies under. */
function judgeSigners(run: ProviderRun, checked: readonly Checked[]): void {
  const { judge, profile } = run;
  const several = 'ORDERS_SIGNED_BY_SEVERAL_KEYS';
  const other = 'KEY_IS_OTHER_ENVIRONMENT';
  if (profile.key === undefined) {
    for (const id of [several, other]) judge.notRun(id, NO_KEY);
    return;
  }
  const signers = new Map<string, Checked[]>();
  for (const one of checked) {
    const signer = signerOf(one);
    signers.set(signer, [...(signers.get(signer) ?? []), one]);
  }
  const told = [...signers].map(([signer, group]) => `${group.length} ${signer}`).join(', ');
  const foreign = checked.filter((one) => hasCode(one, 'SIGNATURE_OTHER_KEY'));
  if (foreign.length > 0) {
    const [finding] = foreign[0]!.findings.filter(({ code }) => code === 'SIGNATURE_OTHER_KEY');
    judge.failed(other, {
      evidence: `this is a run of the ${profile.environment} environment; ${foreign.length} of ${ordersText(checked.length)}: ${finding!.evidence}`,
      codes: ['SIGNATURE_OTHER_KEY'],
      exchanges: numbers(foreign),
    });
  } else if (signers.has(REGISTERED)) {
    judge.passed(other, { evidence: told, exchanges: numbers(checked) });
  } else {
    judge.notRun(
      other,
      `waited for check: signature family: ${told}${profile.otherKeys.length === 0 ? '; the profile names no other key' : ''}`,
    );
  }
  if (checked.length < 2) {
    judge.notRun(several, `needs ${MANY} orders, found ${checked.length}`);
  } else if (signers.size > 1) {
    judge.failed(several, {
      evidence: `${ordersText(checked.length)}: ${told}`,
      exchanges: numbers(checked),
    });
  } else if (signers.has(REGISTERED) || foreign.length > 0) {
    judge.passed(several, {
      evidence: `${ordersText(checked.length)}: ${told}`,
      exchanges: numbers(checked),
    });
  } else {
    judge.notRun(several, `waited for check: signature family: ${told}`);
  }
}

const REGISTERED = 'verify under the registered key';

function signerOf({ findings }: Checked): string {
  const wrong = findings.find(
    ({ code, severity }) => severity === 'error' && familyOf(code) === 'check: signature family',
  );
  return wrong === undefined
    ? findings.some(({ code }) => code === 'PAYLOAD_MISSING')
      ? 'have no payload'
      : REGISTERED
    : wrong.code === 'SIGNATURE_OTHER_KEY'
      ? 'verify under another key of the profile'
      : `do not verify (${wrong.code})`;
}
