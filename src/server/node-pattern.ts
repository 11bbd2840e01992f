/**
 * A client's regular expression with a time limit: some patterns take for ever on some texts, and
 * would keep every other client waiting. V8 stops the search when the time is over.
 */
import { createContext, Script } from 'node:vm';
import type { Matches } from './automation.js';

/** Milliseconds for one text. */
const TIME = 50;

const script = new Script('pattern.lastIndex = 0; pattern.test(text)');

export const matchesInTime: Matches = (pattern, text) => {
  const context = createContext({ pattern, text });
  try {
    return script.runInContext(context, { timeout: TIME }) === true;
  } catch {
    return false;
  }
};
