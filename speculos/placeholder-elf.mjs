// An ELF file without code, for tools that look into the app file before they start the emulator:
// ragger reads the sections `ledger.*`. The simulator reads no app file.
//
//   node speculos/placeholder-elf.mjs build/nanos2/bin/app.elf [bagl|nbgl]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const HEADER = 52;
const SECTION = 40;
const PROGBITS = 1;
const STRTAB = 3;

/** ELF32, little-endian, ARM: the file header, the contents of the sections, the section headers. */
export function placeholderElf(graphics = 'nbgl') {
  const sections = [
    { name: 'ledger.sdk_graphics', type: PROGBITS, data: Buffer.from(`${graphics}\n`) },
    { name: '.shstrtab', type: STRTAB },
  ];
  const names = Buffer.from(`\0${sections.map(({ name }) => `${name}\0`).join('')}`);
  let offset = HEADER;
  const table = [Buffer.alloc(SECTION)];
  const contents = [];
  for (const { name, type, data = names } of sections) {
    const header = Buffer.alloc(SECTION);
    header.writeUInt32LE(names.indexOf(`${name}\0`), 0);
    header.writeUInt32LE(type, 4);
    header.writeUInt32LE(offset, 16);
    header.writeUInt32LE(data.length, 20);
    header.writeUInt32LE(1, 32);
    table.push(header);
    contents.push(data);
    offset += data.length;
  }
  const header = Buffer.alloc(HEADER);
  header.write('\x7fELF\x01\x01\x01', 'latin1');
  header.writeUInt16LE(2, 16); // ET_EXEC
  header.writeUInt16LE(40, 18); // EM_ARM
  header.writeUInt32LE(1, 20);
  header.writeUInt32LE(offset, 32);
  header.writeUInt16LE(HEADER, 40);
  header.writeUInt16LE(SECTION, 46);
  header.writeUInt16LE(table.length, 48);
  header.writeUInt16LE(table.length - 1, 50);
  return Buffer.concat([header, ...contents, ...table]);
}

export function writePlaceholder(path, graphics) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, placeholderElf(graphics));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path, graphics] = process.argv.slice(2);
  if (path === undefined) {
    console.error('expected where to write the file: node placeholder-elf.mjs FILE [bagl|nbgl]');
    process.exit(2);
  }
  writePlaceholder(path, graphics);
}
