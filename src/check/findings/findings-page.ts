/** Text of `docs/findings.md`, made from the catalogue; `scripts/build-findings-docs.mjs` writes it. */
import { CATALOGUE } from './catalogue.js';
import { FINDING_CODES } from './codes.js';

const SEVERITIES = {
  error: 'error: the device refuses it, or would do something else than meant',
  'wrong-on-screen': 'wrong on screen: the device accepts it and the user reads something wrong',
  warning: 'warning: accepted and right, but not as the rules ask',
} as const;

/** All findings as one page of Markdown: `docs/findings.md`. */
export function findingsPage(): string {
  const parts = FINDING_CODES.map((code) => {
    const { title, why, fix, example, severity, ledger } = CATALOGUE[code];
    const same = ledger === undefined ? '' : `\nLedger's own checker says \`${ledger}\`.\n`;
    return `## ${code}\n\n**${title}** (${severity})\n\n${why}\n\nFix: ${fix}\n\nExample: ${example}\n${same}`;
  });
  const list = Object.values(SEVERITIES).map((text) => `- ${text}`);
  return `<!-- Made by scripts/build-findings-docs.mjs from src/check/rules/*/findings.ts. Do not edit. -->
# Findings

What \`exchange-sim check\` can say of a provider's signed payload. Codes never change.

${list.join('\n')}

${parts.join('\n')}`;
}
