/** Are the crypto currencies named as Ledger names them, and alike in both lists? */
import { ledgerIdProblem } from '../../../ledger-ids.js';
import { capabilitiesOf, listedIds } from '../../capabilities.js';
import type { Exchange } from '../../exchange.js';
import { fact } from '../../known.js';
import type { ProviderRun } from '../../run.js';
import { type Complaint, tell } from '../../told.js';

export function judgeIds(
  run: ProviderRun,
  list: Exchange | undefined,
  capabilities: Exchange | undefined,
): void {
  const { judge } = run;
  const ids = listedIds(run);
  if (ids.length === 0) {
    judge.notRun('NOT_A_LEDGER_ID', 'waited for CRYPTO_NOT_ARRAY: no id was listed');
  } else {
    const fine = `${ids.length} ids are Ledger's, or have the form of a token of a chain it knows`;
    tell(run, 'NOT_A_LEDGER_ID', ids.flatMap(idProblem), fine, list, capabilities);
  }
  judge.notRun(
    'LEDGER_ID_DELISTED',
    "only Ledger's live list of tokens tells which were taken out; this run asks no one but the provider",
  );
  judgeDifference(run, list, capabilities);
}

function idProblem(id: string): Complaint[] {
  const found = ledgerIdProblem(id);
  if (found === undefined) return [];
  const { says, meant, isUnsure } = found;
  const hint = meant === undefined ? '' : `: ${isUnsure ? 'perhaps' : 'the LedgerId is'} ${meant}`;
  const text = `${JSON.stringify(id.slice(0, 80))} ${says}${hint}`;
  return [isUnsure ? { text, severity: 'warning' } : { text }];
}

function judgeDifference(
  run: ProviderRun,
  list: Exchange | undefined,
  first: Exchange | undefined,
): void {
  const id = 'CAP_CC_DIFFER';
  const ids = fact(run, 'ledgerIds');
  const cryptos = capabilitiesOf(run)?.cryptos.map(({ name }) => name);
  const isList = ids?.every((one) => typeof one === 'string') === true;
  if (!isList || cryptos === undefined) {
    const why = !isList ? 'CRYPTO_NOT_ARRAY' : 'CAPABILITIES_MISSING';
    run.judge.notRun(id, `waited for ${why}: there is one list only`);
    return;
  }
  const only = (these: readonly string[], those: readonly string[], where: string) =>
    [...new Set(these)]
      .filter((one) => !those.includes(one))
      .map((one) => ({ text: `${one} is in ${where} only` }));
  const complaints = [
    ...only(ids, cryptos, '/crypto-currencies'),
    ...only(cryptos, ids, '/capabilities'),
  ];
  tell(run, id, complaints, `both list the same ${cryptos.length}`, list, first);
}
