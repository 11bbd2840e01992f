/** `serve --verbose` says of a coin app what its own catalogue says. */
import { expect, it } from 'vitest';
import { fromHex } from '../../src/bytes.js';
import { refusalTeller } from '../../src/cli/serve/verbose.js';

it('names the coin app that refused, and its word for it', () => {
  let log = '';
  const stderr = {
    write: (text: string) => {
      log += text;
      return true;
    },
  };
  const { devices } = refusalTeller(true, { stderr } as never);
  const answered = (happening: object) => {
    const onEntry = (listener: (entry: object) => void) =>
      listener({ happening: { type: 'answer', command: 1, ...happening } });
    (devices as { added: (device: never) => void }).added({ id: 1, journal: { onEntry } } as never);
  };
  const answer = { apdu: fromHex('e004100000'), answer: fromHex('6a8e') };
  answered({ ...answer, app: 'Tron' });
  answered(answer);
  expect(log).toBe(
    'device 1: Tron app E0 04: 6a8e SWAP_REFUSED: The transaction is not the one the user approved in Exchange.\n' +
      'device 1: SET_PARTNER_KEY: 6a8e WRONG_TLV_CHALLENGE: The trusted name answers another challenge.\n',
  );
});
