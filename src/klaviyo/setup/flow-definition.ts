import { z } from "zod";

/** A flow as Klaviyo's API takes and gives it (OpenAPI, FlowDefinition), as far as it is used here. Ids are Klaviyo's own, temporary ones only on creation. */
export interface FlowDefinition {
  readonly triggers: readonly { readonly type: "metric"; readonly id: string }[];
  readonly profile_filter: ProfileFilter | null;
  readonly reentry_criteria: { readonly duration: number; readonly unit: "alltime" };
  readonly entry_action_id: string;
  readonly actions: readonly FlowAction[];
}

export interface ProfileFilter {
  /** Joined by "and"; the conditions of a group by "or". */
  readonly condition_groups: readonly { readonly conditions: readonly FlowCondition[] }[];
}

export type FlowCondition =
  | {
      readonly type: "profile-property";
      readonly property: string;
      readonly filter:
        | { readonly type: "string"; readonly operator: "equals"; readonly value: string }
        | { readonly type: "string"; readonly operator: "in"; readonly value: readonly string[] };
    }
  | {
      readonly type: "profile-metric";
      readonly metric_id: string;
      readonly measurement: "count";
      readonly measurement_filter: { readonly type: "numeric"; readonly operator: "equals"; readonly value: number };
      readonly timeframe_filter: { readonly type: "date"; readonly operator: "flow-start" };
    };

export type FlowAction =
  | {
      readonly temporary_id: string;
      readonly type: "conditional-split";
      readonly links: { readonly next_if_true: string; readonly next_if_false: string };
      readonly data: { readonly profile_filter: ProfileFilter };
    }
  | {
      readonly temporary_id: string;
      readonly type: "time-delay";
      readonly links: { readonly next: string };
      readonly data: { readonly unit: "hours"; readonly value: number };
    }
  | {
      readonly temporary_id: string;
      readonly type: "send-email";
      readonly links: { readonly next: null };
      readonly data: { readonly status: "draft"; readonly message: FlowMessage };
    };

export interface FlowMessage {
  readonly name: string;
  readonly from_email: string;
  readonly from_label: string;
  readonly subject_line: string;
  readonly preview_text: string;
  readonly template_id: string;
  readonly smart_sending_enabled: boolean;
  readonly transactional: boolean;
  readonly add_tracking_params: boolean;
}

/** A definition as it is read: whatever a person may have made of it. */
export const readDefinition = z.looseObject({
  triggers: z.array(z.looseObject({})),
  entry_action_id: z.string().nullish(),
  actions: z.array(
    z.looseObject({
      id: z.coerce.string(),
      type: z.string(),
      links: z.record(z.string(), z.string().nullable()).nullish(),
      data: z
        .looseObject({ message: z.looseObject({ id: z.string().nullish(), name: z.string().nullish() }).nullish() })
        .nullish(),
    }),
  ),
});

export type ReadDefinition = z.infer<typeof readDefinition>;
export type ReadAction = ReadDefinition["actions"][number];
