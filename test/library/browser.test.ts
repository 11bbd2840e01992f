/**
 * What the README says works in a browser, bundled for one as its users bundle it (from `dist`,
 * through package.json) and run in Chromium: a swap from the first command to the approval.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/bytes.js';
import { CATALOGUE } from '../../src/check/findings/catalogue.js';
import { KEYS, made, NONCE } from '../check/cases.js';
import { ARGUMENTS, BROWSER_PATH, NO_BROWSER } from '../server/page-browser.js';

/** Inside the package, so that it finds itself by name. */
const DIST = join(import.meta.dirname, '..', '..', 'dist');

interface Bundled {
  /** What is loaded at once. */
  readonly code: string;
  /** What may be loaded later. */
  readonly chunks: readonly string[];
  /** Modules of Node that were left in it. */
  readonly left: readonly string[];
}

/** For a browser: one module unless it may be in chunks. */
async function bundled(source: string, { inChunks = false } = {}): Promise<Bundled> {
  const folder = mkdtempSync(join(DIST, 'bundled-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const input = join(folder, 'main.mjs');
  writeFileSync(input, source);
  const left: string[] = [];
  const bundle = await rolldown({
    input,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [
      {
        name: 'modules of Node',
        resolveId(id) {
          if (!id.startsWith('node:')) return null;
          left.push(id);
          return { id, external: true };
        },
      },
    ],
  });
  const { output } = await bundle.generate({
    format: 'esm',
    ...(inChunks ? {} : { codeSplitting: false }),
  });
  await bundle.close();
  const files = new Map(
    output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one]] : [])),
  );
  const first = new Set<string>();
  const visit = (name: string): void => {
    if (first.has(name)) return;
    first.add(name);
    for (const next of files.get(name)?.imports ?? []) visit(next);
  };
  visit(output[0].fileName);
  const textsOf = (isFirst: boolean) =>
    [...files.values()].flatMap(({ fileName, code }) =>
      first.has(fileName) === isFirst ? [code] : [],
    );
  return { code: textsOf(true).join('\n'), chunks: textsOf(false), left };
}

const STEPS = `
  const device = createSimulator({ model: 'stax' });
  const addresses = walletAddresses(device.ledger.wallet, coinAppNamed);
  const { values, ...terms } = orderOf(FLOWS.SWAP_NG, { from: 'ETH', to: 'BTC', amount: '1.5' }, addresses);
  const answers = [];
  const steps = flowSteps(device, {
    flow: FLOWS.SWAP_NG, rate: 'fixed', client: 'direct', partner: testPartner(FLOWS.SWAP_NG),
    authority: testAuthority(), payload: { kind: 'order', values }, user: 'approve', ...terms,
  });
  for await (const { command, accepted } of steps) answers.push(command + ' ' + accepted);
  globalThis.shown = answers;`;
const NAMES =
  'coinAppNamed, createSimulator, flowSteps, orderOf, testAuthority, testPartner, walletAddresses';
const ACCEPTED = [
  'START_NEW_TRANSACTION',
  'SET_PARTNER_KEY',
  'CHECK_PARTNER',
  'PROCESS_TRANSACTION_RESPONSE',
  'CHECK_TRANSACTION_SIGNATURE',
  'CHECK_PAYOUT_ADDRESS',
  'CHECK_REFUND_ADDRESS_NO_DISPLAY',
  'PROMPT_UI_DISPLAY',
  'START_SIGNING_TRANSACTION',
].map((command) => `${command} true`);

const ORDER = made('SELL_NG');
const GOOD = {
  flow: 'sell',
  payload: ORDER.payload,
  signature: ORDER.signature,
  curve: ORDER.curve,
  publicKey: toHex(KEYS[ORDER.curve].publicKey),
  nonce: toHex(NONCE),
};

