/** Why coin apps refused to sign: exchanges wait for it, and what tells it is loaded for a refusal. */
import { isStartSigning } from '../../capture/recorded-handover.js';
import type { RefusedSignings } from '../../capture/refused-signing.js';
import type { DecodedExchange } from '../../decode/decoded.js';
import { CLA, INS } from '../../exchange/constants.js';
import { SW } from '../../exchange/status.js';
import type { LoggedExchange } from '../../logs/log.js';
import { OS_CLA, OS_INS } from '../../simulator/dashboard.js';
import type { Verifier } from '../../simulator/verifier.js';

/** Exchanges of one transaction; of a longer one no reason is told. */
const MOST = 2000;

type Tell = (exchange: DecodedExchange) => void;

interface Waiting {
  readonly one: LoggedExchange;
  readonly decoded: DecodedExchange;
  readonly tell: Tell;
}

interface OfDevice {
  /** Since START_NEW_TRANSACTION, and the last certificate before it. */
  flow: LoggedExchange[];
  refused?: RefusedSignings;
}

/** Passes on the exchanges of a log in their order, refusals with their reason. */
export class Refusals {
  private readonly verifier: Verifier;
  private readonly devices = new Map<number, OfDevice>();
  private waiting: Waiting[] = [];

  constructor(verifier: Verifier) {
    this.verifier = verifier;
  }

  /** Told at once, or with the next `flush` where it or one before it waits for a reason. */
  add(one: LoggedExchange, decoded: DecodedExchange, tell: Tell): void {
    if (this.waiting.length > 0 || wantsReason(decoded)) {
      this.waiting.push({ one, decoded, tell });
      return;
    }
    this.remember(one);
    tell(decoded);
  }

  async flush(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    for (const { one, decoded, tell } of waiting) {
      const device = this.remember(one);
      tell(wantsReason(decoded) ? await this.withReason(decoded, device) : decoded);
    }
  }

  private remember(one: LoggedExchange): OfDevice {
    const { command, device: number = 1 } = one;
    const device = this.devices.get(number) ?? { flow: [] };
    this.devices.set(number, device);
    const [cla, ins] = command;
    if (cla === CLA && ins === INS.START_NEW_TRANSACTION) {
      device.flow = device.flow.filter(isCertificate).slice(-1);
    }
    if (device.flow.length <= MOST) device.flow.push(one);
    return device;
  }

  private async withReason(decoded: DecodedExchange, device: OfDevice): Promise<DecodedExchange> {
    const { flow } = device;
    if (flow.length > MOST || !flow.some(({ command }) => isStartSigning(command))) return decoded;
    if (device.refused === undefined) {
      const { RefusedSignings } = await import('../../capture/refused-signing.js');
      device.refused = new RefusedSignings(this.verifier);
    }
    const reason = await device.refused.reasonFor(flow);
    if (reason === undefined || decoded.answer === null) return decoded;
    return { ...decoded, answer: { ...decoded.answer, reason } };
  }
}

/** A coin app refuses, and does not say itself what differs. */
function wantsReason({ to, answer }: DecodedExchange): boolean {
  if (to !== 'coin app' || answer === null || NOT_REFUSED.includes(answer.status)) return false;
  return answer.fields.every(({ name }) => name !== 'difference');
}

/** Accepted, and the question of an app that goes on (Bitcoin). */
const NOT_REFUSED: readonly string[] = [SW.SUCCESS.toString(16), 'e000'];

function isCertificate({ command: [cla, ins] }: LoggedExchange): boolean {
  return cla === OS_CLA && ins === OS_INS.LOAD_CERTIFICATE;
}
