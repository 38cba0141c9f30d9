import { EMAIL_METRICS } from "../templates/email-metrics.ts";
import type { FoundAccount } from "./found-account.ts";
import { emailsOf } from "./found-emails.ts";
import type { Notice } from "./plan.ts";
import type { ProvisionedObject } from "./provisioned-store.ts";
import type { Wanted } from "./wanted.ts";

/** What a person has to do in Klaviyo, or should know: no API sets these. */
export function noticesOf({
  wanted,
  recorded,
  found,
  unwritten,
}: {
  readonly wanted: Wanted;
  readonly recorded: readonly ProvisionedObject[];
  readonly found: FoundAccount;
  readonly unwritten: readonly string[];
}): Notice[] {
  const notices: Notice[] = [];
  const flowOf = (metric: string) => {
    const row = recorded.find(({ kind, key }) => kind === "flow" && key === metric);
    return row === undefined ? undefined : found.flows.get(row.klaviyoId);
  };
  if (unwritten.length > 0) {
    const fallback = wanted.flows[0]?.languages.at(-1) ?? "en";
    const message = `No mails are written in ${unwritten.join(", ")}: customers of these languages get those in ${fallback}.`;
    notices.push({ code: "language_unwritten", message });
  }
  const drafts = wanted.flows.flatMap(({ metric }) => {
    const flow = flowOf(metric);
    return flow !== undefined && flow.status === "draft" && !flow.archived ? [flow.name] : [];
  });
  if (drafts.length > 0) {
    notices.push({
      code: "set_live",
      message: `Drafts send nothing. Look at them in Klaviyo and set them live: ${drafts.join("; ")}.`,
    });
  }
  const old = recorded
    .filter(({ kind }) => kind === "old_flow")
    .flatMap(({ klaviyoId }) => found.flows.get(klaviyoId) ?? [])
    .filter(({ archived }) => !archived);
  if (old.length > 0) {
    notices.push({
      code: "switch_flows",
      message: `Newer flows took the place of ${old.map(({ name }) => name).join("; ")}. Set the newer ones live and archive these in one go, so that no mail goes out twice.`,
    });
  }
  const unmarked = wanted.flows.flatMap(({ metric, isTransactional }) => {
    const flow = isTransactional ? flowOf(metric) : undefined;
    return flow !== undefined && emailsOf(flow).some((email) => !email.isTransactional) ? [metric] : [];
  });
  if (unmarked.length > 0) {
    notices.push({
      code: "ask_for_transactional",
      message: `Klaviyo grants the transactional mark on request: open each e-mail of ${unmarked.join(", ")} and ask for it, so that customers who do not take marketing get them, too.`,
    });
  }
  const metrics = new Set(wanted.flows.map(({ metric }) => metric));
  const beside = EMAIL_METRICS.filter(
    (metric) => ["Shipped", "Out for delivery", "Delivered"].includes(metric) && metrics.has(metric),
  );
  if (metrics.has("Shipping Update") && beside.length > 0) {
    notices.push({
      code: "shipping_update_beside_shipped",
      message: `Shipping Update comes beside ${beside.join(", ")}: set that flow live or those, not both, or each parcel is told of twice.`,
    });
  }
  return notices;
}
