/**
 * What the device says of an answer of your backend, and everything that is wrong with it:
 *
 *     node check-answer.mjs ../answers/no-dot.json
 */
import { readFileSync } from 'node:fs';
import { check, readCase } from 'exchange-sim/check';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node check-answer.mjs ANSWER.json');
  process.exit(2);
}
// An answer as it came, or a case: the answer with `flow`, `publicKey`, `nonce` and `request`.
const { verdict, device, findings } = check(readCase(readFileSync(file, 'utf8'), file));

console.log(device === null ? verdict : `${verdict}: ${device.status} at ${device.command}`);
for (const { severity, code, evidence } of findings)
  console.log(`${severity} ${code}: ${evidence}`);
process.exitCode = verdict === 'accepted' && findings.length === 0 ? 0 : 1;
