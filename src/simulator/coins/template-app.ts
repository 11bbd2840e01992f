/**
 * How apps made from Ledger's template take a command apart while they sign (app-boilerplate
 * src/apdu/dispatcher.c): class, instruction, P1 and P2, then whether there are data, each with a
 * status of its own.
 */
import type { Command } from '../../apdu/apdu.js';
import { parsePath } from './path.js';
import type { SigningContext, SigningStep } from './signing.js';
import { parseCommand, stays } from './standard-app.js';

/** The statuses these apps have in common. */
export const TEMPLATE_SW = {
  success: 0x9000,
  wrongP1P2: 0x6a86,
  wrongLength: 0x6a87,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
} as const;

/** One instruction of such an app. */
export interface TemplateInstruction<State> {
  takes(p1: number, p2: number, context: SigningContext): boolean;
  /** Whether a command without data is answered, too. */
  readonly withoutData?: (p1: number) => boolean;
  answer(state: State, command: Command, context: SigningContext): SigningStep<State>;
}

export interface TemplateApp<State> {
  /** In words. */
  readonly name: string;
  readonly cla: number;
  readonly instructions: Readonly<Record<number, TemplateInstruction<State>>>;
}

export function receiveCommand<State>(
  { name, cla, instructions }: TemplateApp<State>,
  state: State,
  apdu: Uint8Array,
  context: SigningContext,
): SigningStep<State> {
  const no = (status: number, what: string) => stays(state, status, { what });
  const command = parseCommand(apdu);
  if (command === null) {
    return no(TEMPLATE_SW.wrongLength, 'the length byte does not match the data');
  }
  if (command.cla !== cla) return no(TEMPLATE_SW.unknownClass, `not the ${name} app’s class`);
  const instruction = Object.hasOwn(instructions, command.ins)
    ? instructions[command.ins]
    : undefined;
  if (instruction === undefined) {
    return no(TEMPLATE_SW.unknownInstruction, `the ${name} app has no such instruction`);
  }
  const { p1, p2, data } = command;
  if (!instruction.takes(p1, p2, context)) {
    return no(TEMPLATE_SW.wrongP1P2, 'P1 and P2 do not go with this instruction');
  }
  if (data.length === 0 && instruction.withoutData?.(p1) !== true) {
    return no(TEMPLATE_SW.wrongLength, 'the command has no data');
  }
  return instruction.answer(state, command, context);
}

/** An instruction that answers the same whatever stands behind it: version, name, settings. */
export function tells<State>(data: Uint8Array): TemplateInstruction<State> {
  return {
    takes: (p1, p2) => p1 === 0 && p2 === 0,
    withoutData: () => true,
    answer: (state) => stays(state, TEMPLATE_SW.success, undefined, data),
  };
}

/** The path in front of the data, or the answer that refuses it. */
export function pathOrAnswer<State>(
  state: State,
  data: Uint8Array,
): readonly number[] | SigningStep<State> {
  const path = parsePath(data);
  if (path !== null) return path;
  const what = 'the derivation path cannot be read';
  return stays(state, TEMPLATE_SW.wrongLength, { what });
}
