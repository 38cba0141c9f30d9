import type { MappingId } from "../../klaviyo/setup/metrics.ts";
import type { MetricName } from "../../metrics/metric-event.ts";
import type { EmailMetric } from "../templates/email-metrics.ts";
import type { ObjectKind } from "./provisioned-store.ts";

/** One thing to do. Each is a request or two, and is recorded when it is done, so that a run that breaks off goes on after it. */
export type Step =
  | { readonly kind: "seed_metrics"; readonly metrics: readonly MetricName[] }
  | { readonly kind: "create_template"; readonly key: string }
  | { readonly kind: "update_template"; readonly key: string; readonly id: string }
  /** It is there as it should be, and only our record is missing: a run broke off between the two. */
  | { readonly kind: "note_template"; readonly key: string; readonly id: string }
  | {
      readonly kind: "create_flow";
      readonly metric: EmailMetric;
      readonly name: string;
      readonly replaces: string | null;
    }
  | {
      readonly kind: "note_flow";
      readonly metric: EmailMetric;
      readonly name: string;
      readonly id: string;
      readonly replaces: string | null;
    }
  | { readonly kind: "update_mail"; readonly key: string; readonly flowId: string; readonly actionId: string }
  | { readonly kind: "note_mail"; readonly key: string; readonly actionId: string }
  | { readonly kind: "tag_flow"; readonly metric: EmailMetric; readonly flowId: string | null }
  | { readonly kind: "remove_flow"; readonly id: string; readonly name: string }
  | { readonly kind: "forget_flow"; readonly id: string }
  | { readonly kind: "map_metric"; readonly id: MappingId; readonly metric: MetricName };

/** An object that is left as a person made it. */
export interface Kept {
  readonly kind: ObjectKind;
  readonly key: string;
  readonly reason: "edited" | "deleted" | "archived" | "not_ours";
  readonly message: string;
}

/** Something that only a person can do in Klaviyo, or should know. */
export interface Notice {
  readonly code:
    | "language_unwritten"
    | "set_live"
    | "switch_flows"
    | "ask_for_transactional"
    | "shipping_update_beside_shipped";
  readonly message: string;
}

export interface Plan {
  readonly steps: readonly Step[];
  readonly kept: readonly Kept[];
  readonly notices: readonly Notice[];
  /** Objects that are there as they should be. */
  readonly unchanged: number;
}

/** What a step does, for people. */
export function stepInWords(step: Step): string {
  switch (step.kind) {
    case "seed_metrics":
      return `Make the metrics ${step.metrics.join(", ")} with an event each that sends no mail`;
    case "create_template":
      return `Make the template ${step.key}`;
    case "update_template":
      return `Change the template ${step.key}`;
    case "note_template":
      return `Note the template ${step.key}, which is there already`;
    case "create_flow":
      return step.replaces === null
        ? `Make the flow ${step.name}, as a draft`
        : `Make the flow ${step.name}, as a draft, in place of the one before: a flow's build cannot be changed`;
    case "note_flow":
      return `Note the flow ${step.name}, which is there already`;
    case "update_mail":
      return `Change the e-mail ${step.key} in its flow`;
    case "note_mail":
      return `Note the e-mail ${step.key}, which is as it should be`;
    case "tag_flow":
      return `Tag the flow of ${step.metric}`;
    case "remove_flow":
      return `Delete the flow ${step.name}: a draft that another took the place of, and that nobody changed`;
    case "forget_flow":
      return "Forget an old flow that is gone";
    case "map_metric":
      return `Map ${step.id} to ${step.metric}`;
  }
}
