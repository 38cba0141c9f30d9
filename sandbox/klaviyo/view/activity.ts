import { type Html, html } from "../../../src/http/docs/html.ts";
import type { Account } from "../store/account.ts";
import type { StoredEvent } from "../store/events.ts";
import type { Profile } from "../store/profiles.ts";
import { hrefOf, pageAnswer, pageOf, type ViewRequest } from "./page.ts";
import { spokenTime } from "./times.ts";

/** Every event, newest first, as Klaviyo's activity feed shows it; a form narrows it by metric and customer. */
export function activityPage(view: ViewRequest) {
  const metric = view.query.get("metric") ?? "";
  const search = (view.query.get("email") ?? "").toLowerCase();
  const { account } = view;
  const events = account.ingestion.events.toReversed().filter((event) => {
    if (metric !== "" && metricNameOf(account, event) !== metric) return false;
    return search === "" || emailOf(account.profiles.find(event.profileId)).toLowerCase().includes(search);
  });
  const options = account.metrics
    .all()
    .map(({ name }) => html`<option${name === metric ? html` selected` : html``}>${name}</option>`);
  const form = html`<form class="narrow">
${view.accounts[0] === account.id ? html`` : html`<input type="hidden" name="account" value="${account.id}">`}
<label>Metric <select name="metric"><option value="">All</option>${options}</select></label>
<label>E-mail <input name="email" type="search" value="${view.query.get("email") ?? ""}"></label>
<button>Show</button>
</form>`;
  const { page, links } = pageOf(view, "/", events);
  const feed =
    page.length === 0
      ? html`<p class="nothing">No events yet.</p>`
      : html`<ol class="feed">${page.map((event) => eventRow(view, event))}</ol>`;
  return pageAnswer(view, "/", "Activity", html`${form}${feed}${links}`);
}

/** One line of the feed: avatar, name, e-mail address, metric, time, and every property behind "Details". */
export function eventRow(view: ViewRequest, event: StoredEvent): Html {
  const { account, nowMs } = view;
  const profile = account.profiles.find(event.profileId);
  const metric = metricNameOf(account, event);
  const when = spokenTime(event.timeSeconds * 1_000, nowMs, account.settings.timezone ?? "UTC");
  return html`<li>
${avatar(profile)}
<p class="who"><a href="${hrefOf(view, `/profiles/${event.profileId}`)}">${nameOf(profile)}</a><span>${emailOf(profile)}</span></p>
<p class="what">${metric}${event.backfill ? html` <span class="mark">backfill</span>` : html``}</p>
<p class="when"><time datetime="${new Date(event.timeSeconds * 1_000).toISOString()}">${when}</time></p>
<details><summary><span class="closed">Details</span><span class="open">Collapse</span><span class="hidden"> of ${metric} of ${nameOf(profile)}</span></summary>
<dl>${propertiesOf(event, metric).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</details>
</li>`;
}

export function avatar(profile: Profile | undefined): Html {
  return html`<span class="avatar" aria-hidden="true">${(nameOf(profile)[0] ?? "?").toUpperCase()}</span>`;
}

export function nameOf(profile: Profile | undefined): string {
  const parts = [profile?.attributes.get("first_name"), profile?.attributes.get("last_name")];
  return parts.filter((part) => typeof part === "string" && part !== "").join(" ") || emailOf(profile) || "Unknown";
}

export function emailOf(profile: Profile | undefined): string {
  const email = profile?.attributes.get("email");
  return typeof email === "string" ? email : "";
}

/** In alphabetical order; the value goes by the metric's name, as in Klaviyo. */
function propertiesOf(event: StoredEvent, metric: string): readonly [string, string][] {
  const all: Record<string, unknown> = { ...event.properties, $event_id: event.uniqueId };
  if (event.value !== null) all[`${metric} Value`] = `${event.value.toFixed(2)} ${event.valueCurrency ?? ""}`.trim();
  return Object.entries(all)
    .sort(([one], [other]) => one.localeCompare(other, "en"))
    .map(([name, value]) => [name, shown(value)]);
}

export function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join(", ");
  return JSON.stringify(value, null, 2);
}

function metricNameOf(account: Account, event: StoredEvent): string {
  return account.metrics.find(event.metricId)?.name ?? "";
}
