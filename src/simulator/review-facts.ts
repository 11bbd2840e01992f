/** What a review says, taken from the state the checks left behind. */
import { cString, textOf } from '../bytes.js';
import { flowOf } from '../exchange/flows.js';
import type { ReviewFacts } from './screens/ui.js';
import type { AppState } from './state.js';

export function reviewFacts(state: AppState): ReviewFacts {
  const flow = flowOf(state.subcommand)!;
  const field = (name: string) => {
    const buffer = state.message[name] as Uint8Array | undefined;
    return buffer === undefined ? '' : textOf(cString(buffer));
  };
  const shared = {
    kind: flow.kind,
    partner: textOf(state.partner!.name),
    send: textOf(state.texts.read('send')),
    receive: textOf(state.texts.read('receive')),
    fees: textOf(state.texts.read('fees')),
    estimated: state.rate === 'floating',
  };
  switch (flow.kind) {
    case 'swap':
      return {
        ...shared,
        from: field('currency_from'),
        to: field('currency_to'),
        crossSeedAddress: state.crossSeed ? field('payout_address') : null,
      };
    case 'sell':
      return {
        ...shared,
        from: field('in_currency'),
        to: field('out_currency'),
        email: field('trader_email'),
        crossSeedAddress: null,
      };
    case 'fund':
      return {
        ...shared,
        from: field('in_currency'),
        to: '',
        user: field('user_id'),
        account: shared.receive,
        crossSeedAddress: null,
      };
  }
}
