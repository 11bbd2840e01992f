/** The dump of `curl --trace-ascii` (and `--trace`): bodies of requests and answers, put together. */
import { fromHex } from '../../bytes.js';

export interface TracedBody {
  readonly kind: 'command' | 'answer';
  readonly text: string;
  readonly at: number;
}

export interface CurlTrace {
  /** Bodies that this line completes. */
  line(text: string, at: number): TracedBody[];
  end(): TracedBody[];
}

const SECTION = /(=>|<=) (Send|Recv) (header|data), \d+ bytes|== Info:/;
const ASCII = /^[0-9a-f]{4}: (.*)$/;
/** `--trace` shows each byte as hex in front of the characters. */
const HEX = /^[0-9a-f]{4}: ((?:[0-9a-f]{2} ){1,16})/;

export function curlTrace(): CurlTrace {
  let body: { kind: TracedBody['kind']; at: number; lines: string[] } | undefined;

  /** An answer may come in several pieces, with information between them. */
  function done(): TracedBody[] {
    const all = body;
    body = undefined;
    return all === undefined ? [] : [{ kind: all.kind, at: all.at, text: all.lines.join('') }];
  }

  return {
    line(text, at) {
      const section = SECTION.exec(text);
      if (section !== null) {
        const kind = section[1] === '=>' ? 'command' : 'answer';
        if (section[3] !== 'data') return section[3] === undefined ? [] : done();
        if (body?.kind === kind) return [];
        const before = done();
        body = { kind, at, lines: [] };
        return before;
      }
      const hex = HEX.exec(text)?.[1];
      const shown = hex === undefined ? ASCII.exec(text)?.[1] : charactersOf(hex);
      if (shown !== undefined) body?.lines.push(shown);
      return [];
    },
    end: done,
  };
}

function charactersOf(hex: string): string {
  return new TextDecoder().decode(fromHex(hex.replaceAll(' ', '')));
}
