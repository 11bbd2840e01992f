/** Characters of text fields. */
import { findings } from '../entry.js';

export const TEXT_FINDINGS = findings({
  TEXT_CONTROL_CHARACTER: {
    title: 'A control character in a text',
    why: 'A NUL ends the text for the device, a line end breaks the screen, others are left out.',
    fix: 'Remove it.',
    example: 'An address with a line end from a file.',
    severity: 'error',
  },
  TEXT_NOT_ASCII: {
    title: 'A text has characters outside ASCII',
    why: 'The screen leaves them out: the user reads something else than was meant.',
    fix: 'Use plain ASCII in everything the device shows.',
    example: 'account_name "Carte débit" is shown as "Carte dbit".',
    severity: 'wrong-on-screen',
  },
  TEXT_WHITESPACE: {
    title: 'A text begins or ends with a blank',
    why: 'Texts are taken as they are: an address with a blank is another one for the coin app.',
    fix: 'Trim it.',
    example: '"bc1q… " with a blank at the end.',
    severity: 'error',
  },
});
