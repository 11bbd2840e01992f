// Child of kill.test.ts: the provider with its file, until it is killed. Talks on stdout.
import { startProvider } from '../../build/provider/serve/index.js';
import { openStore } from '../../build/provider/serve/node-store.js';

const [file, webhook] = process.argv.slice(2);
const provider = await startProvider({
  products: ['swap'],
  store: await openStore(file),
  webhook: { url: webhook, form: 'current' },
});
process.stdout.write(`${provider.url}\n`);
