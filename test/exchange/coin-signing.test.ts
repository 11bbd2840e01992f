/** The commands of coin apps that pass a bridge: every app that signs has them, and they are enough. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { coinCommandName } from '../../src/exchange/coin-commands.js';
import { isSigningCommand } from '../../src/exchange/coin-signing.js';
import { currencyNamed } from '../../src/host/currency-names.js';
import { parseScenarios } from '../../src/scenario/parse-scenarios.js';
import { runScenario } from '../../src/scenario/run-scenario.js';
import { simulatedOpener } from '../../src/scenario/simulated.js';
import { allowListed } from '../../src/server/allow-list.js';
import { COIN_APP_NAMES, coinAppNamed } from '../../src/simulator/coins/registry.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { recordedSignings } from '../simulator/coins/recorded-signing.js';

it('all that Ledger’s suite sends to sign is among them', async () => {
  const kept: string[] = [];
  for (const { app, commands } of await recordedSignings(/swap_valid_1|sell_valid_1|^ltc-5/)) {
    for (const apdu of commands) {
      if (!isSigningCommand(app, apdu)) kept.push(`${app} ${toHex(apdu.subarray(0, 4))}`);
    }
  }
  expect([...new Set(kept)]).toEqual([]);
});

it('all that Ledger’s suite sends to coin apps that sign has a name', async () => {
  const nameless = (await recordedSignings(/swap_valid_1|sell_valid_1|^ltc-5/)).flatMap(
    ({ app, commands }) =>
      commands
        .filter(([cla = 0, ins = 0]) => coinCommandName(app, cla, ins) === undefined)
        .map((apdu) => `${app} ${toHex(apdu.subarray(0, 2))}`),
  );
  expect(nameless).toEqual([]);
  expect(coinCommandName('TON', 0xe0, 0x03)).toBe('GET_VERSION');
  expect(coinCommandName('constructor', 0xe0, 0x03)).toBeUndefined();
});

it('every coin app that signs does so through a bridge, as the shipped scenarios approve', async () => {
  const open = simulatedOpener({ verifier: nodeVerifier });
  const signed = new Set<string>();
  for (const file of ['signing.yaml', 'signing-own.yaml']) {
    const all = await parseScenarios(readFileSync(`scenarios/${file}`, 'utf8'), file);
    for (const scenario of all) {
      const { app } = currencyNamed(scenario.order.from ?? 'btc', 'from');
      const isPlain =
        scenario.sign?.tamper === undefined && scenario.expect.signing?.outcome === 'signed';
      if (!isPlain || signed.has(app)) continue;
      const { verdict, differences } = await runScenario(scenario, async (one) => {
        const opened = await open(one);
        return { ...opened, device: allowListed(opened.device, opened.time?.now) };
      });
      expect([scenario.name, verdict, differences]).toEqual([scenario.name, 'passed', []]);
      signed.add(app);
    }
  }
  const signing = COIN_APP_NAMES.filter((name) => coinAppNamed(name)?.loadSigner !== undefined);
  expect([...signed].sort()).toEqual([...signing].sort());
});

it('nothing of another app is', () => {
  for (const [app, hex] of [
    ['Bitcoin', 'e0040000'],
    ['Ethereum', 'e1040001'],
    // Public keys that the user is shown, an instruction that is none, an app there is not.
    ['Ethereum', 'e0020100'],
    ['Tron', 'e0020100'],
    ['XRP', 'e0080000'],
    ['constructor', 'e0040000'],
  ] as const) {
    expect([app, isSigningCommand(app, fromHex(hex))]).toEqual([app, false]);
  }
});
