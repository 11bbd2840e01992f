/** `exchange-sim provider proxy`: between others, until told to stop; then the report. */
import { EXIT } from '../../../errors.js';
import { type ExchangeLine, startProxy } from '../../../provider/proxy/node-proxy.js';
import type { ReportInput } from '../../../provider/report/report-input.js';
import { SEVERITY_WORDS } from '../../../provider/report/report-input.js';
import type { RuleResult } from '../../../provider/test/result.js';
import { isGood } from '../../../provider/test/run.js';
import { checkTarget, writeFile } from '../../files/output.js';
import type { Io } from '../../io.js';
import { firmwareOf } from '../../options/one-firmware.js';
import { portOf } from '../../options/port.js';
import { untilStopped } from '../../serve/listen.js';
import { harmless } from '../../text/text.js';
import { ledgerIdsFrom, profileFrom } from '../profile.js';
import { productOf, reportText, versions } from '../report.js';
import type { ProviderProxyOptions } from './options.js';

/** @throws InputError for options and profiles that cannot be used, DeviceError when the port is taken. */
export async function providerProxy(
  url: string | undefined,
  options: ProviderProxyOptions,
  io: Io,
  stopped: () => Promise<void> = untilStopped,
): Promise<number> {
  const { report, junit, json, allowHost = [] } = options;
  if (report !== undefined) checkTarget(report, '--report');
  if (junit !== undefined) checkTarget(junit, '--junit');
  const firmware = firmwareOf(options.firmware);
  const profile = await profileFrom(url, options);
  const product = productOf(options.product, profile);
  const say = (text: string) => io.stderr.write(`${harmless(text)}\n`);
  const proxy = await startProxy({
    profile,
    product,
    ...ledgerIdsFrom(options.ledgerIds),
    ...(options.firmware === undefined ? {} : { firmware: firmware.id }),
    port: portOf(options.port),
    names: allowHost.map((name) => name.toLowerCase()),
    onExchange: (line, fresh) => {
      say(lineOf(line));
      for (const rule of fresh) say(findingOf(rule));
    },
  });
  say(`proxy for ${new URL(profile.url).origin} (${product}) at ${proxy.url}`);
  await stopped();
  await proxy.close();
  const record = await proxy.record();
  const input: ReportInput = { ...record, versions: await versions(product, firmware) };
  const plain = { ...io, color: false };
  if (report !== undefined) {
    writeFile(report, await reportText('html', input, plain), { option: '--report' });
  }
  if (junit !== undefined) {
    writeFile(junit, await reportText('junit', input, plain), { option: '--junit' });
  }
  io.stdout.write(await reportText(json === true ? 'json' : 'text', input, io));
  if (record.unreachable !== undefined) {
    say(`error: nobody answered at ${record.result.url}: ${record.unreachable}`);
    return EXIT.unavailable;
  }
  return isGood(record.result) ? EXIT.yes : EXIT.no;
}

function lineOf({ number, method, path, operation, result, milliseconds, bytes }: ExchangeLine) {
  const name = operation === 'probe' ? '' : ` (${operation})`;
  return `#${number} ${method} ${path} ${result} ${milliseconds} ms ${bytes} bytes${name}`;
}

const findingOf = ({ id, severity, evidence }: RuleResult): string =>
  `  ${id} (${SEVERITY_WORDS[severity]}): ${evidence}`;
