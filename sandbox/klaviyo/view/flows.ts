import { html } from "../../../src/http/docs/html.ts";
import { setFlowStatus } from "../api/flow-emails.ts";
import type { Answer } from "../http/answer.ts";
import { flowDiagram } from "./flow-diagram.ts";
import { missingPage } from "./missing.ts";
import { hrefOf, pageAnswer, type ViewRequest } from "./page.ts";

export function flowsPage(view: ViewRequest) {
  const { account } = view;
  const rows = account.flows.all().map((flow) => {
    const mails = account.mails.sent.filter(({ flowId }) => flowId === flow.id).length;
    return html`<tr><th scope="row"><a href="${hrefOf(view, `/flows/${flow.id}`)}">${flow.name}</a></th>
<td><span class="status ${flow.status}">${flow.archived ? "archived" : flow.status}</span></td>
<td>${account.metrics.find(flow.triggerMetricId)?.name ?? "–"}</td>
<td>${
      account.tags
        .ofFlow(flow.id)
        .map(({ name }) => name)
        .join(", ") || "–"
    }</td><td class="number">${mails}</td></tr>`;
  });
  const content =
    rows.length === 0
      ? html`<p class="nothing">No flows yet. The command <code>emails apply</code> makes them.</p>`
      : html`<div class="scroll" role="region" aria-label="Flows" tabindex="0"><table>
<thead><tr><th scope="col">Flow</th><th scope="col">Status</th><th scope="col">Trigger</th><th scope="col">Tags</th><th scope="col" class="number">Mails</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return pageAnswer(view, "/flows", "Flows", content);
}

/** A flow as a picture, and the switch that a person has in Klaviyo. */
export function flowPage(view: ViewRequest, id: string) {
  const flow = view.account.flows.find(id);
  if (flow === undefined) return missingPage(view, "There is no such flow.");
  const next = flow.status === "live" ? "draft" : "live";
  return pageAnswer(
    view,
    "/flows",
    flow.name,
    html`<form class="switch" method="post" action="${hrefOf(view, `/flows/${id}/status`)}">
<p>Status: <span class="status ${flow.status}">${flow.status}</span></p>
<button name="status" value="${next}">${next === "live" ? "Set live" : "Back to draft"}</button>
</form>
${flowDiagram(view.account, flow)}`,
  );
}

export function changeFlowStatus(view: ViewRequest, id: string, form: URLSearchParams): Answer {
  const flow = view.account.flows.find(id);
  const status = form.get("status");
  if (flow === undefined) return missingPage(view, "There is no such flow.");
  if (status === "live" || status === "draft") setFlowStatus(flow, status, view.nowMs);
  return { status: 303, headers: { location: hrefOf(view, `/flows/${id}`) }, body: "" };
}
