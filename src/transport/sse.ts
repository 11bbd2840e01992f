/**
 * Server-sent events from a stream of bytes, however it is cut: in the middle of a line, of a line
 * end, of a character. Only `data` is kept; a client of text events needs nothing else.
 * Source: HTML Living Standard, 9.2 "Server-sent events".
 */

/** More than any event of an emulator; a server that sends a longer one is not one. */
const MAX_EVENT = 64 * 1024;

export interface SseReader {
  /**
   * Data of the events that these bytes complete.
   * @throws RangeError when an event is longer than 64 KiB.
   */
  add(chunk: Uint8Array): string[];
}

export function sseReader(): SseReader {
  const decoder = new TextDecoder();
  let line = '';
  let data: string[] | undefined;
  let size = 0;
  let afterReturn = false;

  function endLine(events: string[]): void {
    if (line === '') {
      if (data !== undefined) events.push(data.join('\n'));
      data = undefined;
      size = 0;
    } else {
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === 'data') {
        data ??= [];
        data.push(value);
      }
    }
    line = '';
  }

  return {
    add(chunk) {
      const events: string[] = [];
      for (const char of decoder.decode(chunk, { stream: true })) {
        const follows = afterReturn && char === '\n';
        afterReturn = char === '\r';
        if (follows) continue;
        if (char === '\r' || char === '\n') {
          endLine(events);
          continue;
        }
        line += char;
        size++;
        if (size > MAX_EVENT) throw new RangeError(`an event longer than ${MAX_EVENT} characters`);
      }
      return events;
    },
  };
}
