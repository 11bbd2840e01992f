/** What an answer must not tell: keys, nonces, the inside of the provider. */
import { authenticationHeaders, wrongKey } from '../authentication.js';
import type { Exchange } from '../exchange.js';
import type { ProviderRun } from '../run.js';
import { type PassiveRule, problem } from './look.js';

/** Shorter ones stand in any text. */
const SHORTEST_SECRET = 6;

const INSIDES: readonly (readonly [RegExp, string])[] = [
  [/\bat [^\n]*[./\\][\w-]+:\d+:\d+/, 'a JavaScript stack'],
  [/Traceback \(most recent call last\)|File "[^"]+\.py", line \d+/, 'a Python stack'],
  [/\b[\w$.]+(Exception|Error): .*\n\s+at /, 'a stack'],
  [/goroutine \d+ \[|\.go:\d+/, 'a Go stack'],
  [/\.(rb|php|java|kt|cs|rs|ts|js):\d+/, 'a place in its source'],
  [/(\/(home|usr|var|app|srv|opt|src)\/|[A-Z]:\\)[\w./\\-]+\.\w{1,4}\b/, 'a path of its disk'],
  [/\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^"]{0,200}\b(FROM|VALUES|SET|WHERE)\b/, 'SQL'],
  [/SQLSTATE|ORA-\d{5}|ER_[A-Z_]{5,}|duplicate key value violates/, 'words of its database'],
];

export const LEAKS: readonly PassiveRule[] = [
  {
    id: 'AUTH_LEAK',
    waited: 'no answer came',
    look(exchange, run) {
      const { answer } = exchange;
      if (answer === undefined) return undefined;
      const headers = Object.values(answer.headers).join('\n');
      if (secretsOf(run).some((secret) => `${answer.text}\n${headers}`.includes(secret))) {
        return problem(`status ${answer.status}: the answer repeats the key`);
      }
      const nonce = nonceOf(exchange);
      const isError = answer.status >= 400;
      if (isError && nonce !== undefined && answer.text.includes(nonce)) {
        return problem(`status ${answer.status}: the error text repeats the nonce`);
      }
      return 'fine';
    },
  },
  {
    id: 'STACK_TRACE',
    waited: 'waited for an answer that is an error',
    look({ answer }) {
      if (answer === undefined || answer.status < 400) return undefined;
      // Line ends and quotes are escaped in JSON.
      const text = answer.text.replaceAll('\\n', '\n').replaceAll('\\"', '"');
      const found = INSIDES.find(([pattern]) => pattern.test(text));
      return found === undefined ? 'fine' : problem(`status ${answer.status} shows ${found[1]}`);
    },
  },
];

function secretsOf({ profile }: ProviderRun): string[] {
  const values = authenticationHeaders(profile).flatMap(([, value]) => [value, wrongKey(value)]);
  const keys = [...values, profile.webhook?.key ?? ''];
  // Behind a scheme word: `Bearer …`.
  const bare = keys.map((key) => key.split(' ').at(-1) ?? '');
  return [...new Set([...keys, ...bare])].filter(({ length }) => length >= SHORTEST_SECRET);
}

const nonceOf = ({ request }: Exchange): string | undefined =>
  /"nonce":\s*"([^"]{16,})"/.exec(request.body ?? '')?.[1];
