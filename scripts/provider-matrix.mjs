// The two numbers of the provider kit, on the built package (npm run build):
//   1. the reference provider under `provider test`: rules run, and why the others are not;
//   2. the matrix: how many rules fail when the reference provider makes a mistake they name.
// node scripts/provider-matrix.mjs [swap|sell|card|fund|buy …]; exit 1 when a rule stays green.
import { createServer } from 'node:net';
import { flowFor } from '../build/exchange/flows.js';
import { testAuthority } from '../build/host/authority.js';
import { credentialsOf } from '../build/host/partner.js';
import { PRODUCTS } from '../build/provider/product.js';
import { RULES } from '../build/provider/rules/index.js';
import { behavioursOf, SWITCHES, startProvider } from '../build/provider/serve/index.js';
import { recordRun } from '../build/provider/test/index.js';
import { VirtualClock } from '../build/provider/virtual-clock.js';
import { otherKey } from '../build/sign/mistake.js';

const API_KEY = 'matrix-key';
/** What the test authority signed for it; the reference provider's own name. */
const REGISTERED_NAME = 'Test partner';
const PUSH_KEY = 'matrix-push-key';
const KNOWN = new Set(SWITCHES.map(({ code }) => code));
/** What the reference provider lists and does not take, for each way of naming currencies. */
const CURRENCIES = {
  swap: { ETC: { ticker: 'ETC', noDeposit: true }, DAI: { ticker: 'DAI', restricted: true } },
  other: {
    ethereum_classic: { ticker: 'ETC', noDeposit: true },
    'ethereum/erc20/dai_stablecoin_v2_0': { ticker: 'DAI', restricted: true },
  },
};

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** One run of `provider test` on a reference provider that makes these mistakes. */
async function play(product, codes) {
  const wall = new VirtualClock();
  const listen = `http://127.0.0.1:${await freePort()}`;
  const provider = await startProvider({
    wall,
    products: [product],
    behaviours: behavioursOf(codes),
    apiKey: API_KEY,
    webhook: { url: listen, key: PUSH_KEY, form: 'current' },
  });
  wall.settled = provider.idle;
  try {
    const { key, partnerName, providerId } = provider.settings;
    const registered = { curve: key.curve, publicKey: key.publicKey, label: 'registered' };
    const foreign = {
      ...registered,
      publicKey: otherKey(key.curve).publicKey,
      label: 'production',
    };
    const credentials = credentialsOf({ ...registered, name: REGISTERED_NAME }, flowFor('swap'));
    const { result } = await recordRun({
      product,
      wall,
      createOrders: true,
      profile: {
        url: provider.url,
        products: [product],
        headers: { 'X-API-KEY': API_KEY },
        partnerName,
        key: registered,
        otherKeys: [foreign],
        credential: testAuthority().sign(credentials),
        environment: 'test',
        clock: '/admin/time',
        region: { header: 'x-user-country', restricted: 'KP' },
        currencies: product === 'buy' ? {} : (CURRENCIES[product] ?? CURRENCIES.other),
        pairs: [],
        addresses: {},
        deviations: [],
        webhook: { listen, key: PUSH_KEY, providerId },
      },
    });
    return result.rules;
  } finally {
    await provider.close();
  }
}

const asked = process.argv.slice(2);
const products = PRODUCTS.filter((product) => asked.length === 0 || asked.includes(product));
const found = new Map();
const missed = [];
for (const product of products) {
  const rules = RULES.filter((rule) => rule.products.includes(product));
  const good = await play(product, []);
  const count = (result) => good.filter((rule) => rule.result === result).length;
  const [passed, failed, notRun] = ['passed', 'failed', 'notRun'].map(count);
  console.log(
    `${product.padEnd(5)} the reference provider: ${passed} passed, ${failed} failed, ${notRun} not run of ${rules.length} rules`,
  );
  for (const { id, result, why } of good)
    if (result === 'notRun') console.log(`      ${id}: ${why}`);
  const codes = new Set(
    rules.flatMap(({ switches }) => switches).filter((code) => KNOWN.has(code)),
  );
  for (const code of codes) {
    const failures = new Set(
      (await play(product, [code])).filter(({ result }) => result === 'failed').map(({ id }) => id),
    );
    for (const { id, switches } of rules) {
      if (!switches.includes(code)) continue;
      if (failures.has(id)) found.set(id, [...(found.get(id) ?? []), `${product} ${code}`]);
      else missed.push(`${product} ${code}: ${id}`);
    }
  }
  console.log(`      ${codes.size} mistakes made, one run each`);
}
const concerned = RULES.filter((rule) => rule.products.some((one) => products.includes(one)));
const without = concerned.filter(({ switches }) => switches.length === 0);
const silent = concerned.filter(({ id, switches }) => switches.length > 0 && !found.has(id));
console.log(`\nmatrix: ${found.size} of ${concerned.length} rules fail when their mistake is made`);
console.log(`no provider can break these, or nothing it does tells (${without.length}):`);
console.log(`  ${without.map(({ id }) => id).join(', ')}`);
for (const { id } of silent) console.log(`NOT FOUND: ${id}`);
if (missed.length > 0)
  console.log(`\nseen on some products only, or not:\n  ${missed.join('\n  ')}`);
process.exit(silent.length > 0 ? 1 : 0);
