/** The rule files of `speculos/`: they press a review to its end on every model, and are well formed. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ScreenView } from '../../src/device.js';
import { MODELS, type Model } from '../../src/device.js';
import { outcomeOf } from '../../src/host/flow-step.js';
import { Automation } from '../../src/server/automation.js';
import type { UiView } from '../../src/simulator/screens/ui.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';

const FOLDER = fileURLToPath(new URL('../../speculos/', import.meta.url));
const read = (name: string) => readFileSync(FOLDER + name, 'utf8');

/** Longer than any model's hold, seconds: a finger that is down stays there while the bar grows. */
const HOLD = 3;

/** What Speculos does: each text drawn is compared with the rules, whose actions are carried out. */
async function obey(device: Simulator, rules: Automation, screen: ScreenView): Promise<void> {
  const held = new Set<number>();
  let down: { x: number; y: number } | undefined;
  for (const event of (screen as UiView).events) {
    for (const action of await rules.actionsFor(event)) {
      if (action[0] === 'button') {
        const [, button, pressed] = action;
        if (pressed) held.add(button);
        else if (held.size > 0) {
          await device.screen.press(held.size === 2 ? 'both' : held.has(1) ? 'left' : 'right');
          held.clear();
        }
      } else if (action[0] === 'finger') {
        const [, x, y, pressed] = action;
        if (!pressed && down !== undefined) await device.screen.touch(down);
        down = pressed ? { x, y } : undefined;
      }
    }
  }
  if (down !== undefined) await device.screen.touch({ ...down, seconds: HOLD });
}

async function outcome(
  model: Model,
  file: string,
  flow: 'SWAP_NG' | 'SELL_NG' | 'FUND_NG',
  payout?: string,
) {
  const device = simulator(model);
  const rules = new Automation(read(`automation/${file}-${model}.json`));
  let working = Promise.resolve();
  const stop = device.screen.onChange((screen) => {
    working = working.then(() => obey(device, rules, screen));
  });
  const options = payout === undefined ? {} : { payout };
  // As behind a port that carries commands only: the rules press, not the host.
  const steps = await stepsOf(
    {
      name: 'blind',
      model,
      exchange: (apdu) => device.exchange(apdu),
      close: () => device.close(),
    },
    requestOf(device, flow, options),
  );
  await working;
  stop();
  return outcomeOf(steps);
}

describe.each(MODELS)('%s', (model) => {
  it.each(['SWAP_NG', 'SELL_NG', 'FUND_NG'] as const)('%s', async (flow) => {
    expect(await outcome(model, 'approve', flow)).toBe('approved');
    expect(await outcome(model, 'reject', flow)).toBe('rejected');
  });

  it('an address of somebody else, with its warning and its long value', async () => {
    const foreign = 'bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh';
    expect(await outcome(model, 'approve', 'SWAP_NG', foreign)).toBe('approved');
    expect(await outcome(model, 'reject', 'SWAP_NG', foreign)).toBe('rejected');
  });
});

describe('the folder', () => {
  it('has rules for every model, and none that begins what Speculos refuses', () => {
    const files = readdirSync(`${FOLDER}automation`).sort();
    const wanted = MODELS.flatMap((model) => [`approve-${model}.json`, `reject-${model}.json`]);
    expect(files).toEqual([...wanted, 'none.json'].sort());
    for (const file of files)
      expect(() => new Automation(read(`automation/${file}`))).not.toThrow();
  });

  it('publishes its ports on loopback and mounts what the command names', () => {
    const { services } = parse(read('compose.yaml'));
    const { speculos } = services;
    expect(speculos.build).toBeUndefined();
    for (const port of speculos.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    const targets = speculos.volumes.map((volume: string) => volume.split(':').at(-2));
    expect(targets).toEqual(['/apps', '/automation']);
    expect(speculos.command.at(-1)).toBe('/apps/exchange.elf');
  });

  it('has CI examples that are YAML', () => {
    expect(Object.keys(parse(read('ci/github-actions.yaml')).jobs)).toEqual([
      'simulator',
      'emulator',
    ]);
    expect(Object.keys(parse(read('ci/gitlab-ci.yaml')))).toEqual(['simulator', 'emulator']);
  });
});
