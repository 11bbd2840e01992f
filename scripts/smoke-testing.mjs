/**
 * `exchange-sim/testing` from the packed tarball under other test runners: jest as it is (CommonJS),
 * jest with ES modules, and node:test with both. Part of `npm run smoke`; jest is installed only for it.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const JEST = '30';

const BODY = `
it('a swap is approved', async () => {
  const device = simulatedDevice({ model: 'stax' });
  const flow = runFlow(device, { from: 'ETH', to: 'BTC', amount: '1.5', decision: 'nobody' });
  await expectScreen(device, 'Review transaction to swap ETH to BTC');
  await approve(device);
  equal((await flow).words, 'approved');
});
it('my backend signs', async () => {
  const provider = await startProvider({ product: 'sell' });
  const { url, publicKey, curve } = provider;
  const partner = { publicKey, curve };
  const { words } = await runFlow(simulatedDevice(), { kind: 'sell', currency: 'BTC', partner, provider: url });
  const { summary } = await testProvider({ url, product: 'sell', publicKey, curve });
  await provider.close();
  equal(words, 'approved');
  equal(summary.failed, 0);
});
it('a lost answer is no approval', async () => {
  const device = simulatedDevice({ faults: [{ kind: 'lose', at: 'PROMPT_UI_DISPLAY' }] });
  match((await runFlow(device)).words, /^broken at PROMPT_UI_DISPLAY/);
});
it('a mistyped option is refused', () => {
  try {
    simulatedDevice({ modle: 'stax' });
  } catch (error) {
    equal(error.message, 'simulatedDevice: there is no option "modle": did you mean model?');
    return;
  }
  throw new Error('it was not refused');
});
`;
const NAMES =
  'approve, closeDevices, expectScreen, runFlow, simulatedDevice, startProvider, testProvider';
const COMMONJS = `const { ${NAMES} } = require('exchange-sim/testing');\n`;
const MODULE = `import { ${NAMES} } from 'exchange-sim/testing';\n`;
const JEST_WORDS = `const equal = (a, b) => expect(a).toBe(b);\nconst match = (a, b) => expect(a).toMatch(b);\n`;
const NODE_COMMONJS = `const { equal, match } = require('node:assert/strict');
const { afterEach, it } = require('node:test');
afterEach(closeDevices);\n`;
const NODE_MODULE = `import { equal, match } from 'node:assert/strict';
import { afterEach, it } from 'node:test';
afterEach(closeDevices);\n`;

/**
 * @param place an empty folder with a package.json.
 * @param install installs packages there.
 * @returns what is wrong; undefined when all is well.
 */
export function testRunners(node, place, install, tarball) {
  install([tarball, `jest@${JEST}`], place);
  // Jest takes what it names itself for a test; plain node is given its files.
  const files = {
    'jest/required.test.cjs': COMMONJS + JEST_WORDS + BODY,
    'jest/imported.test.mjs': MODULE + JEST_WORDS + BODY,
    'required.node.cjs': COMMONJS + NODE_COMMONJS + BODY,
    'imported.node.mjs': MODULE + NODE_MODULE + BODY,
  };
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const runs = [
    [jest, '--testMatch', '**/jest/*.cjs'],
    ['--experimental-vm-modules', jest, '--testMatch', '**/jest/*.mjs'],
    ['--test', 'required.node.cjs', 'imported.node.mjs'],
  ];
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
  for (const args of runs) {
    const { status, stdout, stderr } = spawnSync(node, args, {
      cwd: place,
      encoding: 'utf8',
      timeout: 120_000,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const passed = /Tests: +4 passed, 4 total/.test(stderr) || /^# pass 8$|ℹ pass 8$/m.test(stdout);
    if (status !== 0 || !passed) return `node ${args.join(' ')}: ${status}\n${stdout}${stderr}`;
  }
  return undefined;
}
