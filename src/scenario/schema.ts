/**
 * The shape of scenario files, checked with zod; loaded only when there is a file. YAML is read
 * with every value as text, so that `6e00` and `0.10` stay what was written: numbers and switches
 * are read from text here.
 */
import { z } from 'zod';
import { utf8 } from '../bytes.js';
import { MODELS } from '../device.js';
import { INS, type InstructionName } from '../exchange/constants.js';
import { CLIENT_NAMES } from '../host/flow-client.js';
import { TAMPERS } from '../host/signing/tamper.js';
import { NONCE_FORMS } from '../sign/provider-request.js';
import { FAULT_KINDS, type FaultKind, type FaultPlace } from '../simulator/faults/index.js';
import { LIMITS } from './limits.js';
import { BACKEND_PRODUCTS, OUTCOMES } from './scenario.js';
import { SEED_NAMES } from './seeds.js';

const text = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().max(LIMITS.text, `expected at most ${LIMITS.text} characters`),
);
const list = <Entry extends z.ZodType>(entry: Entry) =>
  z.array(entry).max(LIMITS.list, `expected at most ${LIMITS.list} entries`);
/** Written as text or as a number; what it must be is said in one phrase. */
function numeric(must: string, holds: (value: number) => boolean) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    z.custom<number>((value) => typeof value === 'number' && holds(value), `expected a ${must}`),
  );
}
const isWhole =
  (from: number, to = Number.MAX_SAFE_INTEGER) =>
  (value: number) =>
    Number.isSafeInteger(value) && value >= from && value <= to;
