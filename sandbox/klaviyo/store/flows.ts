import type { FlowActionShape, FlowDefinitionShape } from "../shapes/flow-shape.ts";
import type { IdMaker } from "./id-maker.ts";

export type FlowStatus = "draft" | "manual" | "live";

/** An action as it is kept: its links name the ids that it got, and an e-mail names its own copy of a template. */
export interface FlowAction {
  readonly id: string;
  readonly flowId: string;
  definition: FlowActionShape;
  readonly created: number;
  updated: number;
}

export interface Flow {
  readonly id: string;
  readonly name: string;
  status: FlowStatus;
  /** A person's doing: the API does not archive. */
  archived: boolean;
  /** Milliseconds since the epoch. */
  readonly created: number;
  updated: number;
  readonly triggerMetricId: string;
  readonly triggers: FlowDefinitionShape["triggers"];
  readonly profileFilter: FlowDefinitionShape["profile_filter"];
  readonly reentryCriteria: FlowDefinitionShape["reentry_criteria"];
  readonly entryActionId: string;
  readonly actions: readonly FlowAction[];
}

export interface Flows {
  find(id: string): Flow | undefined;
  findAction(id: string): FlowAction | undefined;
  /** The e-mail action that a message belongs to. */
  findMessage(id: string): FlowAction | undefined;
  all(): readonly Flow[];
  /** Flows that an event of the metric starts, by their status. */
  startedBy(metricId: string): readonly Flow[];
  /** Takes a definition that was found to be in order; `copyTemplate` gives an e-mail its own copy. */
  create(
    name: string,
    definition: FlowDefinitionShape,
    nowMs: number,
    copyTemplate: (templateId: string) => string,
  ): Flow;
  remove(id: string): boolean;
}

export function createFlows(ids: IdMaker): Flows {
  const byId = new Map<string, Flow>();
  const all = () => [...byId.values()];
  const actions = () => all().flatMap((flow) => flow.actions);

  return {
    find: (id) => byId.get(id),
    findAction: (id) => actions().find((action) => action.id === id),
    findMessage: (id) => actions().find((action) => messageIdOf(action.definition) === id),
    all,
    startedBy: (metricId) =>
      byId.size === 0
        ? []
        : all().filter((flow) => flow.triggerMetricId === metricId && flow.status === "live" && !flow.archived),
    create(name, definition, nowMs, copyTemplate) {
      const flowId = ids.shortId();
      const realIds = new Map(definition.actions.map((action) => [action.temporary_id ?? "", ids.actionId()]));
      const flow: Flow = {
        id: flowId,
        name,
        status: "draft",
        archived: false,
        created: nowMs,
        updated: nowMs,
        triggerMetricId: definition.triggers[0]?.id ?? "",
        triggers: definition.triggers,
        profileFilter: definition.profile_filter,
        reentryCriteria: definition.reentry_criteria,
        entryActionId: realIds.get(definition.entry_action_id) ?? "",
        actions: definition.actions.map((action) => ({
          id: realIds.get(action.temporary_id ?? "") ?? "",
          flowId,
          definition: settled(action, realIds, ids, copyTemplate),
          created: nowMs,
          updated: nowMs,
        })),
      };
      byId.set(flow.id, flow);
      return flow;
    },
    remove: (id) => byId.delete(id),
  };
}

export function messageIdOf(action: FlowActionShape): string | null {
  return action.type === "send-email" ? (action.data?.message?.id ?? null) : null;
}

function settled(
  action: FlowActionShape,
  realIds: ReadonlyMap<string, string>,
  ids: IdMaker,
  copyTemplate: (templateId: string) => string,
): FlowActionShape {
  const real = (id: string | null | undefined) => (id ? (realIds.get(id) ?? null) : null);
  const { temporary_id, ...rest } = action;
  const id = real(temporary_id);
  switch (rest.type) {
    case "conditional-split": {
      const { next_if_true, next_if_false } = rest.links ?? {};
      return { ...rest, id, links: { next_if_true: real(next_if_true), next_if_false: real(next_if_false) } };
    }
    case "time-delay":
      return { ...rest, id, links: { next: real(rest.links?.next) } };
    case "send-email": {
      const message = rest.data?.message ?? {};
      const templateId = message.template_id ? copyTemplate(message.template_id) : null;
      return {
        ...rest,
        id,
        links: { next: real(rest.links?.next) },
        data: {
          status: rest.data?.status ?? "draft",
          message: { ...message, template_id: templateId, id: ids.shortId() },
        },
      };
    }
  }
}
