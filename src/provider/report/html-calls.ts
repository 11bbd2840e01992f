/** Calls in the HTML report: request, answer, and the line to repeat it. */
import { html } from 'hono/html';
import { curlLine } from './curl.js';
import { shownText } from './html-text.js';
import type { ShownExchange } from './redacted.js';

type Headers = readonly (readonly [name: string, value: string])[];

/** @param isOpen unfolded from the start: those behind a failure. */
export function callDetails(call: ShownExchange, isOpen: boolean) {
  const { number, request, answer, failure, milliseconds } = call;
  const outcome = answer === undefined ? 'no answer' : String(answer.status);
  const title = `Call ${number}: ${request.method} ${request.url}, ${outcome} in ${milliseconds} ms`;
  const inside = html`<summary>${shownText(title)}</summary>
    <div id="call-${number}">
      <p class="quiet">Request (${shownText(request.operation)})</p>
      <pre>${shownText(headText(`${request.method} ${request.url}`, request.headers, request.body))}</pre>
      <p class="quiet">Answer</p>
      <pre>${shownText(
        answer === undefined
          ? (failure ?? 'none')
          : headText(String(answer.status), answer.headers, answer.body),
      )}</pre>
      <p class="quiet">To repeat it</p>
      <pre>${shownText(curlLine(call))}</pre>
    </div>`;
  return isOpen ? html`<details open>${inside}</details>` : html`<details>${inside}</details>`;
}

function headText(first: string, headers: Headers, body = ''): string {
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return body === '' ? lines.join('\n') : `${lines.join('\n')}\n\n${body}`;
}