const isWithin = (to: number) => (value: number) => value >= 0 && value <= to;
const whole = numeric('whole number', Number.isSafeInteger);
const wholeFrom0 = numeric('whole number from 0', isWhole(0));
const count = numeric('whole number from 1', isWhole(1));
const size = numeric(`whole number from 1 to ${LIMITS.size}`, isWhole(1, LIMITS.size));
const byte = numeric('whole number from 0 to 255', isWhole(0, 255));
const seconds = numeric('number of seconds from 0 to 3600', isWithin(3600));
const milliseconds = numeric('number of milliseconds from 0 to 3600000', isWithin(3_600_000));
const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);
const on = flag.pipe(z.literal(true));
const hex = text.pipe(
  z.string().regex(/^([0-9a-f]{2})*$/i, 'expected hex digits, two for each byte'),
);
const status = text.pipe(
  z.string().regex(/^(0x)?[0-9a-f]{4}$/i, 'expected a status word of four hex digits'),
);
const command = z.enum(Object.keys(INS) as [InstructionName, ...InstructionName[]]);
/** A command, or the number of an APDU. */
const place = z.preprocess(
  (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
  z.custom<FaultPlace>(
    (value) => command.safeParse(value).success || (typeof value === 'number' && isWhole(1)(value)),
    'expected a command or the number of an APDU',
  ),
);
const rows = z.union([text, list(text)]);

const device = {
  model: z.enum(MODELS).optional(),
  build: text.optional(),
  firmware: text.optional(),
  apps: rows.optional(),
  seed: z.enum(SEED_NAMES).optional(),
};

const flow = {
  kind: z.enum(['swap', 'sell', 'fund']),
  legacy: flag.optional(),
  rate: z.enum(['fixed', 'floating']).optional(),
  client: z.enum(CLIENT_NAMES).optional(),
};

const order = {
  from: text.optional(),
  to: text.optional(),
  receiveAmount: text.optional(),
  currency: text.optional(),
  amount: text.optional(),
  raw: text.optional(),
  receiveRaw: text.optional(),
  fees: text.optional(),
  fiat: text.optional(),
  fiatAmount: text.optional(),
  email: text.optional(),
  user: text.optional(),
  account: text.optional(),
  payin: text.optional(),
  payout: text.optional(),
  refund: text.optional(),
  memo: text.optional(),
  refundMemo: text.optional(),
  payoutMemo: text.optional(),
  extraData: text.optional(),
  nonce: text.optional(),
  fields: z
    .record(z.string(), text)
    .refine(
      (fields) => Object.keys(fields).length <= LIMITS.list,
      `expected at most ${LIMITS.list} entries`,
    )
    .optional(),
  size: size.optional(),
};

const partnerName = text.refine(
  (name) => utf8(name).length <= LIMITS.partnerName,
  `expected at most ${LIMITS.partnerName} bytes`,
);
const partner = {
  name: partnerName.optional(),
  curve: z.enum(['secp256k1', 'secp256r1']).optional(),
  /** In any form `keys/read-key.ts` knows; a JWK may be an object, bytes a list. */
  privateKey: z.union([text, z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional(),
  publicKey: z.union([text, z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional(),
  registered: flag.optional(),
};

const provider = {
  url: text.optional(),
  profile: text.optional(),
  headers: z.record(z.string(), text, 'expected names and values').optional(),
  product: z.enum(BACKEND_PRODUCTS).optional(),
  request: z.record(z.string(), text, 'expected names and values').optional(),
  nonceForm: z.enum(NONCE_FORMS).optional(),
};

const host = {
  at: command,
  cla: byte.optional(),
  ins: byte.optional(),
  p1: byte.optional(),
  p2: byte.optional(),
  lc: byte.optional(),
  data: hex.optional(),
  invert: whole.optional(),
  leaveOut: on.optional(),
  repeat: on.optional(),
  first: list(hex).optional(),
};

const faults = {
  lose: { at: place, times: count.optional() },
  delay: { at: place, times: count.optional(), milliseconds },
  duplicate: { at: place, times: count.optional() },
  truncate: {
    at: place,
    times: count.optional(),
    bytes: wholeFrom0.optional(),
  },
  corrupt: { at: place, times: count.optional(), offset: whole.optional() },
  unplug: { at: place, answering: flag.optional() },
  lock: { at: place, times: count.optional() },
  'slow-user': { milliseconds },
  'coin-app-crash': { at: place.optional() },
  'memory-corruption': { at: place.optional(), times: count.optional() },
} as const satisfies Record<FaultKind, z.core.$ZodLooseShape>;

const user = {
  does: z.enum(['approve', 'reject', 'nobody']).optional(),
  after: seconds.optional(),
  patience: seconds.optional(),
  gestures: z.array(text).optional(),
};

const page = z.union([
  text,
  z.strictObject({ lines: list(text) }),
  z.strictObject({ contains: text }),
]);
const pages = z.array(page);
const screensByModel = {
  nano: pages.optional(),
  touch: pages.optional(),
  nanosp: pages.optional(),
  nanox: pages.optional(),
  stax: pages.optional(),
  flex: pages.optional(),
  apex_p: pages.optional(),
};

const refused = { at: command.optional(), status: status.optional(), says: text.optional() };
const rejected = { at: command.optional(), status: status.optional() };
const broken = { at: command.optional(), says: text.optional() };
const unusable = { says: text.optional() };
const answer = { at: command, status };
const sign = {
  tamper: z.enum(TAMPERS).optional(),
  tx: z.union([text, list(text)], 'expected hex, a PSBT, or a list of APDUs').optional(),
};
const signing = {
  refused: z.strictObject({
    status: status.optional(),
    code: status.optional(),
    says: text.optional(),
  }),
};

const expect = {
  outcome: z.enum(OUTCOMES).optional(),
  refused: z.strictObject(refused).optional(),
  rejected: z.strictObject(rejected).optional(),
  broken: z.strictObject(broken).optional(),
  unusable: z.strictObject(unusable).optional(),
  answers: list(z.strictObject(answer)).optional(),
  screens: z
    .union(
      [pages, z.strictObject(screensByModel)],
      'expected a list of screens, or lists for nano and touch',
    )
    .optional(),
  findings: list(text).optional(),
  nonce: text.optional(),
  transcript: list(text).optional(),
  signing: z
    .union(
      [z.enum(['signed', 'refused']), z.strictObject(signing)],
      'expected signed, refused, or refused with status, code and says',
    )
    .optional(),
};

const faultList = list(
  z.discriminatedUnion('kind', [
    fault('lose'),
    fault('delay'),
    fault('duplicate'),
    fault('truncate'),
    fault('corrupt'),
    fault('unplug'),
    fault('lock'),
    fault('slow-user'),
    fault('coin-app-crash'),
    fault('memory-corruption'),
  ]),
);

function fault<Kind extends FaultKind>(kind: Kind) {
  return z.strictObject({ kind: z.literal(kind), ...faults[kind] });
}

const scenario = {
  name: text.pipe(z.string().trim().min(1).max(200)),
  about: text.optional(),
  device: z.strictObject(device).optional(),
  flow: z.strictObject(flow),
  order: z.strictObject(order).optional(),
  partner: z.strictObject(partner).optional(),
  provider: z
    .union(
      [text, z.strictObject(provider)],
      'expected a URL, the file of a profile, or url, profile, headers and product',
    )
    .optional(),
  mistake: text.optional(),
  host: list(z.strictObject(host)).optional(),
  faults: faultList.optional(),
  faultSeed: whole.optional(),
  user: z
    .union(
      [z.enum(['approve', 'reject', 'nobody']), z.strictObject(user)],
      'expected approve, reject, nobody, or an object',
    )
    .optional(),
  sign: z.union([on, z.strictObject(sign)], 'expected true, or what is signed instead').optional(),
  expect: z.strictObject(expect),
};

/** Faults alone, as a server is told them. */
export const FAULTS = z.strictObject({ faults: faultList });
export const SCENARIO = z.strictObject(scenario);
export type WrittenScenario = z.infer<typeof SCENARIO>;

const SHAPES: Readonly<Record<string, object>> = {
  '': { ...scenario, matrix: 1 },
  device,
  flow,
  order,
  partner,
  provider,
  'host.*': host,
  user,
  sign,
  expect,
  'expect.refused': refused,
  'expect.rejected': rejected,
  'expect.broken': broken,
  'expect.unusable': unusable,
  'expect.answers.*': answer,
  'expect.signing': signing,
  'expect.signing.refused': { status: 1, code: 1, says: 1 },
  'expect.screens': screensByModel,
  'expect.screens.*': { lines: 1, contains: 1 },
};

/** The keys that are known at a path such as `expect.answers.0`; of a fault, by its kind. */
export function keysAt(
  path: readonly PropertyKey[],
  value: unknown,
): readonly string[] | undefined {
  const pattern = path.map((part) => (typeof part === 'number' ? '*' : String(part))).join('.');
  if (pattern === 'faults.*') {
    const kind = (value as { kind?: unknown }).kind;
    const known = FAULT_KINDS.find((candidate) => candidate === kind);
    return known === undefined ? ['kind'] : ['kind', ...Object.keys(faults[known])];
  }
  const keys = SHAPES[pattern] ?? SHAPES[pattern.replace(/\.(nano|touch|\w+)\.\*$/, '.*')];
  return keys === undefined ? undefined : Object.keys(keys);
}
