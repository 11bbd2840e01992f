/** `exchange-sim provider rules`: the catalogue, as docs/provider-rules.md has it. */

import { EXIT } from '../../../errors.js';
import { PRODUCTS } from '../../../provider/product.js';
import { RULES, rulesOf, SECTIONS } from '../../../provider/rules/index.js';
import type { Rule } from '../../../provider/rules/rule.js';
import type { ProviderRulesDocument } from '../../documents.js';
import type { Io } from '../../io.js';
import { jsonText, palette, wrapped } from '../../text/text.js';
import type { ProviderRulesOptions } from './options.js';

export function providerRules({ product, json }: ProviderRulesOptions, io: Io): number {
  const rules = product === undefined ? RULES : rulesOf(product);
  if (json === true) {
    io.stdout.write(
      jsonText({
        ...(product === undefined ? {} : { product }),
        rules,
      } satisfies ProviderRulesDocument),
    );
    return EXIT.yes;
  }
  const { strong, dim } = palette(io.color);
  const lines: string[] = [];
  for (const section of SECTIONS) {
    const own = section.rules.filter((rule) => rules.includes(rule));
    if (own.length === 0) continue;
    lines.push(strong(`${section.letter}. ${section.title}`), '');
    for (const rule of own) {
      lines.push(`${rule.id} ${dim(factsOf(rule))}`);
      for (const text of [rule.requires, `Test: ${rule.test}`]) {
        lines.push(...wrapped(text, io.columns - 2).map((line) => `  ${line}`));
      }
    }
    lines.push('');
  }
  lines.push(`${rules.length} rules${product === undefined ? '' : ` for ${product}`}`);
  io.stdout.write(`${lines.join('\n')}\n`);
  return EXIT.yes;
}

function factsOf({ severity, products, orders }: Rule): string {
  const all = products.length === PRODUCTS.length ? 'all products' : products.join(' ');
  const words = severity === 'wrong-on-screen' ? 'wrong on screen' : severity;
  return `(${words}, ${all}${orders ? ', needs orders' : ''})`;
}
