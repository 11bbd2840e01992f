import { describe, expect, it } from 'vitest';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { prepare } from '../../src/scenario/prepare.js';

const read = (text: string, file = 'a.yaml') => parseScenarios(text, file);
const HEAD = 'name: a swap\nflow: { kind: swap }\n';

describe('scenario files', () => {
  it('reads the smallest one, with defaults for everything', async () => {
    const [scenario] = await read(`${HEAD}expect: { outcome: approved }`);
    expect(scenario).toEqual({
      name: 'a swap',
      file: 'a.yaml',
      device: { seed: 'emulator' },
      flow: { kind: 'swap', legacy: false, rate: 'fixed', client: 'direct' },
      order: {},
      partner: { name: 'Test partner', registered: true },
      host: [],
      faults: [],
      faultSeed: 1,
      user: { does: 'approve', after: 0, patience: 120 },
      expect: { outcome: 'approved', answers: [], screens: [] },
    });
  });

  it('keeps texts as they are written: no number and no switch is made of them', async () => {
    const [scenario] = await read(
      `${HEAD}order: { amount: 0.10, memo: 007, to: NO }\nexpect: { refused: { at: CHECK_PARTNER, status: 6e00 } }`,
    );
    expect(scenario?.order).toEqual({ amount: '0.10', memo: '007', to: 'NO' });
    expect(scenario?.expect.status).toBe('6e00');
  });

  it('reads the same from JSON, with its numbers and switches', async () => {
    const written = {
      name: 'a swap',
      flow: { kind: 'swap', legacy: true },
      order: { amount: 0.5, size: 300, fields: { payin_extra_id: 12 } },
      host: [{ at: 'CHECK_PARTNER', p1: 2, repeat: true }],
      faults: [{ kind: 'lose', at: 3 }],
      user: { gestures: ['right', 'tap 1, 2', 'hold 3,4 for 1.5', 'next'], patience: 3 },
      expect: { outcome: 'broken', screens: { nano: ['Send'], stax: [{ lines: ['a', 'b'] }] } },
    };
    const [scenario] = await read(JSON.stringify(written), 'a.json');
    expect(scenario).toMatchObject({
      flow: { legacy: true },
      order: { amount: '0.5', size: 300, fields: ['payin_extra_id=12'] },
      host: [{ at: 'CHECK_PARTNER', p1: 2, repeat: true }],
      faults: [{ kind: 'lose', at: 3 }],
      user: {
        gestures: [
          { kind: 'press', button: 'right' },
          { kind: 'touch', touch: { x: 1, y: 2 } },
          { kind: 'touch', touch: { x: 3, y: 4, seconds: 1.5 } },
          { kind: 'next' },
        ],
      },
      expect: {
        screens: [
          { models: ['nanosp', 'nanox'], pages: [{ contains: 'Send' }] },
          { models: ['stax'], pages: [{ lines: ['a', 'b'] }] },
        ],
      },
    });
    const yaml = await read(
      'name: a swap\nflow: { kind: swap, legacy: true }\norder: { amount: 0.5, size: 300, fields: { payin_extra_id: 12 } }\nhost: [{ at: CHECK_PARTNER, p1: 0x02, repeat: true }]\nfaults: [{ kind: lose, at: 3 }]\nuser: { gestures: [right, "tap 1, 2", "hold 3,4 for 1.5", next], patience: 3 }\nexpect: { outcome: broken, screens: { nano: [Send], stax: [{ lines: [a, b] }] } }',
    );
    expect(yaml).toEqual([{ ...scenario, file: 'a.yaml' }]);
  });

  it('merges defaults and makes one scenario of each combination', async () => {
    const scenarios = await read(`
defaults: { flow: { rate: floating }, expect: { outcome: approved } }
scenarios:
  - name: all
    flow: { kind: sell }
    matrix: { device.model: [stax, flex], flow.legacy: [true, false] }
  - { name: one, flow: { kind: fund, rate: fixed } }`);
    expect(
      scenarios.map(({ name, device, flow }) => [name, device.model, flow.legacy, flow.rate]),
    ).toEqual([
      ['all [stax, true]', 'stax', true, 'floating'],
      ['all [stax, false]', 'stax', false, 'floating'],
      ['all [flex, true]', 'flex', true, 'floating'],
      ['all [flex, false]', 'flex', false, 'floating'],
      ['one', undefined, false, 'fixed'],
    ]);
  });
});

const APPROVED = `${HEAD}expect: { outcome: approved }\n`;

