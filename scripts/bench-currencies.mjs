// What a currency outside the built-in few costs a fresh process, in CPU time: Ledger's lists are
// read and one block is unpacked. Called by bench.mjs, or alone: node scripts/bench-currencies.mjs
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const NAMES = new URL('../build/host/currency-names.js', import.meta.url).href;

/** Milliseconds of one statement, modules already loaded: median of fresh processes. */
function cost(statement, runs = 11) {
  const script = `const { findCurrency, namingOf } = await import(${JSON.stringify(NAMES)});
    findCurrency('ETH');
    const before = process.cpuUsage();
    if (!(${statement})) throw new Error('not found');
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);`;
  const times = Array.from({ length: runs }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return Number(stdout);
  });
  return times.sort((a, b) => a - b)[runs >> 1].toFixed(1);
}

export function benchCurrencies() {
  const id = cost("findCurrency('ethereum/erc20/gemini_dollar')");
  const ticker = cost("namingOf('AAVE').kind === 'ambiguous'");
  console.log(`${'a currency by LedgerId'.padEnd(26)} ${id} ms of CPU the first time`);
  console.log(`${'by a ticker not built in'.padEnd(26)} ${ticker} ms of CPU the first time`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) benchCurrencies();
