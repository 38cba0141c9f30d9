import type { EmailMetric } from "../templates/email-metrics.ts";
import type { FoundAccount } from "./found-account.ts";
import { noticesOf } from "./notices.ts";
import type { Kept, Plan, Step } from "./plan.ts";
import { type FlowPlan, planFlow, planOldFlow } from "./plan-flows.ts";
import { planMail } from "./plan-mails.ts";
import { planTemplate } from "./plan-templates.ts";
import type { ObjectKind, ProvisionedObject } from "./provisioned-store.ts";
import type { Wanted } from "./wanted.ts";

export interface PlanInput {
  readonly wanted: Wanted;
  readonly recorded: readonly ProvisionedObject[];
  readonly found: FoundAccount;
  /** Also what a person changed or deleted in Klaviyo is written anew. */
  readonly force: boolean;
  /** Languages of the shop that no mail is written in. */
  readonly unwritten?: readonly string[];
}

/**
 * The steps from what an account has to what it should have, in the order in which they can be done. Pure. What a person changed, deleted or
 * archived in Klaviyo is left as it is, and told.
 */
export function makePlan({ wanted, recorded, found, force, unwritten = [] }: PlanInput): Plan {
  const rowOf = (kind: ObjectKind, key: string) => recorded.find((row) => row.kind === kind && row.key === key);
  const mails = new Map(wanted.mails.map((mail) => [mail.key, mail]));
  const steps: Step[] = [];
  const kept: Kept[] = [];
  let unchanged = 0;
  const take = (verdict: Step | Kept | "unchanged"): void => {
    if (verdict === "unchanged") unchanged += 1;
    else if ("reason" in verdict) kept.push(verdict);
    else steps.push(verdict);
  };

  const missing = wanted.metrics.filter((metric) => !found.metrics.has(metric));
  if (missing.length > 0) steps.push({ kind: "seed_metrics", metrics: missing });

  const flowPlans = new Map<EmailMetric, FlowPlan>(
    wanted.flows.map((flow) => [flow.metric, planFlow(flow, rowOf("flow", flow.metric), found, { mails, force })]),
  );
  for (const mail of wanted.mails) {
    const isNeeded = flowPlans.get(mail.metric)?.isMade ?? false;
    take(planTemplate(mail, rowOf("template", mail.key), found.templates, { force, isNeeded }));
  }
  const keptTemplates = new Set(kept.map(({ key }) => key));

  const maps: Step[] = [];
  for (const { id, metric } of wanted.mappings) {
    const target = found.mapped.get(id) ?? null;
    if (target !== null && target === found.metrics.get(metric)) unchanged += 1;
    else if (force || (target === null && rowOf("mapping", id) === undefined))
      maps.push({ kind: "map_metric", id, metric });
    else {
      const is = target === null ? "mapped to nothing" : "mapped to another metric";
      const message = `${id} is ${is} in Klaviyo, not to ${metric}; it stays so unless you ask for it.`;
      kept.push({ kind: "mapping", key: id, reason: "edited", message });
    }
  }

  for (const flow of wanted.flows) {
    const plan = flowPlans.get(flow.metric);
    if (plan === undefined) continue;
    steps.push(...plan.steps);
    kept.push(...plan.kept);
    const { stays } = plan;
    if (stays !== null) {
      unchanged += 1;
      for (const mail of wanted.mails.filter(({ metric }) => metric === flow.metric)) {
        const isTemplateKept = keptTemplates.has(mail.key);
        take(planMail(mail, rowOf("mail", mail.key), stays, found, { force, isTemplateKept }));
      }
    }
    const flowId = stays?.id ?? null;
    const isNew = plan.steps.length > 0;
    if (isNew || (flowId !== null && rowOf("tag", flowId) === undefined)) {
      steps.push({ kind: "tag_flow", metric: flow.metric, flowId: isNew ? null : flowId });
    }
    // Between two flows Klaviyo wants a pause of a second: a mapping has its place in it.
    steps.push(...maps.splice(0, 1));
  }
  steps.push(...maps);

  for (const row of recorded.filter(({ kind }) => kind === "old_flow")) {
    const step = planOldFlow(row, found);
    if (step !== "stays") steps.push(step);
  }
  return { steps, kept, notices: noticesOf({ wanted, recorded, found, unwritten }), unchanged };
}
