/** What every release makes of the orders of a provider: in the report, and when some must take them. */
import { expect, it } from 'vitest';
import { htmlReport } from '../../../src/provider/report/html.js';
import { playDevice } from './played.js';

const ALL =
  /All releases: 2\.0\.14-dev, 3\.1\.0-dev: refused: 6a80 INCORRECT_COMMAND_DATA, publicKey; 3\.3\.0-dev\.\.develop: accepted/;

it('stands in the evidence and, with the pages, in the HTML report', async () => {
  const { record, rules } = await playDevice();
  expect(rules.get('DEVICE_OTHER_MODEL')).toMatchObject({
    result: 'passed',
    evidence: expect.stringMatching(ALL),
  });
  const releases = record.orders[0]?.releases ?? [];
  expect(releases[0]).toEqual({
    firmware: '2.0.14-dev, 3.1.0-dev',
    answer: 'refused: 6a80 INCORRECT_COMMAND_DATA, publicKey',
    isTaken: false,
    pages: '',
  });
  expect(releases.find(({ firmware }) => firmware.startsWith('3.3.0-dev'))).toMatchObject({
    answer: 'accepted',
    pages: 'Review · Send · Get · Fees · Accept',
  });
  const html = String(await htmlReport({ ...record, versions: {} }));
  expect(html).toContain('What each release of the Exchange app makes of it');
  expect(html).toContain('<td>Review · Send · Get · Fees · Accept</td>');
});

it.each([
  ['3.3.0-dev..', 'passed', undefined],
  ['3.1.0-dev,4.4.2', 'failed', ['REQUIRED_FIRMWARE_REFUSES']],
] as const)('required are %s: %s', async (require, result, codes) => {
  const { rules } = await playDevice({ device: { require } });
  const rule = rules.get('DEVICE_OTHER_MODEL');
  expect([rule?.result, rule?.codes]).toEqual([result, codes]);
  if (codes !== undefined) expect(rule?.evidence).toContain('Exchange 3.1.0-dev: SET_PARTNER_KEY');
});
