// `exchange-sim serve` for a command line of speculos: what that line does not say, but the
// emulator finds in the app files, comes from their paths; EXCHANGE_SIM_SERVE adds options
// (`EXCHANGE_SIM_SERVE="--build test --firmware 4.4.2"`).
import { serveArguments } from './serve-arguments.mjs';

const { argv, env } = process;
process.argv = [argv[0], 'exchange-sim', ...serveArguments(argv.slice(2), env.EXCHANGE_SIM_SERVE)];
await import('../dist/cli.js');
