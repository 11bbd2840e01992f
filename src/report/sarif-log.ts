/** The frame of a SARIF 2.1.0 log: one run, the rules it uses, results that name files. */

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

interface NamesRule {
  readonly ruleId: string;
}

interface Parts<Rule, Result> {
  /** Of this package. */
  readonly version: string;
  /** All there are; those that no result names are left out. */
  readonly rules: readonly Rule[];
  readonly results: readonly Result[];
}

/** As an object; `JSON.stringify` makes the file. */
export function sarifLog<Rule extends { readonly id: string }, Result extends NamesRule>({
  version,
  rules: all,
  results,
}: Parts<Rule, Result>) {
  const used = new Set(results.map(({ ruleId }) => ruleId));
  const rules = all.filter(({ id }) => used.has(id));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'exchange-sim', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => ({
          ...result,
          ruleIndex: indexes.get(result.ruleId) ?? -1,
        })),
      },
    ],
  };
}

/** @param line from 1; the whole file where there is none. */
export function physicalLocation(file: string, line?: number) {
  return {
    artifactLocation: { uri: uriOf(file) },
    ...(line === undefined ? {} : { region: { startLine: line } }),
  };
}

/** Half of a surrogate pair: no UTF-8. */
const LONE = /\p{Cs}/gu;

/** A path as a relative or file URI. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  const parts = file.replaceAll('\\', '/').split('/');
  const drive = /^[A-Za-z]:$/.test(parts[0] ?? '');
  const path = parts.map((part) => encodeURIComponent(part.replace(LONE, '?'))).join('/');
  if (drive) return `file:///${path.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${path}` : path;
}
