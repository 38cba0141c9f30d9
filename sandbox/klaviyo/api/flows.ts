import { TIERS } from "../access/rate-limits.ts";
import { holdsTogether } from "../flows/check-definition.ts";
import { type Answer, emptyAnswer, jsonAnswer } from "../http/answer.ts";
import { notFound, refuse } from "../http/api-error.ts";
import { flowCreation, flowUpdate } from "../shapes/flow-shape.ts";
import { fault, startVisit } from "../shapes/shape.ts";
import { parseTime } from "../shapes/time.ts";
import type { Flow } from "../store/flows.ts";
import {
  type CollectionRules,
  collectionAnswer,
  holds,
  inOrder,
  readCollectionQuery,
  readIncludes,
} from "./collection.ts";
import type { Comparison } from "./filter.ts";
import { actionResource } from "./flow-actions.ts";
import { setFlowStatus, transactionalAsAllowed } from "./flow-emails.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, relationship, resource } from "./resource.ts";
import { tagResource } from "./tags.ts";

const read = { scopes: ["flows:read"], limits: TIERS.s };
const write = { scopes: ["flows:write"], limits: TIERS.s };
const moments = ["equals", "greater-or-equal", "greater-than", "less-or-equal", "less-than"];

const RULES: CollectionRules = {
  resource: "flow",
  filters: {
    id: ["any"],
    name: ["contains", "ends-with", "equals", "starts-with"],
    status: ["equals"],
    archived: ["equals"],
    created: moments,
    updated: moments,
    trigger_type: ["equals"],
  },
  sorts: ["created", "id", "name", "status", "trigger_type", "updated"],
  includes: ["flow-actions", "tags"],
  pageSize: { usual: 50, max: 50 },
};

export const flowRoutes: readonly Route[] = [
  { method: "GET", path: "/api/flows", ...read, answer: listFlows },
  {
    method: "POST",
    path: "/api/flows",
    scopes: ["flows:write"],
    limits: { ...TIERS.xs, perDay: 100 },
    answer: createFlow,
  },
  { method: "GET", path: "/api/flows/{id}", ...read, answer: getFlow },
  { method: "PATCH", path: "/api/flows/{id}", ...write, answer: updateFlow },
  { method: "DELETE", path: "/api/flows/{id}", ...write, answer: deleteFlow },
];

function listFlows(request: ApiRequest) {
  const asked = readCollectionQuery(request, RULES);
  if ("refused" in asked) return asked.refused;
  const { comparisons, sort, includes } = asked.query;
  const flows = request.account.flows.all().filter((flow) => comparisons.every((one) => flowHolds(one, flow)));
  return collectionAnswer(
    request,
    asked.query,
    inOrder(flows, sort, sortKey),
    (flow) => flowResource(request, flow, false),
    (page) => page.flatMap((flow) => included(request, flow, includes)),
  );
}

function createFlow(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!flowCreation(body, visit)) return refuse(400, visit.faults);
  const { name, definition } = body.data.attributes;
  const known = {
    hasMetric: (id: string) => account.metrics.find(id) !== undefined,
    hasTemplate: (id: string) => account.templates.find(id) !== undefined,
  };
  account.ingestion.settle(request.nowMs);
  if (!holdsTogether(definition, known, visit)) return refuse(400, visit.faults);
  const actions = transactionalAsAllowed(account, definition.actions, visit);
  if (actions === null) return refuse(400, visit.faults);
  const copyTemplate = (id: string) => {
    const template = account.templates.find(id);
    return template === undefined ? id : account.templates.copy(template, request.nowMs).id;
  };
  const flow = account.flows.create(name, { ...definition, actions }, request.nowMs, copyTemplate);
  return flowAnswer(request, 201, flow, true);
}

function getFlow(request: ApiRequest) {
  const flow = request.account.flows.find(request.id);
  if (flow === undefined) return unknownFlow(request.id);
  const includes = readIncludes(request, RULES, []);
  const withDefinition = request.query.get("additional-fields[flow]") === "definition";
  const data = flowResource(request, flow, withDefinition);
  const links = { self: `${request.origin}/api/flows/${flow.id}/` };
  return jsonAnswer(
    200,
    includes.length > 0 ? { data, links, included: included(request, flow, includes) } : { data, links },
  );
}

/** "Update the status of a flow, and all actions in that flow": nothing else of it can be changed. */
function updateFlow(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!flowUpdate(body, visit)) return refuse(400, visit.faults);
  const flow = account.flows.find(request.id);
  if (flow === undefined) return unknownFlow(request.id);
  if (body.data.id !== request.id) {
    fault(visit, "'id' must be the id of the path.", "data", "id");
    return refuse(400, visit.faults);
  }
  setFlowStatus(flow, body.data.attributes.status, request.nowMs);
  return flowAnswer(request, 200, flow, false);
}

function deleteFlow(request: ApiRequest) {
  const { flows, tags } = request.account;
  if (!flows.remove(request.id)) return unknownFlow(request.id);
  for (const tag of tags.all()) tag.flowIds.delete(request.id);
  return emptyAnswer(204);
}

export function unknownFlow(id: string): Answer {
  return notFound(`A flow with id ${id} does not exist.`);
}

function flowAnswer(request: ApiRequest, status: number, flow: Flow, withDefinition: boolean) {
  return jsonAnswer(status, {
    data: flowResource(request, flow, withDefinition),
    links: { self: `${request.origin}/api/flows/${flow.id}/` },
  });
}

function flowResource(request: ApiRequest, flow: Flow, withDefinition: boolean) {
  const attributes = {
    name: flow.name,
    status: flow.status,
    archived: flow.archived,
    created: isoTime(flow.created),
    updated: isoTime(flow.updated),
    trigger_type: "Metric",
    ...(withDefinition ? { definition: definitionOf(flow) } : {}),
  };
  const path = `flows/${flow.id}`;
  return resource(request, "flow", flow.id, attributes, {
    "flow-actions": {
      ...relationship(request, path, "flow-actions", null),
      data: flow.actions.map(({ id }) => ({ type: "flow-action", id })),
    },
    tags: relationship(request, path, "tags", null),
  });
}

function definitionOf(flow: Flow) {
  return {
    triggers: flow.triggers,
    profile_filter: flow.profileFilter ?? null,
    ...(flow.reentryCriteria ? { reentry_criteria: flow.reentryCriteria } : {}),
    actions: flow.actions.map(({ definition }) => definition),
    entry_action_id: flow.entryActionId,
  };
}

function included(request: ApiRequest, flow: Flow, includes: readonly string[]): readonly unknown[] {
  return [
    ...(includes.includes("flow-actions") ? flow.actions.map((action) => actionResource(request, action)) : []),
    ...(includes.includes("tags") ? request.account.tags.ofFlow(flow.id).map((tag) => tagResource(request, tag)) : []),
  ];
}

function flowHolds(comparison: Comparison, flow: Flow): boolean {
  switch (comparison.field) {
    case "created":
    case "updated":
      return holds(comparison, flow[comparison.field], parseTime);
    case "archived":
      return holds(comparison, String(flow.archived), String);
    default:
      return holds(comparison, sortKey(flow, comparison.field), String);
  }
}

function sortKey(flow: Flow, field: string): string {
  switch (field) {
    case "created":
    case "updated":
      return isoTime(flow[field]);
    case "status":
      return flow.status;
    case "trigger_type":
      return "Metric";
    default:
      return field === "id" ? flow.id : flow.name;
  }
}
