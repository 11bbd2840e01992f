/**
 * Modules in ASCII. V8 keeps a text of which one character is beyond Latin-1 in two bytes for each:
 * a command would read, and move about, twice the code for the sake of an ellipsis.
 */

const BEYOND = /[^\0-\x7f]/g;

const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** In texts, templates and regular expressions alike; a raw template alone would tell the difference. */
export const inAscii = {
  name: 'in-ascii',
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.code.includes('.raw`'))
        throw new Error(`${file.fileName}: expected no raw template`);
      file.code = file.code.replace(BEYOND, escaped);
    }
  },
};
