import { html } from "../../../src/http/docs/html.ts";
import { hrefOf, pageAnswer, type ViewRequest } from "./page.ts";
import { spokenTime } from "./times.ts";

/** The metrics that events made, how often they came, and what they are mapped to. */
export function metricsPage(view: ViewRequest) {
  const { account, nowMs } = view;
  const rows = account.metrics.all().map((metric) => {
    const mappings = account.mappedMetrics.all().filter(({ metricId }) => metricId === metric.id);
    const flows = account.flows.all().filter(({ triggerMetricId }) => triggerMetricId === metric.id);
    return html`<tr><th scope="row"><a href="${hrefOf(view, "/", { metric: metric.name })}">${metric.name}</a></th>
<td class="number">${metric.events}</td><td>${spokenTime(metric.updated, nowMs, account.settings.timezone ?? "UTC")}</td>
<td>${mappings.map(({ id }) => id).join(", ") || "–"}</td><td class="number">${flows.length}</td></tr>`;
  });
  const content =
    rows.length === 0
      ? html`<p class="nothing">No metrics yet: the first event of a name makes one.</p>`
      : html`<div class="scroll" role="region" aria-label="Metrics" tabindex="0"><table>
<thead><tr><th scope="col">Metric</th><th scope="col" class="number">Events</th><th scope="col">Newest</th><th scope="col">Mapped as</th><th scope="col" class="number">Flows</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return pageAnswer(view, "/metrics", "Metrics", content);
}
