/** The one answer in a file or on standard input that `run` puts before the device. */
import { onlyDocument } from '../../check/answer/documents.js';
import { type CaseOptions, readCase } from '../../check/answer/read-case.js';
import type { CheckCase } from '../../check/check-case.js';
import { decodeText } from '../../codec/text.js';
import { InputError } from '../../errors.js';
import { placeName } from '../../report/result.js';
import { expected } from '../../shown.js';
import { bytesOfInput } from '../check/input.js';
import type { Io } from '../io.js';

/** @throws InputError for a file without an answer, with none that has a payload, or with many. */
export async function readResponse(
  file: string,
  options: CaseOptions,
  io: Pick<Io, 'stdin'>,
): Promise<CheckCase> {
  const name = placeName({ file });
  const text = decodeText(await bytesOfInput(file, io, '--response'));
  const document = await onlyDocument(text, { name, isYaml: /\.ya?ml$/i.test(file) });
  const answer = readCase(document.value, name, options, document.noticed);
  if (answer.payload.trim() !== '') return answer;
  const why = answer.noticed.find(({ code }) => code === 'ANSWER_IS_ERROR')?.evidence;
  throw new InputError(
    expected(name, 'text in providerSig.payload', `none${why === undefined ? '' : `. ${why}`}`),
  );
}
