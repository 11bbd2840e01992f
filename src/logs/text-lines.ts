/**
 * Bytes of a text, in pieces of any size, become lines: UTF-8 or UTF-16 by mark or by its NULs, without
 * terminal colours and Windows' `\r`. Places are counted in `\n` of the text as it stands; in one that
 * begins without any, in `\r`.
 */
import { encodingOf } from '../codec/text.js';

/** A longer line is cut: no APDU is so long, and a line without end must not fill the memory. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Bytes that tell the encoding; an even number, however the file was cut. */
const LOOKED_AT = 1024;

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal escape sequences start with one.
const ESCAPES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\))/g;

export interface TextLines {
  push(piece: Uint8Array): string[];
  /** The last line, when it has no end. */
  end(): string[];
}

export function textLines(): TextLines {
  let decoder: TextDecoder | undefined;
  let rest = '';
  let endsInReturns: boolean | undefined;

  function split(text: string): string[] {
    if (text !== '') endsInReturns ??= !text.includes('\n') && /\r[^\r\n]/.test(text);
    const lines = text.split(endsInReturns ? '\r' : '\n');
    // A line that goes on and on is not looked at again with each piece.
    lines[0] = rest.length < MOST_CHARACTERS ? rest + lines[0]! : rest;
    rest = lines.pop()!;
    return lines.map(plain);
  }

  return {
    push(piece) {
      decoder ??= new TextDecoder(encodingOf(piece.subarray(0, LOOKED_AT)));
      return split(decoder.decode(piece, { stream: true }));
    },
    end() {
      const lines = split(decoder?.decode() ?? '');
      if (rest !== '') lines.push(plain(rest));
      rest = '';
      return lines;
    },
  };
}

function plain(line: string): string {
  const ended = line.endsWith('\r') ? line.slice(0, -1) : line;
  return ended.includes('\u001B') ? ended.replace(ESCAPES, '') : ended;
}
