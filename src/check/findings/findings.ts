/** Collects findings; texts come from the catalogue unless a rule knows better. */
import { privateFormIn } from '../../keys/holds-private.js';
import { CATALOGUE } from './catalogue.js';
import type { FindingCode } from './codes.js';
import type { Finding } from './finding.js';
import type { Observation } from './observation.js';

export function findingOf(code: FindingCode, seen: Observation): Finding {
  const { title, why, fix, severity } = CATALOGUE[code];
  const { field, evidence, corrected } = seen;
  return {
    code,
    severity: seen.severity ?? severity,
    field,
    title: seen.title ?? title,
    evidence,
    why: seen.why ?? why,
    fix: seen.fix ?? fix,
    ...(corrected === undefined || isSecret(code, corrected) ? {} : { corrected }),
  };
}

/** A nonce has the size of a private key, and is none. */
function isSecret(code: FindingCode, text: string): boolean {
  const form = privateFormIn(text);
  return form === 'whole' || (form === 'bare' && !code.startsWith('NONCE_'));
}

/** The findings of one case; the same code for the same field is kept once. */
export class Findings {
  readonly all: Finding[] = [];

  add(code: FindingCode, seen: Observation): void {
    if (this.all.some((known) => known.code === code && known.field === seen.field)) return;
    this.all.push(findingOf(code, seen));
  }

  /** Makes errors of what the device turned out to refuse for. */
  harden(isCause: (code: FindingCode) => boolean): boolean {
    let found = false;
    for (const [at, known] of this.all.entries()) {
      if (!isCause(known.code)) continue;
      this.all[at] = { ...known, severity: 'error' };
      found = true;
    }
    return found;
  }

  has(code: FindingCode, field?: string): boolean {
    return this.all.some(
      (known) => known.code === code && (field === undefined || known.field === field),
    );
  }
}
