import { it } from 'vitest';
import { Checker } from '../../src/check/check.js';
import { readCase } from '../../src/check/read-case.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { FIXTURES, VECTORS } from './fixtures.js';

it('lists', () => {
  const checker = new Checker({ verifier: nodeVerifier, screens: true });
  for (const f of FIXTURES) {
    const v = checker.check(readCase(f, f.id));
    console.log(
      `== ${f.id} [${f.diagnosis}] ${f.severity} -> ${v.verdict} ${v.device?.command} ${v.device?.status} doc:${v.readers[1]?.device?.status}\n` +
        v.findings
          .map(
            (x) =>
              `   ${x.code} (${x.severity}) ${x.field}: ${x.evidence} => ${x.corrected?.slice(0, 90)}`,
          )
          .join('\n'),
    );
  }
  for (const f of VECTORS) {
    if (!['swap', 'sell', 'fund'].includes(f.flow)) continue;
    const sig = f.signature;
    const v = checker.check(
      readCase(
        {
          flow: f.flow,
          payload: f.payload,
          ...(sig === null ? {} : { signature: sig }),
          ...(f.publicKeyHex ? { publicKey: f.publicKeyHex, curve: f.curve } : {}),
        },
        f.name,
      ),
    );
    console.log(
      `== ${f.name} ${f.payloadEncoding} ${f.signedOver} ${f.verifies} -> ${v.verdict} ${v.device?.command} ${v.device?.status} ${v.readers[0]?.stoppedAt}\n` +
        v.findings
          .map(
            (x) =>
              `   ${x.code} (${x.severity}) ${x.field}: ${x.evidence} => ${x.corrected?.slice(0, 90)}`,
          )
          .join('\n'),
    );
  }
});
