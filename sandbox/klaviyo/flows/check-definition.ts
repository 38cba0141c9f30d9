import type { FlowDefinitionShape } from "../shapes/flow-shape.ts";
import { fault, type Visit } from "../shapes/shape.ts";

/** What a definition may name. */
export interface KnownObjects {
  hasMetric(id: string): boolean;
  hasTemplate(id: string): boolean;
}

/**
 * Whether a definition holds together: one trigger on a metric that exists, actions with temporary ids that lead to each other and to no
 * circle, templates that exist. Faults are added to the visit.
 */
export function holdsTogether(definition: FlowDefinitionShape, known: KnownObjects, visit: Visit): boolean {
  const at = ["data", "attributes", "definition"];
  const before = visit.faults.length;
  if (definition.triggers.length !== 1) fault(visit, "A flow has exactly one trigger.", ...at, "triggers");
  definition.triggers.forEach((trigger, index) => {
    if (!known.hasMetric(trigger.id)) {
      fault(visit, `A metric with id ${trigger.id} does not exist.`, ...at, "triggers", index, "id");
    }
  });
  const ids = new Set<string>();
  definition.actions.forEach((action, index) => {
    const place = [...at, "actions", index];
    if (action.id) fault(visit, "'id' is not allowed on create.", ...place, "id");
    if (!action.temporary_id) fault(visit, "'temporary_id' is required on create.", ...place, "temporary_id");
    else if (ids.has(action.temporary_id)) fault(visit, "'temporary_id' is not unique.", ...place, "temporary_id");
    else ids.add(action.temporary_id);
    const templateId = action.type === "send-email" ? action.data?.message?.template_id : null;
    if (templateId && !known.hasTemplate(templateId)) {
      fault(visit, `Template with id '${templateId}' does not exist`, ...place, "data", "message", "template_id");
    }
  });
  if (!ids.has(definition.entry_action_id)) {
    fault(visit, "'entry_action_id' names no action.", ...at, "entry_action_id");
  }
  definition.actions.forEach((action, index) => {
    for (const [name, target] of Object.entries(action.links ?? {})) {
      if (target && !ids.has(target)) fault(visit, "The link names no action.", ...at, "actions", index, "links", name);
    }
  });
  if (visit.faults.length === before) checkWays(definition, visit, at);
  return visit.faults.length === before;
}

/** Every action is reached, by one way. */
function checkWays(definition: FlowDefinitionShape, visit: Visit, at: readonly string[]): void {
  const reached = new Set<string>();
  const follow = (id: string | null | undefined): void => {
    if (!id) return;
    const index = definition.actions.findIndex((action) => action.temporary_id === id);
    if (reached.has(id)) {
      fault(visit, "Two ways lead to this action, or a circle.", ...at, "actions", index);
      return;
    }
    reached.add(id);
    for (const target of Object.values(definition.actions[index]?.links ?? {})) follow(target);
  };
  follow(definition.entry_action_id);
  definition.actions.forEach((action, index) => {
    if (!reached.has(action.temporary_id ?? "")) fault(visit, "No way leads to this action.", ...at, "actions", index);
  });
}
