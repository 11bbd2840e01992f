/** What the answers in a log say of the device that gave them: versions, build, keys it trusts. */
import { decodeCommand } from '../apdu/apdu.js';
import { FIRMWARE_IDS, firmware } from '../firmware/index.js';
import { isTestingNonce } from '../simulator/randomness.js';
import type { DecodedExchange, DeviceFacts } from './decoded.js';
import { osCommand, runningApp } from './os.js';

type DecodedPart = Pick<DecodedExchange, 'name' | 'checks' | 'answer'>;

export class DeviceEvidence {
  private exchanges = 0;
  private readonly seen = new Map<string, string>();

  /** @param number of the exchange in the log. */
  add(number: number, apdu: Uint8Array, response: Uint8Array | null, part: DecodedPart): void {
    this.exchanges++;
    const { name, checks, answer } = part;
    for (const { by } of checks) {
      if (by === undefined || answer === null) continue;
      // Anything else may be wrong with the command, but 9d1a says just this.
      if (answer.status === '9000') this.note(`it trusts ${by}`, `${name}, exchange ${number}`);
      if (answer.status === '9d1a')
        this.note(`it does not trust ${by}`, `${name}, exchange ${number}`);
    }
    if (response === null || response.at(-2) !== 0x90 || response.at(-1) !== 0) return;
    const data = response.subarray(0, -2);
    const where = `${name}, exchange ${number}`;
    if (osCommand(apdu)?.name === 'GET_APP_AND_VERSION') {
      const app = runningApp(data);
      if (app === undefined) return;
      this.note(`${app.name} ${app.version}`, where);
      if (app.name === 'Exchange')
        this.note('a released build: it does not call itself TEST', where);
      if (app.name === 'Exchange TEST') this.note('a test build', where);
    }
    if (decodeCommand(apdu) === undefined) return;
    // By name: while a coin app signs, E0 02 is its public key.
    if (name === 'GET_VERSION') this.note(versionWords(data), where);
    if (name === 'START_NEW_TRANSACTION') {
      this.note(
        isTestingNonce(data)
          ? 'a build with the fixed nonce (TESTING)'
          : 'a build with random nonces',
        where,
      );
    }
  }

  facts(device: number): DeviceFacts {
    const facts = [...this.seen].map(([fact, where]) => `${fact} (${where})`);
    return { device, exchanges: this.exchanges, facts };
  }

  private note(fact: string, where: string): void {
    if (!this.seen.has(fact)) this.seen.set(fact, where);
  }
}

/** Profiles that answer so. */
function versionWords(data: Uint8Array): string {
  const version = data.join('.');
  const profiles = FIRMWARE_IDS.filter((id) => firmware(id).version.join('.') === version);
  const known = profiles.length === 0 ? 'no profile of it here' : `profile ${profiles.join(', ')}`;
  return `Exchange ${version} (${known})`;
}
