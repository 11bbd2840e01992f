/**
 * Every command there is: help, README's table, the smoke test and completions are made of this list.
 * What can be typed for one is loaded when it is meant; see `<name>/command.ts`.
 */
import type { AddCommand } from './add-command.js';

export interface CommandFacts {
  /** As it is typed; of a part with the command it belongs to, such as `keys new`. */
  readonly name: string;
  /** Its description in the help. */
  readonly purpose: string;
  /**
   * One that works as it stands, in an empty folder: in the order of the list each finds the files
   * that those before it made (`scenarios/` is part of the package).
   */
  readonly example: string;
  /** What must be there beside files, for the example to work. */
  readonly needs?: string;
  /** Goes on until it is stopped. */
  readonly listens?: true;
  /** Names currencies: it takes `--currencies`. */
  readonly takesCurrencies?: true;
}

export interface ListedCommand extends CommandFacts {
  readonly load: () => Promise<AddCommand>;
  readonly parts?: readonly CommandFacts[];
}

const LEDGER = 'a Ledger on USB';
const BACKEND = 'a running backend';
const PROVIDER = '`provider serve`, running';

/** In the order of the help. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'run',
    purpose: 'run one flow on the simulated or another device, with defaults for everything',
    example: 'run swap --record swap.apdu',
    takesCurrencies: true,
    load: async () => (await import('./run/command.js')).addRun,
  },
  {
    name: 'replay',
    purpose: 'play recordings and logs to a device and compare every answer and screen',
    example: 'replay swap.apdu',
    load: async () => (await import('./replay/command.js')).addReplay,
  },
  {
    name: 'import',
    purpose: 'read APDUs from the log of any tool, a USB capture or an archive of them',
    example: 'import swap.apdu --out swap.pcap',
    load: async () => (await import('./import/command.js')).addImport,
  },
  {
    name: 'decode',
    purpose: 'say in words what passed between host and device, from any log of APDUs',
    example: 'decode swap.pcap',
    load: async () => (await import('./decode/command.js')).addDecode,
  },
  {
    name: 'diff',
    purpose: 'compare two recordings or logs of the same scenario, field by field',
    example: 'diff swap.apdu swap.pcap',
    load: async () => (await import('./diff/command.js')).addDiff,
  },
  {
    name: 'redact',
    purpose: 'take out of a log what says who somebody is, and sign it again with test keys',
    example: 'redact swap.apdu --out ticket.apdu',
    load: async () => (await import('./redact/command.js')).addRedact,
  },
  {
    name: 'page',
    purpose: 'write the reader: one HTML file that decodes logs and judges answers, offline',
    example: 'page --out reader.html',
    load: async () => (await import('./page/command.js')).addPage,
  },
  {
    name: 'sign',
    purpose: "make a provider's signed payload from fields and a private key",
    example: 'sign swap --example --case --out answer.json',
    takesCurrencies: true,
    load: async () => (await import('./sign/command.js')).addSign,
  },
  {
    name: 'check',
    purpose: "say what is wrong with a provider's signed payload, without a device",
    example: 'check answer.json',
    takesCurrencies: true,
    load: async () => (await import('./check/command.js')).addCheck,
  },
  {
    name: 'explain',
    purpose: 'what a finding or a status word means, and what to do',
    example: 'explain 6a81',
    load: async () => (await import('./explain/command.js')).addExplain,
  },
  {
    name: 'keys',
    purpose: 'partner keys and credentials: make, show, convert, sign, verify',
    example: 'keys --help',
    load: async () => (await import('./keys/command.js')).addKeys,
    parts: [
      {
        name: 'keys new',
        purpose: 'make a private key; it goes to a file only its owner can read',
        example: 'keys new --out partner.pem',
      },
      {
        name: 'keys show',
        purpose: 'the public key of a file in every form',
        example: 'keys show partner.pem',
      },
      {
        name: 'keys convert',
        purpose: 'write a key in another form',
        example: 'keys convert partner.pem --to compressed',
      },
      {
        name: 'keys credentials',
        purpose: "a partner's credentials, signed by the test authority, and its JSON forms",
        example: 'keys credentials --name Acme --key partner.pem',
      },
      {
        name: 'keys verify',
        purpose:
          "whether credentials are signed by Ledger's production key, its test key or neither",
        example: 'keys verify credentials.json',
        needs: "a partner's credentials",
      },
    ],
  },
  {
    name: 'addresses',
    purpose: "print the seed's addresses: what payout and refund must be to belong to the device",
    example: 'addresses BTC usdt-tron',
    takesCurrencies: true,
    load: async () => (await import('./addresses/command.js')).addAddresses,
  },
  {
    name: 'currencies',
    purpose: "search Ledger's currencies: LedgerId, ticker, decimals, coin app",
    example: 'currencies gemini dollar',
    takesCurrencies: true,
    load: async () => (await import('./currencies/command.js')).addCurrencies,
  },
  {
    name: 'screens',
    purpose: 'show the review a user would see, from its fields, without running a flow',
    example: 'screens --flow sell --model stax',
    load: async () => (await import('./screens/command.js')).addScreens,
  },
  {
    name: 'test',
    purpose: 'run scenarios on any device and compare with what they expect',
    example: 'test scenarios/user.yaml --jobs 2',
    takesCurrencies: true,
    load: async () => (await import('./test/command.js')).addTest,
  },
  {
    name: 'provider',
    purpose:
      "both sides of Ledger's provider API: a reference provider, its rules, and whether a backend keeps them",
    example: 'provider --help',
    load: async () => (await import('./provider/command.js')).addProvider,
    parts: [
      {
        name: 'provider rules',
        purpose: 'list what a provider must do, with how it is tested',
        example: 'provider rules --product swap',
      },
      {
        name: 'provider test',
        purpose: "play Ledger's backend and a device against a provider, rule by rule",
        example: 'provider test http://127.0.0.1:3000 --product swap',
        needs: BACKEND,
        takesCurrencies: true,
      },
      {
        name: 'provider serve',
        purpose: 'a complete reference provider: quotes, signed orders, statuses, webhooks',
        example: 'provider serve',
        listens: true,
      },
      {
        name: 'provider backend',
        purpose:
          "Ledger's side for a provider's developer: a page with whole journeys, pushes, quotes",
        example: 'provider backend --provider http://127.0.0.1:3000 --product swap',
        needs: BACKEND,
        listens: true,
        takesCurrencies: true,
      },
      {
        name: 'provider proxy',
        purpose: 'stand before a provider, pass everything through untouched, and judge it',
        example: 'provider proxy http://127.0.0.1:3000 --product swap',
        needs: BACKEND,
        listens: true,
        takesCurrencies: true,
      },
      {
        name: 'provider trigger',
        purpose: 'give an order of a running provider serve a status, and push it',
        example: 'provider trigger FINISHED ORDER',
        needs: PROVIDER,
      },
      {
        name: 'provider resend',
        purpose: 'send the status pushes of an order, or of all, once more',
        example: 'provider resend',
        needs: PROVIDER,
      },
    ],
  },
  {
    name: 'serve',
    purpose: "the simulator behind Speculos' HTTP API and APDU port",
    example: 'serve --model stax',
    listens: true,
    takesCurrencies: true,
    load: async () => (await import('./serve/command.js')).addServe,
  },
  {
    name: 'bridge',
    purpose: "another device behind Speculos' HTTP API: a Ledger on USB, an emulator",
    example: 'bridge --device usb',
    needs: LEDGER,
    listens: true,
    load: async () => (await import('./bridge/command.js')).addBridge,
  },
  {
    name: 'devices',
    purpose: 'list the Ledgers on USB and the app each has open',
    example: 'devices',
    needs: LEDGER,
    load: async () => (await import('./devices/command.js')).addDevices,
  },
  {
    name: 'doctor',
    purpose: 'look for what keeps a device away, and say how to fix it',
    example: 'doctor',
    load: async () => (await import('./doctor/command.js')).addDoctor,
  },
  {
    name: 'firmware',
    purpose: 'list the releases of the Exchange app: dates, devices, what each changed',
    example: 'firmware',
    load: async () => (await import('./firmware/command.js')).addFirmware,
    parts: [
      {
        name: 'firmware diff',
        purpose: 'say what a provider, a host and a user notice of another release',
        example: 'firmware diff 3.4.1 4.4.2',
      },
    ],
  },
  {
    name: 'completions',
    purpose: 'print what makes a shell complete commands, options and their values',
    example: 'completions bash',
    load: async () => (await import('./completions/command.js')).addCompletions,
  },
];

/** Commands and their parts. */
export const EVERY_COMMAND: readonly CommandFacts[] = COMMANDS.flatMap(({ parts = [], ...own }) => [
  own,
  ...parts,
]);

export function commandFacts(name: string): CommandFacts {
  const found = EVERY_COMMAND.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no command ${name} in src/cli/commands.ts`);
  return found;
}
