/** Every format that is read, by the name `--format` takes, and what writes it. */
export const FORMATS = {
  recordstore: 'lines => and <=: recordings of ours, of RecordStore, ragger and ledgerctl',
  'ragger-console': 'console of ragger',
  'ledger-live-json': 'exported logs of Ledger Wallet, one JSON document',
  'ledger-live-lines': 'exported logs of Ledger Wallet, a JSON object on each line',
  'logs-console': 'console of @ledgerhq/logs',
  'dmk-json': "exported logs of the Device Management Kit's exporter",
  'dmk-lines': 'logs of the Device Management Kit, a JSON object on each line',
  'dmk-console': 'console of the Device Management Kit',
  speculos: 'console of Speculos',
  ledgercomm: 'console of ledgercomm',
  ledgerblue: 'console of ledgerblue',
  'ledger-go': 'log of ledger-go',
  'ledger-rs': 'log of ledger-rs',
  'hid-frames-text': 'USB reports as text: hidapi, WebHID, hidraw',
  curl: 'terminal with curl commands and their answers',
  'exchanges-json': 'JSON with command and response in each entry, as `import --json` prints it',
  cassette: 'a word for the direction in front of each APDU: YAML cassettes, many consoles',
  apdus: 'APDUs without a word for the direction: lines of hex, the last column of a table',
  har: 'HTTP archive of a browser',
  pcap: 'USB capture, pcap',
  pcapng: 'USB capture, pcapng',
  btsnoop: 'Bluetooth capture (not read)',
  unread: 'other captures and archives (named, not read)',
  gzip: 'anything of these, compressed by gzip',
  zip: 'anything of these in a zip archive',
} as const;

export type FormatName = keyof typeof FORMATS;

const REFUSED: readonly FormatName[] = ['btsnoop', 'unread'];

/** What a file can be read as; the others are known and refused. */
export const READABLE_FORMATS = (Object.keys(FORMATS) as FormatName[]).filter(
  (name) => !REFUSED.includes(name),
);
