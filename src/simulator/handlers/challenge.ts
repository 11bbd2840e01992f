/** GET_CHALLENGE: what a trusted name must contain. */
import type { Environment } from '../environment.js';
import { accept, type Outcome } from '../outcome.js';
import type { AppState } from '../state.js';

export function getChallenge(state: AppState, env: Environment): Outcome {
  const challenge = state.challenge ?? env.randomness.challenge();
  return accept({ ...state, challenge }, challenge);
}
