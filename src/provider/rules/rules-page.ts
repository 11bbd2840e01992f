/** Text of `docs/provider-rules.md`; `scripts/build-provider-rules-docs.mjs` writes it. */
import { PRODUCTS } from '../product.js';
import { RULES, rulesOf, SECTIONS } from './index.js';
import type { Rule, RuleSeverity } from './rule.js';

const SEVERITIES: Readonly<Record<RuleSeverity, string>> = {
  error: "error: Ledger's backend or the device cannot go on, or money is at risk",
  'wrong-on-screen': 'wrong on screen: the device accepts it and the user reads something wrong',
  warning: 'warning: works today, against a written sentence',
  note: 'note: documents disagree, or a private agreement decides',
  run: 'run: about the run itself, never about the provider',
};

export function rulesPage(): string {
  const counts = PRODUCTS.map((product) => `${product} ${rulesOf(product).length}`).join(', ');
  const severities = Object.values(SEVERITIES).map((text) => `- ${text}`);
  const parts = SECTIONS.map(
    ({ letter, title, rules }) => `## ${letter}. ${title}\n\n${rules.map(entry).join('\n')}`,
  );
  return `<!-- Made by scripts/build-provider-rules-docs.mjs from src/provider/rules. Do not edit. -->
# Rules for providers

The ${RULES.length} rules that \`exchange-sim provider test\` judges a backend by. Ids never change. A rule
may serve several products: ${counts}.

The severity is the rule's worst; a run may judge more mildly. A source of "ours" means that no
document asks for it. A switch is for \`exchange-sim provider serve --misbehave SWITCH\`, which then
makes exactly this mistake.

${severities.join('\n')}

${parts.join('\n')}`;
}

function entry(rule: Rule): string {
  const { number, id, products, source, severity, requires, test, orders, switches } = rule;
  const all = products.length === PRODUCTS.length;
  const facts = [
    `for ${all ? 'all products' : products.join(', ')}`,
    `source: ${source}`,
    ...(orders ? ['needs `--create-orders`'] : []),
    switches.length === 0 ? 'no switch' : `switch: ${switches.map(code).join(', ')}`,
  ];
  return `### ${id}

**${requires}** (${number}, ${severity})

Test: ${test}

${facts.map((fact) => `- ${fact}`).join('\n')}
`;
}

const code = (text: string) => `\`${text}\``;
