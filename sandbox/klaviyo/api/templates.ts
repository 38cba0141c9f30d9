import { TIERS } from "../access/rate-limits.ts";
import { contextGiven } from "../flows/render-text.ts";
import { type Answer, emptyAnswer, jsonAnswer } from "../http/answer.ts";
import { invalidInput, notFound, refuse } from "../http/api-error.ts";
import { fault, startVisit } from "../shapes/shape.ts";
import { requireHtml, templateCreation, templateRendering, templateUpdate } from "../shapes/template-shape.ts";
import { parseTime } from "../shapes/time.ts";
import { TEMPLATES_MAX, type Template } from "../store/templates.ts";
import { type CollectionRules, collectionAnswer, holds, inOrder, readCollectionQuery } from "./collection.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, resource } from "./resource.ts";

const read = { scopes: ["templates:read"], limits: TIERS.l };
const write = { scopes: ["templates:write"], limits: TIERS.l };
const moments = ["equals", "greater-or-equal", "greater-than", "less-or-equal", "less-than"];

const RULES: CollectionRules = {
  resource: "template",
  filters: { id: ["any", "equals"], name: ["any", "contains", "equals"], created: moments, updated: moments },
  sorts: ["created", "id", "name", "updated"],
  includes: [],
  pageSize: { usual: 10, max: 10 },
};

export const templateRoutes: readonly Route[] = [
  { method: "GET", path: "/api/templates", ...read, answer: listTemplates },
  { method: "POST", path: "/api/templates", ...write, answer: createTemplate },
  { method: "GET", path: "/api/templates/{id}", ...read, answer: getTemplate },
  { method: "PATCH", path: "/api/templates/{id}", ...write, answer: updateTemplate },
  { method: "DELETE", path: "/api/templates/{id}", ...write, answer: deleteTemplate },
  {
    method: "POST",
    path: "/api/template-render",
    scopes: ["templates:read"],
    limits: TIERS.s,
    answer: renderStoredTemplate,
  },
];

function listTemplates(request: ApiRequest) {
  const asked = readCollectionQuery(request, RULES);
  if ("refused" in asked) return asked.refused;
  const { comparisons, sort } = asked.query;
  const templates = request.account.templates.all().filter((template) =>
    comparisons.every((one) => {
      if (one.field === "created" || one.field === "updated") return holds(one, template[one.field], parseTime);
      return holds(one, one.field === "id" ? template.id : template.name, String);
    }),
  );
  return collectionAnswer(
    request,
    asked.query,
    inOrder(templates, sort, (template, field) => sortKey(template, field)),
    (template) => templateResource(request, template),
  );
}

function getTemplate(request: ApiRequest) {
  const template = request.account.templates.find(request.id);
  return template === undefined ? unknownTemplate(request.id) : templateAnswer(request, 200, template);
}

function createTemplate(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!templateCreation(body, visit)) return refuse(400, visit.faults);
  const { name, editor_type, html, text, amp } = body.data.attributes;
  if (!requireHtml(html, visit)) return refuse(400, visit.faults);
  const content = { name, editorType: editor_type, html, text: text ?? null, amp: amp ?? null };
  const template = account.templates.create(content, request.nowMs);
  if (template !== null) return templateAnswer(request, 201, template);
  return refuse(400, [invalidInput(`An account cannot have more than ${TEMPLATES_MAX} templates.`, "/data")]);
}

function updateTemplate(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!templateUpdate(body, visit)) return refuse(400, visit.faults);
  const template = account.templates.find(request.id);
  if (template === undefined) return unknownTemplate(request.id);
  if (body.data.id !== request.id) {
    fault(visit, "'id' must be the id of the path.", "data", "id");
    return refuse(400, visit.faults);
  }
  const { name, html, text, amp } = body.data.attributes;
  if (html === null || html === "") {
    requireHtml(html, visit);
    return refuse(400, visit.faults);
  }
  template.name = name ?? template.name;
  template.html = html ?? template.html;
  if (text !== undefined) template.text = text;
  if (amp !== undefined) template.amp = amp;
  template.updated = request.nowMs;
  return templateAnswer(request, 200, template);
}

/** What flows made of the template stays: they have copies of their own. */
function deleteTemplate(request: ApiRequest) {
  return request.account.templates.remove(request.id) ? emptyAnswer(204) : unknownTemplate(request.id);
}

/** "Syntax errors → 400"; a failed catalog look-up is one, too, since there is no mail to be skipped. */
function renderStoredTemplate(request: ApiRequest) {
  const visit = startVisit(request.nowMs, false);
  const { body, account } = request;
  if (!templateRendering(body, visit)) return refuse(400, visit.faults);
  const template = account.templates.find(body.data.id);
  if (template === undefined) return unknownTemplate(body.data.id);
  const context = contextGiven(body.data.attributes.context, request.nowMs);
  const html = request.render(template.html, context);
  const text = template.text === null ? null : request.render(template.text, { ...context, autoEscape: false });
  for (const part of [html, text]) {
    if (part !== null && part.kind !== "rendered") {
      return refuse(400, [invalidInput(part.reason, "/data/attributes/context")]);
    }
  }
  const rendered = {
    ...template,
    html: html.kind === "rendered" ? html.text : "",
    text: text?.kind === "rendered" ? text.text : null,
  };
  return templateAnswer(request, 201, rendered);
}

export function unknownTemplate(id: string): Answer {
  return notFound(`Template with id '${id}' does not exist`);
}

export function templateAnswer(request: ApiRequest, status: number, template: Template) {
  return jsonAnswer(status, {
    data: templateResource(request, template),
    links: { self: `${request.origin}/api/templates/${template.id}/` },
  });
}

function templateResource(request: ApiRequest, template: Template) {
  return resource(request, "template", template.id, {
    name: template.name,
    editor_type: template.editorType,
    html: template.html,
    text: template.text,
    amp: template.amp,
    created: isoTime(template.created),
    updated: isoTime(template.updated),
  });
}

function sortKey(template: Template, field: string): string {
  if (field === "created" || field === "updated") return isoTime(template[field]);
  return field === "id" ? template.id : template.name;
}
