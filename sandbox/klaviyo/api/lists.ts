import { TIERS } from "../access/rate-limits.ts";
import { jsonAnswer } from "../http/answer.ts";
import { notFound, refuse } from "../http/api-error.ts";
import { literal, nullable, object, oneOf, startVisit, text } from "../shapes/shape.ts";
import { parseTime } from "../shapes/time.ts";
import type { ProfileList } from "../store/lists.ts";
import { type CollectionRules, collectionAnswer, holds, readCollectionQuery } from "./collection.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, relationship, resource } from "./resource.ts";

const RULES: CollectionRules = {
  resource: "list",
  filters: { name: ["any", "equals"], id: ["any", "equals"], created: ["greater-than"], updated: ["greater-than"] },
  sorts: ["created", "id", "name", "updated"],
  includes: ["flow-triggers", "tags"],
  pageSize: { usual: 10, max: 10 },
};

const listCreation = object(
  "request-data",
  {
    data: object(
      "list",
      {
        type: literal("list"),
        attributes: object(
          "list",
          { name: text(1, 255) },
          { opt_in_process: nullable(oneOf(["double_opt_in", "single_opt_in"])) },
        ),
      },
      {},
    ),
  },
  {},
);

export const listRoutes: readonly Route[] = [
  { method: "GET", path: "/api/lists", scopes: ["lists:read"], limits: TIERS.l, answer: getLists },
  {
    method: "POST",
    path: "/api/lists",
    scopes: ["lists:write"],
    limits: { ...TIERS.m, perDay: 150 },
    answer: createList,
  },
  { method: "GET", path: "/api/lists/{id}", scopes: ["lists:read"], limits: TIERS.l, answer: getList },
];

function getLists(request: ApiRequest) {
  const asked = readCollectionQuery(request, RULES);
  if ("refused" in asked) return asked.refused;
  const { comparisons, sort } = asked.query;
  const lists = request.account.lists.all().filter((list) =>
    comparisons.every((one) => {
      if (one.field === "created" || one.field === "updated") return holds(one, list[one.field], parseTime);
      return holds(one, one.field === "id" ? list.id : list.name, String);
    }),
  );
  const direction = sort?.descending ? -1 : 1;
  const sorted =
    sort === null
      ? lists
      : lists.toSorted((one, other) => direction * sortKey(one, sort.field).localeCompare(sortKey(other, sort.field)));
  return collectionAnswer(
    request,
    asked.query,
    sorted,
    (list) => listResource(request, list),
    () => [],
  );
}

function createList(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body } = request;
  if (!listCreation(body, visit)) return refuse(400, visit.faults);
  const { name, opt_in_process } = body.data.attributes;
  const list = request.account.lists.create(name, opt_in_process ?? "double_opt_in", request.nowMs);
  return listAnswer(request, 201, list);
}

function getList(request: ApiRequest) {
  const list = request.account.lists.find(request.id);
  return list === undefined ? notFound(`A list with id ${request.id} does not exist.`) : listAnswer(request, 200, list);
}

function listAnswer(request: ApiRequest, status: number, list: ProfileList) {
  return jsonAnswer(status, {
    data: listResource(request, list),
    links: { self: `${request.origin}/api/lists/${list.id}/` },
  });
}

function listResource(request: ApiRequest, list: ProfileList) {
  const attributes = {
    name: list.name,
    created: isoTime(list.created),
    updated: isoTime(list.updated),
    opt_in_process: list.optInProcess,
  };
  const path = `lists/${list.id}`;
  return resource(request, "list", list.id, attributes, {
    profiles: relationship(request, path, "profiles", null),
    tags: relationship(request, path, "tags", null),
    "flow-triggers": relationship(request, path, "flow-triggers", null),
  });
}

function sortKey(list: ProfileList, field: string): string {
  if (field === "created" || field === "updated") return isoTime(list[field]);
  return field === "id" ? list.id : list.name;
}
