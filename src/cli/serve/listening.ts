/** Where `serve` and `bridge` listen, and who may speak to them. */
import type { Command } from 'commander';
import { collected } from '../options/collected.js';
import { jsonOption } from '../options/json.js';

export function addListening(command: Command, apiPort: string, apduPort: string): void {
  command
    .optionsGroup('Server:')
    .option('--api-port <port>', 'HTTP; 0 for any that is free', apiPort)
    .option(
      '--apdu-port <port>',
      `commands over TCP; 0 for any that is free (default: ${apduPort})`,
    )
    .option('--no-apdu-port', 'HTTP only')
    .option('--host <address>', 'where HTTP listens (default: 127.0.0.1)')
    .option('--allow-remote', 'needed, with a token, for any --host beyond this machine')
    .option('--token-file <file>', 'a token that is asked of every client (or EXCHANGE_SIM_TOKEN)')
    .option('--token <text>', 'the same; may be seen in the list of processes')
    .option('--allow-origin <origin>', 'web pages that may use the server (repeatable)', collected)
    .optionsGroup('Output:')
    .option('-v, --verbose', 'tell each refusal with its reason, on stderr')
    .addOption(jsonOption('one JSON document when ready'));
}
