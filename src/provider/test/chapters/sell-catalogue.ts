/** K. /capabilities and /crypto-currencies of sell and buy: what they say, and whether it agrees. */

import { callOf } from '../call-of.js';
import { capabilitiesOf } from '../capabilities.js';
import type { Chapter } from '../chapter.js';
import type { Exchange } from '../exchange.js';
import { unusable } from '../known.js';
import type { ProviderRun } from '../run.js';
import { isErrorBody, isGood, numbers, told } from '../seen.js';
import { firstOf, tell } from '../told.js';
import { judgeCapabilities } from './sell-catalogue/capabilities.js';
import { judgeIds } from './sell-catalogue/ids.js';

const CAPABILITIES = [
  'CAPABILITIES_MISSING',
  'CAPABILITIES_FIAT',
  'CAPABILITIES_COUNTRY',
  'CAPABILITIES_METHOD',
  'CAPABILITIES_METHOD_EMPTY',
  'CAPABILITIES_LIMITS',
  'CAPABILITIES_FIAT_NOT_LISTED',
  'CAPABILITIES_KEY',
  'CAPABILITIES_FLAP',
] as const;
const IDS = ['CRYPTO_NOT_ARRAY', 'NOT_A_LEDGER_ID', 'LEDGER_ID_DELISTED', 'CAP_CC_DIFFER'] as const;

export const sellCatalogue: Chapter = {
  name: 'Catalogue of sell and buy',
  products: ['sell', 'buy'],
  rules: [...CAPABILITIES, ...IDS],
  async run(run: ProviderRun): Promise<void> {
    const [first, list] = (['Capabilities', 'CryptoCurrencies'] as const).map((name) =>
      firstOf(run, `${run.product}${name}`),
    );
    const capabilities = capabilitiesOf(run);
    const broken = brokenWhy(run, `${run.product}Capabilities`);
    if (capabilities === undefined && broken !== undefined) {
      for (const id of CAPABILITIES) run.judge.notRun(id, broken);
    } else if (capabilities === undefined) judgeAbsence(run, first);
    else {
      judgeCapabilities(run, capabilities, first);
      await judgeFlap(run, first);
    }
    judgeList(run, list);
    judgeIds(run, list, first);
    for (const id of CAPABILITIES.slice(1)) {
      run.judge.notRun(id, 'waited for CAPABILITIES_MISSING: there are none to look at');
    }
  },
};

/** What is told by the rule it waits for: no JSON, no end, a redirect. */
function brokenWhy(run: ProviderRun, operation: string): string | undefined {
  const why = unusable(run, operation);
  return why?.startsWith('waited for') === true ? why : undefined;
}

function judgeAbsence(run: ProviderRun, first: Exchange | undefined): void {
  const { judge } = run;
  const why = unusable(run, `${run.product}Capabilities`) ?? 'GET /capabilities was not answered';
  // Refused: nothing for Ledger to store. No answer at all has a rule of its own.
  if (first === undefined) judge.notRun('CAPABILITIES_MISSING', why);
  else judge.failed('CAPABILITIES_MISSING', { evidence: told(first), exchanges: numbers(first) });
}

/** Ledger stores a copy: two reads must not differ, whatever the order of their lists. */
async function judgeFlap(run: ProviderRun, first: Exchange | undefined): Promise<void> {
  const again = await run.client.call(callOf(run, `${run.product}Capabilities`));
  if (again.answer === undefined || !isGood(again)) {
    run.judge.notRun('CAPABILITIES_FLAP', `the second read: ${told(again)}`);
    return;
  }
  // Two in a row, too: what changes at every second call is told by one of them.
  const third = await run.client.call(callOf(run, `${run.product}Capabilities`));
  const reads = [first, again, third].filter((one) => one !== undefined && isGood(one));
  const said = new Set(reads.map((one) => sorted(one?.answer?.json)));
  const text = `${reads.length} reads in this run differ: a stored copy is wrong`;
  const complaints = said.size === 1 ? [] : [{ text }];
  tell(run, 'CAPABILITIES_FLAP', complaints, `${reads.length} reads say the same`, ...reads);
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const members = Object.entries(value).map(([name, item]) => `${name}:${sorted(item)}`);
  return `{${members.sort().join()}}`;
}

export function judgeList(run: ProviderRun, list: Exchange | undefined): void {
  const id = 'CRYPTO_NOT_ARRAY';
  const json = list?.answer?.json;
  const operation = `${run.product}CryptoCurrencies`;
  const broken = brokenWhy(run, operation);
  if (list === undefined || broken !== undefined) {
    run.judge.notRun(id, broken ?? unusable(run, operation) ?? 'not answered');
    return;
  }
  const items = Array.isArray(json) ? json : undefined;
  const odd = items?.find((item) => typeof item !== 'string');
  const problem =
    !isGood(list) || isErrorBody(json)
      ? `${told(list)}: no list of ids`
      : items === undefined
        ? `the answer is ${kindOf(json)}, not a list of ids`
        : odd !== undefined
          ? `the list has ${kindOf(odd)} in it, not ids alone`
          : items.length === 0
            ? 'the list is empty: nothing can be traded'
            : undefined;
  const complaints = problem === undefined ? [] : [{ text: problem }];
  tell(run, id, complaints, `a list of ${items?.length} ids`, list);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return value === undefined ? 'no JSON' : `a ${typeof value}`;
  const names = Object.keys(value).slice(0, 3).join(', ');
  return `an object${names === '' ? '' : ` with ${names}`}`;
}
