import { type Html, html } from "../../../src/http/docs/html.ts";
import type { ProfileCondition, ProfileFilter } from "../shapes/flow-shape.ts";
import type { Account } from "../store/account.ts";
import type { Flow } from "../store/flows.ts";

/** The flow as Klaviyo draws it: the trigger on top, a split's YES and NO below it. Nested lists, so that it can be read without sight. */
export function flowDiagram(account: Account, flow: Flow): Html {
  const metric = account.metrics.find(flow.triggerMetricId)?.name ?? "";
  const filter = flow.profileFilter
    ? html`<p class="small">Only who: ${filterInWords(account, flow.profileFilter)}</p>`
    : html``;
  return html`<div class="scroll diagram" role="region" aria-label="The flow" tabindex="0">
<ul class="steps"><li><div class="card trigger"><p class="kind">Trigger</p><p>When someone ${metric}.</p>${filter}</div>
${stepsFrom(account, flow, flow.entryActionId)}</li></ul></div>`;
}

function stepsFrom(account: Account, flow: Flow, id: string | null | undefined): Html {
  const action = flow.actions.find((one) => one.id === id);
  if (action === undefined) return html`<ul class="steps"><li><p class="end">End</p></li></ul>`;
  const { definition } = action;
  switch (definition.type) {
    case "conditional-split":
      return html`<ul class="steps"><li><div class="card"><p class="kind">Conditional split</p>
<p>${definition.data?.profile_filter ? filterInWords(account, definition.data.profile_filter) : "Everybody."}</p></div>
<ul class="branches">
<li><p class="branch yes">YES</p>${stepsFrom(account, flow, definition.links?.next_if_true)}</li>
<li><p class="branch no">NO</p>${stepsFrom(account, flow, definition.links?.next_if_false)}</li>
</ul></li></ul>`;
    case "time-delay":
      return html`<ul class="steps"><li><div class="card"><p class="kind">Time delay</p><p>Wait ${definition.data.value} ${definition.data.unit}.</p></div>
${stepsFrom(account, flow, definition.links?.next)}</li></ul>`;
    case "send-email": {
      const message = definition.data?.message ?? {};
      const status = definition.data?.status ?? "draft";
      const next = definition.links?.next;
      return html`<ul class="steps"><li><div class="card email"><p class="kind">Email</p><p>${message.name ?? "–"}</p>
<p class="small">${message.subject_line ?? ""}</p><p><span class="status ${status}">${status}</span>${message.transactional ? html` <span class="mark">transactional</span>` : html``}</p></div>
${next ? stepsFrom(account, flow, next) : html``}</li></ul>`;
    }
  }
}

function filterInWords(account: Account, filter: ProfileFilter): string {
  const groups = filter.condition_groups.map(({ conditions }) =>
    conditions.map((one) => conditionInWords(account, one)).join(" or "),
  );
  return `${groups.join(" and ")}.`;
}

function conditionInWords(account: Account, condition: ProfileCondition): string {
  if (condition.type === "profile-metric") {
    const { metric_id, measurement_filter: count, timeframe_filter: since } = condition;
    const name = account.metrics.find(metric_id)?.name ?? metric_id;
    const times = `${count.operator === "equals" ? "" : "more than "}${count.value} times`;
    return `${name} ${times} ${since.operator === "flow-start" ? "since starting this flow" : "over all time"}`;
  }
  const name = /^properties\[(['"])(.*)\1\]$/.exec(condition.property)?.[2] ?? condition.property;
  const { filter } = condition;
  if (filter.type === "existence") return `${name} ${filter.operator === "is-set" ? "is set" : "is not set"}`;
  const wanted = Array.isArray(filter.value) ? filter.value.join(", ") : String(filter.value ?? "");
  return `${name} ${filter.operator.replaceAll("-", " ")} ${wanted}`;
}
