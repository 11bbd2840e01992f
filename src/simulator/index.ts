/** The simulated Ledger: `createSimulator()` and what goes into it. */
export { BUILDS, type Build, type BuildName, parseBuild } from './build.js';
export type { CoinApp } from './coins/coin-app.js';
export { COIN_APP_NAMES, coinAppNamed } from './coins/registry.js';
export { Ledger, type LedgerOptions } from './ledger.js';
export type { Reason } from './outcome.js';
export type { Randomness } from './randomness.js';
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.js';
export { nobleVerifier, type Verifier } from './verifier.js';
export { DEFAULT_MNEMONIC, type Wallet, walletFromMnemonic } from './wallet.js';
