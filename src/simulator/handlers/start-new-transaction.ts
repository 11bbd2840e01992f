/** START_NEW_TRANSACTION: clears everything and makes the nonce of a new flow. */
import type { Flow } from '../../exchange/flows.js';
import type { Environment } from '../environment.js';
import { accept, type Outcome } from '../outcome.js';
import { type AppState, cleared, draftOf } from '../state.js';

export function startNewTransaction(state: AppState, flow: Flow, env: Environment): Outcome {
  const nonce = env.randomness.nonce(flow.nonce);
  const next = draftOf(cleared(state));
  next.step = 'waiting-transaction';
  next.subcommand = flow.subcommand;
  next.nonce = nonce;
  return accept(next, nonce);
}