const PROGRAMS: readonly (readonly [entry: string, source: string, shown: unknown])[] = [
  [
    'exchange-sim',
    `import { ${NAMES} } from 'exchange-sim'; import { FLOWS } from 'exchange-sim/protocol'; ${STEPS}`,
    ACCEPTED,
  ],
  [
    'exchange-sim/host',
    `import { flowSteps, orderOf, testAuthority, testPartner, walletAddresses } from 'exchange-sim/host';
     import { coinAppNamed, createSimulator } from 'exchange-sim/simulator';
     import { FLOWS } from 'exchange-sim/protocol'; ${STEPS}`,
    ACCEPTED,
  ],
  [
    'exchange-sim/check',
    `import { check, checkAsync, readCase } from 'exchange-sim/check';
     const order = (payload) => readCase({ ...${JSON.stringify(GOOD)}, payload }, 'order');
     const verdicts = await Promise.all(${JSON.stringify([GOOD.payload, `${GOOD.payload}=`])}
       .map(order).map(async (one) => [await checkAsync(one), check(one)].map((verdict) => JSON.stringify(verdict))));
     globalThis.shown = verdicts.map(([later, now]) => [later === now, JSON.parse(now).verdict]);`,
    [
      [true, 'accepted'],
      [true, 'refused'],
    ],
  ],
  [
    'exchange-sim/testing',
    `import { runFlow, simulatedDevice } from 'exchange-sim/testing';
     const { words, screens } = await runFlow(simulatedDevice(), { from: 'ETH', to: 'BTC', amount: '1.5' });
     globalThis.shown = [words, screens.flat().includes('1.5 ETH')];`,
    ['approved', true],
  ],
  [
    'what needs Node, of exchange-sim/testing',
    `import { runFlow, simulatedDevice, startProvider, testProvider } from 'exchange-sim/testing';
     const told = (promise) => promise
       .then(({ words }) => words, ({ message }) => message)
       .then((text) => /expected Node, found a browser: .*/.exec(text ?? 'it ran')?.[0] ?? text);
     globalThis.shown = await Promise.all([
       told(runFlow(simulatedDevice(), { client: 'ledger-wallet' })),
       told(runFlow(simulatedDevice(), { provider: 'http://127.0.0.1:1' })),
       told(startProvider({ product: 'swap' })),
       told(testProvider({ url: 'http://127.0.0.1:1', product: 'swap' })),
     ]);`,
    Array(4).fill(
      'expected Node, found a browser: what was called needs sockets, files or Ledger’s optional packages',
    ),
  ],
];

if (NO_BROWSER !== undefined) console.warn(`test/library/browser.test.ts ${NO_BROWSER}`);

/** Entries of the README's table that say so. */
const IN_A_BROWSER = [
  ...readFileSync(join(DIST, '..', 'README.md'), 'utf8').matchAll(
    /^\| `(exchange-sim[\w/-]*)` \|.*works in a browser/gm,
  ),
].map(([, entry]) => entry!);

it('every entry that the README says works in a browser is free of Node', async () => {
  expect(IN_A_BROWSER.length).toBeGreaterThan(7);
  const imports = IN_A_BROWSER.map((entry, at) => `import * as e${at} from '${entry}';`);
  const names = IN_A_BROWSER.map((_, at) => `e${at}`).join(', ');
  const { left, code } = await bundled(`${imports.join('\n')} globalThis.shown = [${names}];`);
  expect(left).toEqual([]);
  expect(code).not.toContain('import.meta.url');
});

it('a page that takes the tables of the protocol is not given the simulator with them', async () => {
  const { code } = await bundled(
    `import * as protocol from 'exchange-sim/protocol'; globalThis.shown = protocol;`,
  );
  expect(code).toContain('START_NEW_TRANSACTION');
  expect(code.length).toBeLessThan(60_000);
});

it('a page that checks orders is given what explains a fault when there is one', async () => {
  const { code, chunks } = await bundled(
    `import { checkAsync } from 'exchange-sim/check'; globalThis.shown = checkAsync;`,
    { inChunks: true },
  );
  expect(code).toContain('START_NEW_TRANSACTION');
  const text = CATALOGUE.SIGNATURE_OVER_RAW_PROTOBUF.why;
  expect(code).not.toContain(text);
  expect(chunks.filter((chunk) => chunk.includes(text))).toHaveLength(1);
});

describe('entries that work in a browser', () => {
  let browser: Browser | undefined;

  beforeAll(async () => {
    if (NO_BROWSER !== undefined) return;
    browser = await chromium.launch({ executablePath: BROWSER_PATH, args: ARGUMENTS });
  });
  afterAll(() => browser?.close());

  it.each(PROGRAMS)('%s', async (_, source, shown) => {
    const { code, left } = await bundled(source);
    expect(left).toEqual([]);
    // webpack puts the path of who bundles in its place.
    expect(code).not.toContain('import.meta.url');
    if (browser === undefined) return;
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.addScriptTag({ content: code, type: 'module' });
    await page.waitForFunction('globalThis.shown !== undefined', undefined, { timeout: 20_000 });
    expect(await page.evaluate('globalThis.shown')).toEqual(shown);
    expect(problems).toEqual([]);
  });
});
