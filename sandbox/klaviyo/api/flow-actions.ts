import { TIERS } from "../access/rate-limits.ts";
import { type Answer, jsonAnswer } from "../http/answer.ts";
import { notFound, refuse } from "../http/api-error.ts";
import { flowActionUpdate } from "../shapes/flow-shape.ts";
import { fault, startVisit } from "../shapes/shape.ts";
import type { FlowAction } from "../store/flows.ts";
import { messageIdOf } from "../store/flows.ts";
import { transactionalAsAllowed } from "./flow-emails.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, relationship, resource } from "./resource.ts";

const read = { scopes: ["flows:read"], limits: TIERS.s };

export const flowActionRoutes: readonly Route[] = [
  { method: "GET", path: "/api/flows/{id}/flow-actions", ...read, answer: listActions },
  { method: "GET", path: "/api/flow-actions/{id}", ...read, answer: getAction },
  {
    method: "PATCH",
    path: "/api/flow-actions/{id}",
    scopes: ["flows:write"],
    limits: TIERS.s,
    answer: updateAction,
  },
];

function listActions(request: ApiRequest) {
  const flow = request.account.flows.find(request.id);
  if (flow === undefined) return notFound(`A flow with id ${request.id} does not exist.`);
  return jsonAnswer(200, {
    data: flow.actions.map((action) => actionResource(request, action)),
    links: { self: `${request.origin}${request.target}`, next: null, prev: null },
  });
}

function getAction(request: ApiRequest) {
  const action = request.account.flows.findAction(request.id);
  return action === undefined ? unknownAction(request.id) : actionAnswer(request, action);
}

/** Rewrites one action. A template that is named anew is copied anew, so that its present content is taken over. */
function updateAction(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!flowActionUpdate(body, visit)) return refuse(400, visit.faults);
  const action = account.flows.findAction(request.id);
  if (action === undefined) return unknownAction(request.id);
  const { definition } = body.data.attributes;
  const at = ["data", "attributes", "definition"];
  if (body.data.id !== request.id) fault(visit, "'id' must be the id of the path.", "data", "id");
  if (definition.type !== action.definition.type)
    fault(visit, "The type of an action cannot be changed.", ...at, "type");
  if (JSON.stringify(definition.links ?? null) !== JSON.stringify(action.definition.links ?? null)) {
    fault(visit, "The links of an action cannot be changed.", ...at, "links");
  }
  if (visit.faults.length > 0) return refuse(400, visit.faults);
  if (definition.type !== "send-email" || action.definition.type !== "send-email") {
    action.definition = { ...definition, id: action.id };
  } else {
    const [allowed] = transactionalAsAllowed(account, [definition], visit) ?? [];
    if (allowed?.type !== "send-email") return refuse(400, visit.faults);
    const present = action.definition.data?.message;
    const message = allowed.data?.message ?? {};
    const templateId = message.template_id ?? null;
    const isNewTemplate = templateId !== null && templateId !== present?.template_id;
    const template = isNewTemplate ? account.templates.find(templateId) : undefined;
    if (isNewTemplate && template === undefined) {
      fault(visit, `Template with id '${templateId}' does not exist`, ...at, "data", "message", "template_id");
      return refuse(400, visit.faults);
    }
    if (isNewTemplate && present?.template_id) account.templates.removeCopy(present.template_id);
    action.definition = {
      ...allowed,
      id: action.id,
      data: {
        status: allowed.data?.status ?? "draft",
        message: {
          ...message,
          id: present?.id ?? null,
          template_id: template === undefined ? templateId : account.templates.copy(template, request.nowMs).id,
        },
      },
    };
  }
  action.updated = request.nowMs;
  return actionAnswer(request, action);
}

function unknownAction(id: string): Answer {
  return notFound(`A flow action with id ${id} does not exist.`);
}

function actionAnswer(request: ApiRequest, action: FlowAction) {
  return jsonAnswer(200, {
    data: actionResource(request, action),
    links: { self: `${request.origin}/api/flow-actions/${action.id}/` },
  });
}

export function actionResource(request: ApiRequest, action: FlowAction) {
  const attributes = {
    definition: action.definition,
    created: isoTime(action.created),
    updated: isoTime(action.updated),
  };
  const path = `flow-actions/${action.id}`;
  const messageId = messageIdOf(action.definition);
  return resource(request, "flow-action", action.id, attributes, {
    flow: relationship(request, path, "flow", { type: "flow", id: action.flowId }),
    "flow-messages": {
      ...relationship(request, path, "flow-messages", null),
      data: messageId === null ? [] : [{ type: "flow-message", id: messageId }],
    },
  });
}
