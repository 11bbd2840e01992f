/** A replay in words: which command, and what differs in its answer. */
import { decodeCommand } from '../apdu/apdu.js';
import { toHex } from '../bytes.js';
import { CLA, instructionName } from '../exchange/constants.js';
import { statusName } from '../exchange/status.js';
import { statusEntry } from '../exchange/status-entry.js';

/** Its instruction, or its first bytes. */
export function commandName(apdu: Uint8Array): string {
  const command = decodeCommand(apdu);
  const name = command && command.cla === CLA ? instructionName(command.ins) : undefined;
  return name ?? `APDU ${toHex(apdu.subarray(0, 5))}`;
}

/** @param reason why the simulator refused. */
export function answerDifference(
  expected: Uint8Array,
  actual: Uint8Array,
  reason?: string,
): string {
  const status = (answer: Uint8Array) => {
    const word = answer[answer.length - 2]! * 256 + answer[answer.length - 1]!;
    const hex = word.toString(16).padStart(4, '0');
    const name = statusName(word);
    return { word, text: name === undefined ? hex : `${hex} (${name})` };
  };
  const [wanted, got] = [status(expected), status(actual)];
  const because = reason === undefined ? '' : `; the simulator's reason: ${reason}`;
  if (wanted.word === got.word) return `same status ${got.text}, other data${because}`;
  const says = statusEntry(wanted.word)?.says;
  return `the device answered ${wanted.text}${says ? `: ${says}` : ''} The simulator answered ${got.text}${because}`;
}
