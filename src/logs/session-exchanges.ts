/**
 * Commands as a session of the kit announces them, and later its lines with command, answer and device.
 * What was announced and never came back has no answer; which device it went to is told by the others.
 */
import { equal } from '../bytes.js';
import type { Found } from './found.js';
import { turn } from './turn.js';
import type { Witness } from './witness.js';

export interface SessionExchanges {
  command(witness: Witness): Found[];
  exchange(witness: Witness): Found[];
  end(): Found[];
}

interface Announced {
  readonly command: Uint8Array;
  readonly witness: Witness;
  /** The line that has its answer. */
  back?: Witness;
}

/** Commands that wait behind one without an answer; then that one is given up. */
const MOST_WAITING = 1000;

/** @param isSeveral more than one session is known to speak. */
export function sessionExchanges(isSeveral: boolean): SessionExchanges {
  let waiting: Announced[] = [];
  const devices = new Set<string>();
  let last: string | undefined;

  function take(count: number): Found[] {
    const ready = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return ready.flatMap(({ command, witness, back }) => {
      const device = back === undefined ? deviceOfLost() : back.device;
      last = device ?? last;
      const sent = turn('command', command, { ...witness, device });
      return back === undefined ? sent : [...sent, ...turn('answer', back.answer!, back)];
    });
  }

  /** The device that says nothing any more; of several the one that spoke last. */
  function deviceOfLost(): string | undefined {
    const later = new Set(waiting.flatMap(({ back }) => back?.device ?? []));
    const silent = [...devices].filter((device) => !later.has(device));
    return silent.length === 1 ? silent[0] : (last ?? [...devices][0]);
  }

  function settle(): Found[] {
    const open = waiting.findIndex(({ back }) => back === undefined);
    if (open < 0) return take(waiting.length);
    return take(waiting.length > MOST_WAITING ? Math.max(open, 1) : open);
  }

  return {
    command(witness) {
      waiting.push({ command: witness.command!, witness });
      return settle();
    },
    exchange(witness) {
      if (witness.device !== undefined) devices.add(witness.device);
      const command = witness.command!;
      const isIts = (one: Announced) => one.back === undefined && equal(one.command, command);
      // Of the same command twice, one device has given up the first; two devices have sent one each.
      const announced =
        isSeveral || devices.size > 1 ? waiting.find(isIts) : waiting.findLast(isIts);
      if (announced === undefined) waiting.push({ command, witness, back: witness });
      else announced.back = witness;
      return settle();
    },
    end: () => take(waiting.length),
  };
}
