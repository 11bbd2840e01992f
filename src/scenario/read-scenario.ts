/** One scenario from the members of a file: checked, defaults filled in, impossible ones refused. */

import { InputError } from '../errors.js';
import { expected, shownText } from '../shown.js';
import type { Fault } from '../simulator/faults/index.js';
import { backendAddress } from './backend-address.js';
import { defined } from './defined.js';
import type { Deviation } from './deviation.js';
import { expectationOf } from './expectation.js';
import { LIMITS } from './limits.js';
import type { Members } from './matrix.js';
import type { Scenario, ScenarioOrder } from './scenario.js';
import { SCENARIO, type WrittenScenario } from './schema.js';
import { problemOf } from './schema-problem.js';
import { signingOf } from './signing.js';
import { missingFor, parseGesture, type User } from './user.js';

/** Characters of a name in front of a message. */
const SHOWN_NAME = 200;
/** Seconds a host waits for the user. */
const PATIENCE = 120;

/** @throws InputError naming file, scenario and key. */
export function scenarioOf(members: Members, file: string): Scenario {
  const name = typeof members.name === 'string' ? members.name.slice(0, SHOWN_NAME) : '';
  const where = name === '' ? file : `${file}: ${name}`;
  const read = SCENARIO.safeParse(members);
  if (!read.success) throw problemOf(read.error.issues, members, where);
  const { data } = read;
  const { device, flow, partner, faults = [], faultSeed = 1 } = data;
  const user = userOf(data.user, where);
  const missing = device?.model === undefined ? undefined : missingFor(user, device.model);
  if (missing !== undefined) {
    throw new InputError(
      expected(
        `${where}: user.gestures`,
        `gestures a ${device?.model} can feel`,
        `some that need ${missing === 'buttons' ? 'buttons' : 'a touch screen'}`,
      ),
    );
  }
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
    ...providerOf(data, where),
    ...(data.mistake === undefined ? {} : { mistake: data.mistake }),
    host: (data.host ?? []).map((deviation): Deviation => defined(deviation)),
    faults: faults.map((fault): Fault => defined(fault)),
    faultSeed,
    user,
    ...signingOf(data, where),
    expect: expectationOf(data, where),
  };
}

function providerOf({ provider }: WrittenScenario, where: string): Pick<Scenario, 'provider'> {
  if (provider === undefined) return {};
  const address = backendAddress(provider, `${where}: provider`);
  return { provider: defined(address) };
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
    throw new InputError(expected(`${where}: user`, 'does or gestures', 'both'));
  }
  if (gestures.length > LIMITS.list) {
    throw new InputError(
      expected(`${where}: user.gestures`, `at most ${LIMITS.list} entries`, gestures.length),
    );
  }
  const parsed = gestures.map((text) => {
    const gesture = parseGesture(text);
    if (gesture !== undefined) return gesture;
    throw new InputError(
      expected(
        `${where}: user.gestures`,
        `left, right, both, next, approve, reject, "tap X,Y" or "hold X,Y for SECONDS" (at most ${LIMITS.hold})`,
        shownText(text),
      ),
    );
  });
  return { does, after, patience, gestures: parsed };
}