/** Written, and the whole sentence that comes of it. */
const WRONG: readonly (readonly [string, string])[] = [
  ['', 'a.yaml: expected a scenario with name, flow and expect, found nothing'],
  ['- a\n- b', 'a.yaml: expected a scenario with name, flow and expect, found a list of 2'],
  ['name: [', 'a.yaml: expected YAML, found other text'],
  ['name: a\nname: b', 'a.yaml: expected YAML, found other text: Map keys must be unique'],
  [`${APPROVED}partners: {}`, 'a.yaml: a swap: there is no key "partners": did you mean partner?'],
  [
    `${APPROVED}device: { modle: stax }`,
    'a.yaml: a swap: there is no key "modle" in device: did you mean model?',
  ],
  [
    `${APPROVED}device: { model: nanosp }\nuser: { gestures: ["tap 1,2"] }`,
    'a.yaml: a swap: user.gestures: expected gestures a nanosp can feel, found some that need a touch screen',
  ],
  [
    `${APPROVED}device: { model: flex }\nuser: { gestures: [both] }`,
    'expected gestures a flex can feel, found some that need buttons',
  ],
  [`${APPROVED}order: { ammount: 1 }`, 'there is no key "ammount" in order: did you mean amount?'],
  [`${APPROVED}user: { dose: approve }`, 'there is no key "dose" in user: did you mean does?'],
  [
    `${APPROVED}host: [{ at: CHECK_PARTNER, p3: 1 }]`,
    'there is no key "p3" in host.0: did you mean p1?',
  ],
  [
    `${APPROVED}faults: [{ kind: delay, at: 1, milisecond: 1, milliseconds: 2 }]`,
    'there is no key "milisecond" in faults.0: did you mean milliseconds?',
  ],
  [
    `${HEAD}expect: { outcome: approved, screen: [] }`,
    'there is no key "screen" in expect: did you mean screens?',
  ],
  [
    `${HEAD}expect: { outcome: approved, screens: { nanos: [] } }`,
    'there is no key "nanos" in expect.screens: did you mean nano?',
  ],
  [
    `${HEAD}expect: { outcome: approved, screens: [{ line: [] }] }`,
    'there is no key "line" in expect.screens.0: did you mean lines?',
  ],
  [
    `${HEAD}expect: { refused: { statsu: 6a80 } }`,
    'there is no key "statsu" in expect.refused: did you mean status?',
  ],
  [
    `${APPROVED}xyzzyxyzzy: 1`,
    'there is no key "xyzzyxyzzy": the keys there are name, about, device',
  ],
  [
    `${APPROVED}faults: [{ kind: loose, at: 1 }]`,
    'a.yaml: a swap: faults.0.kind: expected lose, delay, duplicate',
  ],
  [
    `${APPROVED}faults: [{ kind: lose, at: CHECK_PARTNERS }]`,
    'faults.0.at: expected a command or the number of an APDU, found "CHECK_PARTNERS"',
  ],
  [`${APPROVED}host: [{ at: CHECK_PARTNER, p1: 256 }]`, 'host.0.p1: '],
  [`${APPROVED}device: { model: nanos }`, 'device.model: expected one of nanosp, nanox'],
  [`${APPROVED}user: { gestures: [wink] }`, 'user.gestures: expected left, right, both'],
  [
    `${APPROVED}user: { does: approve, gestures: [next] }`,
    'user: expected does or gestures, found both',
  ],
  [
    `${APPROVED}matrix: { device.model: stax }`,
    'a.yaml: matrix: expected paths with a list of texts each',
  ],
  ['scenarios: []', 'a.yaml: scenarios: expected a list of scenarios, found a list of 0'],
  [
    'default: {}\nscenarios: [{}]',
    'a.yaml: expected defaults and scenarios, found the key "default": did you mean defaults?',
  ],
  ['scenarios: [a]', 'a.yaml: scenario 1: expected a scenario, found "a"'],
  [
    `scenarios:\n  - &a { name: x, flow: { kind: swap }, expect: { outcome: approved } }\n  - *a`,
    'a.yaml: expected a name of its own for each scenario, found "x" twice',
  ],
  [HEAD, 'a.yaml: a swap: expect: '],
  [`${HEAD}expcet: { outcome: approved }`, 'there is no key "expcet": did you mean expect?'],
  [
    `${HEAD}expect: {}`,
    'expect: expected an outcome (approved, rejected, refused, unusable or broken), found none',
  ],
];

