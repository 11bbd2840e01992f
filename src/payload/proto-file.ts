/** Text of `proto/exchange.proto`, made from the one table; `scripts/build-proto.mjs` writes it. */
import { MESSAGES, type Message, U_DECIMAL } from './messages.js';

export function protoFile(): string {
  const messages = [U_DECIMAL, ...Object.values(MESSAGES)].map(messageText);
  return `// Made by scripts/build-proto.mjs from src/payload/messages.ts. Do not edit.
// The messages a provider signs, as the Exchange app decodes them. Longest values: see the
// firmware profiles in src/firmware.
syntax = "proto3";

package ledger_swap;

${messages.join('\n')}`;
}

function messageText({ name, fields }: Message): string {
  const lines = fields.map((field) => {
    const type = field.type === 'message' ? field.of.name : field.type;
    return `  ${type} ${field.name} = ${field.number};`;
  });
  return `message ${name} {\n${lines.join('\n')}\n}\n`;
}
