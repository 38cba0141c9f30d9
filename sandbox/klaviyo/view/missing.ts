import { html } from "../../../src/http/docs/html.ts";
import { hrefOf, pageAnswer, type ViewRequest } from "./page.ts";

export function missingPage(view: ViewRequest, text: string) {
  const content = html`<p>${text}</p><p><a href="${hrefOf(view, "/")}">To the activity</a></p>`;
  return pageAnswer(view, "", "Not here", content, 404);
}
