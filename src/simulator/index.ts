/**
 * The simulated Ledger: `createSimulator()` and what goes into it.
 * @packageDocumentation
 */
export type * from '../device/types.js';
export type * from '../firmware/types.js';
export {
  BUILD_FLAGS,
  BUILDS,
  type Build,
  type BuildFlag,
  type BuildName,
  parseBuild,
} from './build.js';
export type { CoinAppQuirks } from './coins/generations.js';
export { COIN_APP_NAMES, coinAppNamed } from './coins/registry.js';
export { Ledger, type LedgerOptions, type LedgerSetup } from './ledger.js';
export { DEFAULT_MNEMONIC, type Pbkdf2, walletFromMnemonic } from './mnemonic.js';
export type * from './screens/types.js';
export type { UiView } from './screens/ui.js';
export {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
  type SimulatorScreen,
} from './simulator.js';
export type * from './types.js';
export { nobleVerifier } from './verifier.js';