/** Expectations that never come true. */
const IMPOSSIBLE: readonly (readonly [string, string])[] = [
  [
    'expect: { outcome: approved, refused: { at: CHECK_PARTNER } }',
    'expected one outcome, found approved and refused',
  ],
  ['expect: { refused: {}, broken: {} }', 'expected one outcome, found refused and broken'],
  [
    'expect: { refused: { status: 6a99 } }',
    'expected a status word that a device answers, found 6a99',
  ],
  [
    'expect: { refused: { status: 6f42 } }',
    'expected a status word that a device answers, found 6f42',
  ],
  [
    'expect: { refused: { status: 9000 } }',
    'expected a status word that refuses, found 9000, which accepts',
  ],
  [
    'expect: { refused: { status: 6a84 } }',
    'expected rejected where the user says no, found refused with 6a84',
  ],
  [
    'user: reject\nexpect: { rejected: { status: 6a80 } }',
    'expected rejected with 6a84 or 6a92, found 6a80',
  ],
  [
    'user: reject\nexpect: { outcome: approved }',
    'expected an outcome this user can bring about, found approved, though the user is to reject',
  ],
  [
    'user: nobody\nexpect: { outcome: approved }',
    'found approved, though the user is to do nothing',
  ],
  ['expect: { outcome: rejected }', 'found rejected, though the user is to approve'],
  [
    'expect: { refused: { at: CHECK_ASSET_IN_NO_DISPLAY } }',
    'expected a command of a swap, found CHECK_ASSET_IN_NO_DISPLAY',
  ],
  [
    'expect: { outcome: approved, answers: [{ at: CHECK_ASSET_IN, status: 9000 }] }',
    'expected a command of a swap',
  ],
];

/** What shows when the scenario is made ready to run. */
const UNUSABLE: readonly (readonly [string, string])[] = [
  ['order: { from: NOPE }', 'order.from: expected the ticker or id of a known currency'],
  ['order: { amount: much }', 'order.amount: '],
  ['order: { fields: { nope: 1 } }', 'expected a field of NewTransactionResponse ('],
  ['mistake: NOPE', 'mistake: expected the code of a mistake, found "NOPE"'],
  ['mistake: UDECIMAL_SCALE', 'mistake: expected one that can be made in SWAP_NG'],
  [
    'mistake: MEMO_MISSING',
    'mistake: expected an order that can have it: a currency whose deposits carry a memo',
  ],
  ['device: { firmware: 1.0.0 }', '(the nearest), found "1.0.0"'],
  ['device: { build: fast }', 'found "fast"'],
  [
    'device: { apps: [Dogecoin] }',
    'device.apps: expected coin apps there is a simulation of, found "Dogecoin"',
  ],
  [
    'partner: { privateKey: "12" }',
    'partner.privateKey: expected a private key (PEM, DER, JWK, hex or base64) on secp256k1 or secp256r1, found 2 characters that are no form of a key',
  ],
  ['order: { size: 512 }', 'order.size: expected a size that base64url text can have, found 512'],
  ['order: { size: 61 }', 'order.size: expected room for the message'],
];

describe('bad scenarios', () => {
  it.each(WRONG)('%j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it.each(IMPOSSIBLE)('%j', async (text, message) => {
    await expect(read(`${HEAD}${text}`)).rejects.toThrow(`a.yaml: a swap: expect: `);
    await expect(read(`${HEAD}${text}`)).rejects.toThrow(message);
  });

  it.each(UNUSABLE)('%j', async (text, message) => {
    const [scenario] = await read(`${APPROVED}${text}`);
    expect(() => prepare(scenario!)).toThrow('a.yaml: a swap: ');
    expect(() => prepare(scenario!)).toThrow(message);
  });

  it('findings that check does not know', async () => {
    const [scenario] = await read(`${HEAD}expect: { outcome: approved, findings: [NOPE] }`);
    expect(() => prepare(scenario!)).toThrow(
      'expect.findings: expected codes of check, found "NOPE"',
    );
  });

  it('JSON that is none, and aliases without end', async () => {
    await expect(read('{', 'a.json')).rejects.toThrow('a.json: expected JSON, found other text');
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`)
      .join('\n')}\n`;
    await expect(read(bomb)).rejects.toThrow('a.yaml: expected YAML, found other text');
    const wide = `${APPROVED}matrix: { ${['a', 'b', 'c', 'd']
      .map((name) => `order.${name}: [${Array.from({ length: 10 }, (_, i) => i).join(', ')}]`)
      .join(', ')} }`;
    await expect(read(wide)).rejects.toThrow('expected at most 1000 combinations, found 10000');
  });
});
