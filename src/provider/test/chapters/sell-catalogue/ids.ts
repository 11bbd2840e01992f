/** Are the crypto currencies named as Ledger names them, and alike in both lists? */

import { cut } from '../../../../shown.js';
import type { LedgerIdList } from '../../../ledger-id-list.js';
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
  const { ledgerIds } = run;
  if (ids.length === 0) {
    judge.notRun('NOT_A_LEDGER_ID', 'waited for CRYPTO_NOT_ARRAY: no id was listed');
  } else {
    const fine = `${ids.length} ids are Ledger's, or have the form of a token of a chain it knows`;
    const problems = ids.flatMap((id) => idProblem(id, ledgerIds));
    tell(run, 'NOT_A_LEDGER_ID', problems, fine, list, capabilities);
  }
  if (ledgerIds === undefined) {
    judge.notRun(
      'LEDGER_ID_DELISTED',
      "only Ledger's own list tells which were taken out; this run asks no one but the provider: needs --ledger-ids FILE",
    );
  } else if (ids.length > 0) {
    const gone = ids.filter((id) => ledgerIds.isDelisted(id));
    const complaints = gone.map((id) => ({ text: `${cut(id)} was taken out by Ledger` }));
    const fine = `none of ${ids.length} ids is delisted in a list of ${ledgerIds.size}`;
    tell(run, 'LEDGER_ID_DELISTED', complaints, fine, list, capabilities);
  }
  judge.notRun('LEDGER_ID_DELISTED', 'waited for CRYPTO_NOT_ARRAY: no id was listed');
  judgeDifference(run, list, capabilities);
}

/** @param known Ledger's own list: what is in it is right, whatever we think of its form. */
function idProblem(id: string, known: LedgerIdList | undefined): Complaint[] {
  if (known?.has(id) === true) return [];
  const found = ledgerIdProblem(id);
  if (found === undefined) {
    const [chain = '', ...token] = id.split('/');
    if (known === undefined || token.length === 0 || !known.knowsTokensOf(chain)) return [];
    // The list may be older than the token.
    const text = `${JSON.stringify(cut(id))} is not in the list of --ledger-ids`;
    return [{ text, severity: 'warning' }];
  }
  const { says, meant, isUnsure } = found;
  const hint = meant === undefined ? '' : `: ${isUnsure ? 'perhaps' : 'the LedgerId is'} ${meant}`;
  const text = `${JSON.stringify(cut(id))} ${says}${hint}`;
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
