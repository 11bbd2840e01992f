/** START_NEW_TRANSACTION: clears everything and makes the nonce of a new flow. */
import type { Flow } from '../../exchange/flows.js';
import type { Environment } from '../environment.js';
import { accept, type Outcome } from '../outcome.js';
import { type AppState, cleared } from '../state.js';

export function startNewTransaction(state: AppState, flow: Flow, env: Environment): Outcome {
  const nonce = env.randomness.nonce(flow.nonce);
  const next: AppState = {
    ...cleared(state),
    step: 'waiting-transaction',
    subcommand: flow.subcommand,
    nonce,
  };
  return accept(next, nonce);
}
