import type { FlowAction, FlowCondition, FlowDefinition, FlowMessage } from "../../klaviyo/setup/flow-definition.ts";
import type { FlowStep, FlowTree } from "./flow-tree.ts";
import type { WantedMail } from "./wanted.ts";

export interface Sender {
  readonly email: string;
  readonly name: string;
}

export interface DefinitionParts {
  /** Klaviyo's id of a metric. */
  readonly metricId: (name: string) => string;
  /** By the mail's key. */
  readonly templateId: (key: string) => string;
  readonly mails: ReadonlyMap<string, WantedMail>;
  readonly sender: Sender;
  readonly isTransactional: boolean;
}

/**
 * The definition of a flow as Klaviyo takes it on creation. Everybody may enter again, since each event is a mail; its e-mails are drafts, and
 * neither smart sending nor tracking parameters touch them.
 */
export function flowDefinition(tree: FlowTree, parts: DefinitionParts): FlowDefinition {
  const actions: FlowAction[] = [];
  const add = (step: FlowStep): string => {
    const id = `step-${actions.length + 1}`;
    switch (step.kind) {
      case "wait": {
        const at = actions.length;
        const action = (next: string): FlowAction => ({
          temporary_id: id,
          type: "time-delay",
          links: { next },
          data: { unit: "hours", value: step.hours },
        });
        actions.push(action(""));
        actions[at] = action(add(step.next));
        return id;
      }
      case "split": {
        const at = actions.length;
        const profile_filter = { condition_groups: [{ conditions: [speaks(step.languages)] }] };
        const action = (next_if_true: string, next_if_false: string): FlowAction => ({
          temporary_id: id,
          type: "conditional-split",
          links: { next_if_true, next_if_false },
          data: { profile_filter },
        });
        actions.push(action("", ""));
        const yes = add(step.yes);
        actions[at] = action(yes, add(step.no));
        return id;
      }
      case "email":
        actions.push({
          temporary_id: id,
          type: "send-email",
          links: { next: null },
          data: {
            status: "draft",
            message: { ...messageOf(step.key, step.name, parts), template_id: parts.templateId(step.key) },
          },
        });
        return id;
    }
  };
  const entry_action_id = add(tree.first);
  const unless =
    tree.unless === null ? null : { condition_groups: [{ conditions: [notSince(parts.metricId(tree.unless))] }] };
  return {
    triggers: [{ type: "metric", id: parts.metricId(tree.metric) }],
    profile_filter: unless,
    reentry_criteria: { duration: 0, unit: "alltime" },
    entry_action_id,
    actions,
  };
}

/** What an e-mail of a flow says beside its template. */
export function messageOf(
  key: string,
  name: string,
  { mails, sender, isTransactional }: Pick<DefinitionParts, "mails" | "sender" | "isTransactional">,
): Omit<FlowMessage, "template_id"> {
  const mail = mails.get(key);
  return {
    name,
    from_email: sender.email,
    from_label: sender.name,
    subject_line: mail?.subject ?? "",
    preview_text: mail?.previewText ?? "",
    smart_sending_enabled: false,
    transactional: isTransactional,
    add_tracking_params: false,
  };
}

function speaks(languages: readonly string[]): FlowCondition {
  const [only] = languages;
  const filter =
    languages.length === 1 && only !== undefined
      ? ({ type: "string", operator: "equals", value: only } as const)
      : ({ type: "string", operator: "in", value: languages } as const);
  return { type: "profile-property", property: "properties['Language']", filter };
}

function notSince(metricId: string): FlowCondition {
  return {
    type: "profile-metric",
    metric_id: metricId,
    measurement: "count",
    measurement_filter: { type: "numeric", operator: "equals", value: 0 },
    timeframe_filter: { type: "date", operator: "flow-start" },
  };
}
