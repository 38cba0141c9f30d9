import { type FlowTree, flowTree } from "./flow-tree.ts";
import type { FoundAccount } from "./found-account.ts";
import { type Kept, type Notice, type Plan, type Step, stepInWords } from "./plan.ts";
import type { ProvisionedObject } from "./provisioned-store.ts";
import type { Wanted } from "./wanted.ts";

/** A plan as people see it, in a terminal or drawn. */
export interface PlanReport {
  readonly account: { readonly id: string; readonly organization: string; readonly sender: string };
  /** The last is for everybody who speaks none of the others. */
  readonly languages: readonly string[];
  readonly steps: readonly { readonly kind: Step["kind"]; readonly text: string }[];
  readonly kept: readonly Kept[];
  readonly notices: readonly Notice[];
  readonly unchanged: number;
  readonly flows: readonly PlannedFlow[];
}

export interface PlannedFlow {
  readonly name: string;
  /** What the run does about it. */
  readonly change: "make" | "replace" | "change_emails" | "keep" | "none";
  /** In Klaviyo at the moment: `draft`, `manual`, `live`; null when it is not there. */
  readonly status: string | null;
  readonly tree: FlowTree;
}

export function reportPlan(
  wanted: Wanted,
  plan: Plan,
  found: FoundAccount,
  recorded: readonly ProvisionedObject[],
): PlanReport {
  const mails = new Map(wanted.mails.map((mail) => [mail.key, mail]));
  return {
    account: {
      id: found.account.publicApiKey,
      organization: found.account.organizationName,
      sender: `${found.sender.name} <${found.sender.email}>`,
    },
    languages: wanted.flows[0]?.languages ?? [],
    steps: plan.steps.map((step) => ({ kind: step.kind, text: stepInWords(step) })),
    kept: plan.kept,
    notices: plan.notices,
    unchanged: plan.unchanged,
    flows: wanted.flows.map((flow) => {
      const row = recorded.find(({ kind, key }) => kind === "flow" && key === flow.metric);
      return {
        name: flow.name,
        change: changeOf(plan, flow.metric),
        status: row === undefined ? null : (found.flows.get(row.klaviyoId)?.status ?? null),
        tree: flowTree(flow, mails),
      };
    }),
  };
}

function changeOf(plan: Plan, metric: string): PlannedFlow["change"] {
  for (const step of plan.steps) {
    if ((step.kind === "create_flow" || step.kind === "note_flow") && step.metric === metric) {
      return step.replaces === null ? "make" : "replace";
    }
  }
  if (plan.kept.some(({ kind, key }) => kind === "flow" && key === metric)) return "keep";
  const changesMails = plan.steps.some((step) => step.kind === "update_mail" && step.key.startsWith(`${metric}/`));
  return changesMails ? "change_emails" : "none";
}
