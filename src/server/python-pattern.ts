/**
 * Python's regular expressions, as automation rules have them, in JavaScript's words. What both spell
 * alike passes through; what JavaScript cannot do (atomic groups, `x`, conditionals) is an error of
 * its own parser. `\d`, `\w` and `\s` are JavaScript's. Source: Python's documentation of `re`.
 */

/** The end of the text, whatever the flags. */
const END = '(?![\\s\\S])';
const BEGINNING = '(?<![\\s\\S])';

/** Flags in front of a pattern that mean nothing here: a text is a text. */
const IGNORED_FLAGS = /[auL]/g;

/**
 * Sticky, for `lastIndex` 0: `re.match` is anchored at the start even where `m` moves `^`.
 * @throws SyntaxError for a pattern that is none here.
 */
export function pythonPattern(source: string): RegExp {
  const [whole = '', letters = ''] = /^\(\?([aiLmsux]+)\)/.exec(source) ?? [];
  if (letters.includes('x')) throw new SyntaxError('the flag x is not understood');
  const flags = new Set(letters.replace(IGNORED_FLAGS, ''));
  const body = translated(source.slice(whole.length), flags);
  return new RegExp(body, `${[...flags].join('')}y`);
}

function translated(source: string, flags: Flags): string {
  let out = '';
  let rest = source;
  while (rest !== '') {
    const [token, word] = next(rest, flags);
    out += word;
    rest = rest.slice(token.length);
  }
  return out;
}

/** The first token of a pattern and how it reads here. */
function next(rest: string, flags: Flags): readonly [token: string, word: string] {
  for (const [pattern, word] of TOKENS) {
    const match = pattern.exec(rest);
    if (match !== null) return [match[0], word(match, flags)];
  }
  const char = rest.slice(0, 1);
  return [char, char];
}

type Flags = ReadonlySet<string>;
type Word = (match: RegExpExecArray, flags: Flags) => string;

const TOKENS: readonly (readonly [RegExp, Word])[] = [
  [/^\\A/, () => BEGINNING],
  [/^\\Z/, () => END],
  [/^\\[\s\S]/, ([pair]) => pair],
  // A bracket right behind the opening one belongs to the set.
  [/^\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]/, ([set]) => set.replace(/^(\[\^?)\]/, '$1\\]')],
  [/^\(\?P</, () => '(?<'],
  [/^\(\?P=(\w+)\)/, ([, name]) => `\\k<${name}>`],
  [/^\(\?#[^)]*\)/, () => ''],
  [/^\{,(\d+)\}/, ([, most]) => `{0,${most}}`],
  [/^\./, (_, flags) => (flags.has('s') ? '.' : '[^\\n]')],
  // In front of a line end at the very end, too.
  [/^\$/, (_, flags) => (flags.has('m') ? `(?=\\n|${END})` : `(?=\\n?${END})`)],
  [/^\^/, (_, flags) => (flags.has('m') ? '(?<![^\\n])' : BEGINNING)],
];
