/**
 * What a checkout of app-exchange says of its release: version, commands, status words, constants,
 * and the messages with their sizes. Only what stands in a file as a number is read.
 */
import { InputError } from '../../errors.js';
import { expected } from '../../shown.js';

/** Text of a file of the checkout, by its path; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

export interface SourceField {
  readonly number: number;
  /** `string`, `bytes`, `uint32` or the name of a message. */
  readonly type: string;
  /** nanopb's max_size, the NUL of a text included; absent for other types. */
  readonly maxSize?: number;
}

export interface Source {
  /** With its suffix: `3.4.0-rc1`. */
  readonly version: string;
  /** Enum members by name. */
  readonly commands: Numbers;
  readonly statusWords: Numbers;
  /** Constants of src/globals.h that are numbers. */
  readonly constants: Numbers;
  /** Message, then field. */
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, SourceField>>;
}

type Numbers = ReadonlyMap<string, number>;

const FILES = {
  makefile: 'Makefile',
  commands: 'src/commands.h',
  statusWords: 'src/swap_errors.h',
  constants: 'src/globals.h',
  messages: 'src/proto/protocol.proto',
  sizes: 'src/proto/protocol.options',
} as const;

/** Characters of a file of the app; the longest has a tenth. */
const LONGEST = 1_000_000;

/** @throws InputError for a folder that is no checkout of the app, naming what is missing in it. */
export function readSource(readFile: ReadFile): Source {
  const text = (file: keyof typeof FILES) => {
    const found = readFile(FILES[file]);
    if (found !== undefined && found.length <= LONGEST) return uncommented(found);
    throw new InputError(
      expected(
        undefined,
        'a checkout of app-exchange',
        `${found === undefined ? 'no' : 'too long a'} ${FILES[file]} in it`,
      ),
    );
  };
  return {
    version: versionOf(text('makefile')),
    commands: enumMembers(text('commands'), 'command_e', FILES.commands),
    statusWords: enumMembers(text('statusWords'), 'swap_error_e', FILES.statusWords),
    constants: constantsOf(text('constants')),
    messages: messagesOf(text('messages'), sizesOf(text('sizes'))),
  };
}

const uncommented = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

function versionOf(makefile: string): string {
  const value = (name: string) =>
    new RegExp(`^${name}[ \\t]*:?=[ \\t]*"?([^"\\n#]*?)"?[ \\t]*$`, 'm').exec(makefile)?.[1];
  const version = value('APPVERSION')?.replace(/\$\((\w+)\)/g, (_, name) => value(name) ?? '');
  if (version !== undefined && /^\d+\.\d+\.\d+/.test(version)) return version;
  throw new InputError(
    expected(undefined, `APPVERSION in the ${FILES.makefile}`, 'none that is a version'),
  );
}

/** Members with a number of their own of `typedef enum { … } NAME;`. */
function enumMembers(text: string, name: string, file: string): Numbers {
  const bodies = [...text.matchAll(/\benum\s*\{([^}]*)\}\s*(\w+)\s*;/g)];
  const body = bodies.find(([, , found]) => found === name)?.[1];
  if (body === undefined)
    throw new InputError(expected(undefined, `the enum ${name} in ${file}`, 'none'));
  const members = [...body.matchAll(/\b([A-Z]\w*)\s*=\s*(0x[0-9a-fA-F]+|\d+)/g)];
  return new Map(members.map(([, member, value]) => [member!, Number(value)]));
}

function constantsOf(text: string): Numbers {
  const found = text.matchAll(/^[ \t]*#define[ \t]+(\w+)[ \t]+(0x[0-9a-fA-F]+|\d+)U?[ \t]*$/gm);
  return new Map([...found].map(([, name, value]) => [name!, Number(value)]));
}

function messagesOf(text: string, sizes: Numbers): Source['messages'] {
  const messages = [...text.matchAll(/\bmessage\s+(\w+)\s*\{([^}]*)\}/g)];
  return new Map(
    messages.map(([, message = '', body = '']) => {
      const fields = [...body.matchAll(/\b(\w+)\s+(\w+)\s*=\s*(\d+)\s*;/g)];
      const of = ([, type = '', field = '', number]: RegExpExecArray): [string, SourceField] => {
        const maxSize = sizes.get(`${message}.${field}`);
        return [
          field,
          { number: Number(number), type, ...(maxSize === undefined ? {} : { maxSize }) },
        ];
      };
      return [message, new Map(fields.map(of))];
    }),
  );
}

/** By message and field, the package left out. */
function sizesOf(text: string): Numbers {
  const found = text.matchAll(/\b(\w+\.\w+)\s+max_size\s*:\s*(\d+)/g);
  return new Map([...found].map(([, name, size]) => [name!, Number(size)]));
}
