import { TIERS } from "../access/rate-limits.ts";
import { jsonAnswer } from "../http/answer.ts";
import { notFound } from "../http/api-error.ts";
import type { FlowAction } from "../store/flows.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, relationship, resource } from "./resource.ts";
import { templateAnswer, unknownTemplate } from "./templates.ts";

export const flowMessageRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/flow-actions/{id}/flow-messages",
    scopes: ["flows:read"],
    limits: TIERS.s,
    answer(request) {
      const action = request.account.flows.findAction(request.id);
      if (action === undefined) return notFound(`A flow action with id ${request.id} does not exist.`);
      return jsonAnswer(200, {
        data: [messageResource(request, action)].filter((message) => message !== null),
        links: { self: `${request.origin}${request.target}`, next: null, prev: null },
      });
    },
  },
  {
    method: "GET",
    path: "/api/flow-messages/{id}",
    scopes: ["flows:read"],
    limits: TIERS.s,
    answer(request) {
      const action = request.account.flows.findMessage(request.id);
      const message = action === undefined ? null : messageResource(request, action);
      if (message === null) return notFound(`A flow message with id ${request.id} does not exist.`);
      return jsonAnswer(200, { data: message, links: { self: `${request.origin}${request.target}` } });
    },
  },
  {
    method: "GET",
    path: "/api/flow-messages/{id}/template",
    scopes: ["templates:read"],
    limits: TIERS.s,
    answer(request) {
      const action = request.account.flows.findMessage(request.id);
      const id = action?.definition.type === "send-email" ? action.definition.data?.message?.template_id : null;
      const template = id ? request.account.templates.findCopy(id) : undefined;
      return template === undefined ? unknownTemplate(id ?? "") : templateAnswer(request, 200, template);
    },
  },
];

function messageResource(request: ApiRequest, action: FlowAction) {
  if (action.definition.type !== "send-email") return null;
  const message = action.definition.data?.message;
  if (!message?.id) return null;
  const attributes = {
    channel: "email",
    definition: message,
    created: isoTime(action.created),
    updated: isoTime(action.updated),
  };
  const path = `flow-messages/${message.id}`;
  const template = message.template_id ? { type: "template", id: message.template_id } : null;
  return resource(request, "flow-message", message.id, attributes, {
    "flow-action": relationship(request, path, "flow-action", { type: "flow-action", id: action.id }),
    template: relationship(request, path, "template", template),
  });
}
