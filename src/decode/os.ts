/** Commands that the OS or the dashboard answers, whatever app is open. */
import { textOf, toHex } from '../bytes.js';
import type { DecodedField } from './decoded.js';
import { text } from './fields.js';

interface OsCommand {
  readonly cla: number;
  readonly ins: number;
  readonly name: string;
  /** For people who watch. */
  readonly words: string;
  command?(data: Uint8Array, apdu: Uint8Array): DecodedField[];
  answer?(data: Uint8Array): DecodedField[];
}

const COMMANDS: readonly OsCommand[] = [
  {
    cla: 0xb0,
    ins: 0x01,
    name: 'GET_APP_AND_VERSION',
    words: 'Which app is open?',
    answer: appAndVersion,
  },
  {
    cla: 0xb0,
    ins: 0x06,
    name: 'LOAD_CERTIFICATE',
    words: 'Load a certificate',
    command: (data, apdu) => [
      { name: 'keyUsage', value: `${apdu[2]}` },
      { name: 'certificate', value: toHex(data), size: data.length },
    ],
  },
  { cla: 0xb0, ins: 0xa7, name: 'CLOSE_APP', words: 'Close the app' },
  {
    cla: 0xe0,
    ins: 0xd8,
    name: 'OPEN_APP',
    words: 'Open an app',
    command: (data) => [{ name: 'app', value: text(data), size: data.length }],
  },
];

/** Class E0 is the dashboard's only for instructions the Exchange app does not have. */
export function osCommand(apdu: Uint8Array): OsCommand | undefined {
  const [cla, ins] = apdu;
  const known = COMMANDS.find((command) => command.cla === cla && command.ins === ins);
  if (known !== undefined || cla !== 0xb0) return known;
  const name = `B0 ${toHex(apdu.subarray(1, 2))} of the OS`;
  return { cla: 0xb0, ins: ins ?? 0, name, words: 'Unknown command' };
}

function appAndVersion(data: Uint8Array): DecodedField[] {
  const app = runningApp(data);
  if (app === undefined) return [];
  const { name, version, behind } = app;
  const [flagsSize = 0] = behind;
  const flags = behind.subarray(1, 1 + flagsSize);
  const rest = behind.subarray(1 + flagsSize);
  return [
    { name: 'app', value: name },
    { name: 'version', value: version },
    ...(behind.length === 0 ? [] : [{ name: 'flags', value: toHex(flags), size: flags.length }]),
    ...(rest.length === 0 ? [] : [{ name: 'behind', value: toHex(rest), size: rest.length }]),
  ];
}

export interface RunningApp {
  readonly name: string;
  readonly version: string;
  /** What follows: flags behind their length, on today's devices. */
  readonly behind: Uint8Array;
}

/** Name and version out of the answer to B0 01; undefined for another format. */
export function runningApp(data: Uint8Array): RunningApp | undefined {
  const nameSize = data[1];
  if (data[0] !== 1 || nameSize === undefined) return undefined;
  const versionSize = data[2 + nameSize] ?? 0;
  return {
    name: textOf(data.subarray(2, 2 + nameSize)),
    version: textOf(data.subarray(3 + nameSize, 3 + nameSize + versionSize)),
    behind: data.subarray(3 + nameSize + versionSize),
  };
}
