import { PROBLEMS, problemCodes } from "../problems/problem-codes.ts";
import { html, prose, renderPage } from "./html.ts";

/** Every error code with its meaning; an error's `type` points here. */
export function renderErrorsPage(): string {
  const codes = problemCodes();
  const sections = codes.map((code) => {
    const { status, title, retryable, whatToDo } = PROBLEMS[code];
    return html`<section id="${code}">
<h3><code>${code}</code></h3>
<p><strong>${status}</strong> ${title}. ${retryable ? "The same request may succeed later." : "The same request will fail again."}</p>
<p>${prose(whatToDo)}</p>
</section>`;
  });
  const navigation = html`<p class="title">Errors</p><ul>${codes.map((code) => html`<li><a href="#${code}">${code}</a></li>`)}</ul>
<h2>Further</h2><ul><li><a href="/docs">API</a></li></ul>`;
  const content = html`<h1>Errors</h1>
<p>${prose("Every error is one document, `application/problem+json` (RFC 9457), with a stable `code`.")}</p>${sections}`;
  return renderPage("centra-klaviyo: errors", navigation, content);
}
