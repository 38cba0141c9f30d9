import { TIERS } from "../access/rate-limits.ts";
import { type Answer, emptyAnswer, jsonAnswer } from "../http/answer.ts";
import { invalidInput, notFound, refuse } from "../http/api-error.ts";
import { fault, list, literal, object, startVisit, text } from "../shapes/shape.ts";
import { TAGS_MAX, type Tag } from "../store/tags.ts";
import { type CollectionRules, collectionAnswer, holds, inOrder, readCollectionQuery } from "./collection.ts";
import type { ApiRequest, Route } from "./request.ts";
import { relationship, resource } from "./resource.ts";

const read = { scopes: ["tags:read"], limits: TIERS.s };

const RULES: CollectionRules = {
  resource: "tag",
  filters: { name: ["contains", "ends-with", "equals", "starts-with"] },
  sorts: ["id", "name"],
  includes: ["tag-group"],
  pageSize: null,
  fixedPageSize: 50,
};

const tagCreation = object(
  "request-data",
  { data: object("tag", { type: literal("tag"), attributes: object("tag", { name: text(1, 255) }, {}) }, {}) },
  {},
);
const taggedFlows = object(
  "request-data",
  { data: list(object("flow", { type: literal("flow"), id: text(1) }, {})) },
  {},
);

export const tagRoutes: readonly Route[] = [
  { method: "GET", path: "/api/tags", ...read, answer: listTags },
  { method: "POST", path: "/api/tags", scopes: ["tags:read", "tags:write"], limits: TIERS.s, answer: createTag },
  { method: "GET", path: "/api/tags/{id}", ...read, answer: getTag },
  {
    method: "GET",
    path: "/api/tags/{id}/relationships/flows",
    scopes: ["flows:read", "tags:read"],
    limits: TIERS.s,
    answer: listTaggedFlows,
  },
  {
    method: "POST",
    path: "/api/tags/{id}/relationships/flows",
    scopes: ["flows:write", "tags:write"],
    limits: TIERS.s,
    answer: tagFlows,
  },
  {
    method: "GET",
    path: "/api/flows/{id}/tags",
    scopes: ["flows:read", "tags:read"],
    limits: TIERS.s,
    answer: listTagsOfFlow,
  },
];

function listTags(request: ApiRequest) {
  const asked = readCollectionQuery(request, RULES);
  if ("refused" in asked) return asked.refused;
  const tags = request.account.tags
    .all()
    .filter((tag) => asked.query.comparisons.every((one) => holds(one, tag.name, String)));
  const sorted = inOrder(tags, asked.query.sort, (tag, field) => (field === "id" ? tag.id : tag.name));
  return collectionAnswer(
    request,
    asked.query,
    sorted,
    (tag) => tagResource(request, tag),
    () => [],
  );
}

function createTag(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!tagCreation(body, visit)) return refuse(400, visit.faults);
  const { name } = body.data.attributes;
  const at = "/data/attributes/name";
  if (account.tags.findByName(name) !== undefined) {
    return refuse(400, [invalidInput(`A tag with the name '${name}' already exists.`, at)]);
  }
  if (account.tags.all().length >= TAGS_MAX) {
    return refuse(400, [invalidInput(`An account cannot have more than ${TAGS_MAX} unique tags.`, at)]);
  }
  return tagAnswer(request, 201, account.tags.create(name));
}

function getTag(request: ApiRequest) {
  const tag = request.account.tags.find(request.id);
  return tag === undefined ? unknownTag(request.id) : tagAnswer(request, 200, tag);
}

function listTaggedFlows(request: ApiRequest) {
  const tag = request.account.tags.find(request.id);
  if (tag === undefined) return unknownTag(request.id);
  return jsonAnswer(200, {
    data: [...tag.flowIds].map((id) => ({ type: "flow", id })),
    links: { self: `${request.origin}${request.target}`, next: null, prev: null },
  });
}

function tagFlows(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!taggedFlows(body, visit)) return refuse(400, visit.faults);
  const tag = account.tags.find(request.id);
  if (tag === undefined) return unknownTag(request.id);
  body.data.forEach(({ id }, index) => {
    if (account.flows.find(id) === undefined) fault(visit, `A flow with id ${id} does not exist.`, "data", index, "id");
  });
  if (visit.faults.length > 0) return refuse(404, visit.faults);
  for (const { id } of body.data) tag.flowIds.add(id);
  return emptyAnswer(204);
}

function listTagsOfFlow(request: ApiRequest) {
  const flow = request.account.flows.find(request.id);
  if (flow === undefined) return notFound(`A flow with id ${request.id} does not exist.`);
  return jsonAnswer(200, {
    data: request.account.tags.ofFlow(flow.id).map((tag) => tagResource(request, tag)),
    links: { self: `${request.origin}${request.target}`, next: null, prev: null },
  });
}

function unknownTag(id: string): Answer {
  return notFound(`A tag with id ${id} does not exist.`);
}

function tagAnswer(request: ApiRequest, status: number, tag: Tag) {
  return jsonAnswer(status, {
    data: tagResource(request, tag),
    links: { self: `${request.origin}/api/tags/${tag.id}/` },
  });
}

export function tagResource(request: ApiRequest, tag: Tag) {
  const path = `tags/${tag.id}`;
  return resource(
    request,
    "tag",
    tag.id,
    { name: tag.name },
    {
      "tag-group": relationship(request, path, "tag-group", {
        type: "tag-group",
        id: request.account.tags.defaultGroupId,
      }),
      flows: relationship(request, path, "flows", null),
    },
  );
}
