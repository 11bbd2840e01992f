/** The one JSON document of `test --reporter json`. Fields are never left out, but null. */

import { countsOf, type ScenarioResult } from '../../scenario/result.js';
import type { TestDocument } from '../documents.js';
import { jsonText } from '../text/text.js';

export function testJson(
  results: readonly ScenarioResult[],
  { seconds, of }: { seconds: number; of: number },
): string {
  const document: TestDocument = {
    ...countsOf(results),
    notRun: of - results.length,
    seconds: Math.round(seconds * 1000) / 1000,
    results: results.map(({ name, file, device, model, verdict, reason, happened, ...rest }) => ({
      name,
      file,
      device,
      model,
      verdict,
      reason: reason ?? null,
      seconds: Math.round(rest.seconds * 1000) / 1000,
      differences: rest.differences,
      outcome: happened?.outcome ?? null,
      at: happened?.at ?? null,
      status: happened?.status ?? null,
      why: happened?.why ?? null,
      signing: happened?.signing ?? null,
      transcript: happened?.transcript ?? [],
      screens: happened?.screens ?? [],
    })),
  };
  return jsonText(document);
}
