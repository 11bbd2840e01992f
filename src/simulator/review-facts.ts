/** What a review says, taken from the state the checks left behind. */
import { cString, textOf } from '../bytes.js';
import { flowOf } from '../exchange/flows.js';
import { ROLES, rolesOf } from '../payload/roles.js';
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
        from: field(ROLES.swap.outgoing.currency),
        to: field(ROLES.swap.incoming.currency),
        crossSeedAddress: state.crossSeed ? field(ROLES.swap.incoming.address) : null,
      };
    case 'sell':
      return {
        ...shared,
        from: field(rolesOf(flow.kind).outgoing.currency),
        to: field(ROLES.sell.fiat.currency),
        email: field(ROLES.sell.email),
        crossSeedAddress: null,
      };
    case 'fund':
      return {
        ...shared,
        from: field(rolesOf(flow.kind).outgoing.currency),
        to: '',
        user: field(ROLES.fund.user),
        account: shared.receive,
        crossSeedAddress: null,
      };
  }
}
