/** One scenario from the members of a file: checked, defaults filled in, impossible ones refused. */
import { InputError } from '../errors.js';
import type { Fault } from '../simulator/faults/index.js';
import type { Deviation } from './deviation.js';
import { expectationOf } from './expectation.js';
import type { Members } from './matrix.js';
import { nearest } from './nearest.js';
import type { Scenario, ScenarioOrder } from './scenario.js';
import { keysAt, SCENARIO, type WrittenScenario } from './schema.js';
import { parseGesture, type User } from './user.js';

/** Seconds a host waits for the user. */
const PATIENCE = 120;

/** @throws InputError naming file, scenario and key. */
export function scenarioOf(members: Members, file: string): Scenario {
  const name = typeof members.name === 'string' ? members.name : '';
  const where = name === '' ? file : `${file}: ${name}`;
  const read = SCENARIO.safeParse(members);
  if (!read.success) throw problemOf(read.error.issues, members, where);
  const { data } = read;
  const { device, flow, partner, faults = [], faultSeed = 1 } = data;
  const user = userOf(data.user, where);
  return {
    name: data.name,
    file,
    ...(data.about === undefined ? {} : { about: data.about }),
    device: defined({
      ...device,
      seed: device?.seed ?? 'emulator',
      apps: typeof device?.apps === 'string' ? device.apps.split(/\s*,\s*/) : device?.apps,
    }),
    flow: {
      kind: flow.kind,
      legacy: flow.legacy ?? false,
      rate: flow.rate ?? 'fixed',
      client: flow.client ?? 'direct',
    },
    order: orderOf(data.order),
    partner: defined({
      ...partner,
      name: partner?.name ?? 'Test partner',
      registered: partner?.registered ?? true,
    }),
    ...(data.mistake === undefined ? {} : { mistake: data.mistake }),
    host: (data.host ?? []).map((deviation): Deviation => defined(deviation)),
    faults: faults.map((fault): Fault => defined(fault)),
    faultSeed,
    user,
    expect: expectationOf(data, where),
  };
}

type Defined<T> = T extends unknown ? { [Key in keyof T]: Exclude<T[Key], undefined> } : never;

/** Without the members that are undefined. */
function defined<T extends object>(value: T): Defined<T> {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}

function orderOf(order: WrittenScenario['order']): ScenarioOrder {
  const { fields, ...rest } = order ?? {};
  const entries = Object.entries(fields ?? {}).map(([name, value]) => `${name}=${value}`);
  return { ...defined(rest), ...(entries.length === 0 ? {} : { fields: entries }) };
}

function userOf(user: WrittenScenario['user'], where: string): User {
  const base = { does: 'approve', after: 0, patience: PATIENCE } as const;
  if (user === undefined) return base;
  if (typeof user === 'string') return { ...base, does: user };
  const { does = 'approve', after = 0, patience = PATIENCE, gestures } = user;
  if (gestures === undefined) return { does, after, patience };
  if (user.does !== undefined) {
    throw new InputError(`${where}: user: expected does or gestures, found both`);
  }
  const parsed = gestures.map((text) => {
    const gesture = parseGesture(text);
    if (gesture !== undefined) return gesture;
    throw new InputError(
      `${where}: user.gestures: expected left, right, both, next, approve, reject, "tap X,Y" or "hold X,Y for SECONDS", found ${JSON.stringify(text.slice(0, 40))}`,
    );
  });
  return { does, after, patience, gestures: parsed };
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of `unrecognized_keys`. */
  readonly keys?: readonly string[];
  /** Of `invalid_union`: what is wrong with each of its shapes. */
  readonly errors?: readonly (readonly Issue[])[];
}

function problemOf(issues: readonly object[], members: Members, where: string): InputError {
  const all = issues as readonly Issue[];
  // A mistyped key is behind many a missing one.
  const mistyped = all.flatMap((issue) => mistypedIn(issue, []))[0];
  if (mistyped !== undefined) {
    const { path, keys = [] } = mistyped;
    return unknownKey(keys[0] ?? '', path, valueAt(members, path), where);
  }
  const { path, message } = all[0]!;
  const value = valueAt(members, path);
  const rule = message
    .replace(/^(Invalid|Too) \w+: /, '')
    .replace(/^Invalid discriminator value\. Expected /, 'expected ')
    .replace(/, received.*/, '')
    .replace(/['"] ?\| ?['"]/g, ', ')
    .replace(/['"]/g, '');
  const found =
    value === undefined
      ? 'nothing'
      : path.includes('privateKey')
        ? typeof value
        : JSON.stringify(value).slice(0, 60);
  return new InputError(`${where}: ${path.map(String).join('.')}: ${rule}, found ${found}`);
}

/** Keys that are not known, also inside the shapes of a choice. */
function mistypedIn(issue: Issue, above: readonly PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return [{ ...issue, path }];
  return (issue.errors ?? []).flatMap((shape) => shape.flatMap((one) => mistypedIn(one, path)));
}

function valueAt(members: Members, path: readonly PropertyKey[]): unknown {
  let value: unknown = members;
  for (const part of path) value = (value as Members | undefined)?.[String(part)];
  return value;
}

function unknownKey(
  key: string,
  path: readonly PropertyKey[],
  value: unknown,
  where: string,
): InputError {
  const known = keysAt(path, value) ?? [];
  const near = nearest(key, known);
  const place = path.length === 0 ? '' : ` in ${path.map(String).join('.')}`;
  const meant =
    near === undefined ? `the keys there are ${known.join(', ')}` : `did you mean ${near}?`;
  return new InputError(
    `${where}: there is no key ${JSON.stringify(key.slice(0, 60))}${place}: ${meant}`,
  );
}
