import { TIERS } from "../access/rate-limits.ts";
import { type Answer, jsonAnswer } from "../http/answer.ts";
import { notFound, refuse } from "../http/api-error.ts";
import { fault, literal, nullable, object, startVisit, text } from "../shapes/shape.ts";
import type { MappedMetric } from "../store/mapped-metrics.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, relationship, resource } from "./resource.ts";

const read = { scopes: ["metrics:read"], limits: TIERS.s };

const mapping = object(
  "request-data",
  {
    data: object(
      "mapped-metric",
      { type: literal("mapped-metric"), id: text(1) },
      {
        relationships: object(
          "mapped-metric",
          {},
          {
            metric: object(
              "mapped-metric",
              { data: nullable(object("metric", { type: literal("metric"), id: text(1) }, {})) },
              {},
            ),
          },
        ),
      },
    ),
  },
  {},
);

export const mappedMetricRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/mapped-metrics",
    ...read,
    answer: (request) =>
      jsonAnswer(200, {
        data: request.account.mappedMetrics.all().map((mapped) => mappedResource(request, mapped)),
        links: { self: `${request.origin}${request.target}`, next: null, prev: null },
      }),
  },
  {
    method: "GET",
    path: "/api/mapped-metrics/{id}",
    ...read,
    answer(request) {
      const mapped = request.account.mappedMetrics.find(request.id);
      return mapped === undefined ? unknownMapping(request.id) : mappedAnswer(request, mapped);
    },
  },
  {
    method: "PATCH",
    path: "/api/mapped-metrics/{id}",
    scopes: ["metrics:write"],
    limits: { ...TIERS.xs, perDay: 30 },
    answer: mapMetric,
  },
];

function mapMetric(request: ApiRequest) {
  const visit = startVisit(request.nowMs);
  const { body, account } = request;
  if (!mapping(body, visit)) return refuse(400, visit.faults);
  const mapped = account.mappedMetrics.find(request.id);
  if (mapped === undefined) return unknownMapping(request.id);
  const { id, relationships } = body.data;
  if (id !== request.id) fault(visit, "'id' must be the id of the path.", "data", "id");
  const target = relationships?.metric?.data ?? null;
  account.ingestion.settle(request.nowMs);
  if (target !== null && account.metrics.find(target.id) === undefined) {
    const at = ["data", "relationships", "metric", "data", "id"];
    fault(visit, `A metric with id ${target.id} does not exist.`, ...at);
  }
  if (visit.faults.length > 0) return refuse(400, visit.faults);
  mapped.metricId = target?.id ?? null;
  mapped.updated = request.nowMs;
  return mappedAnswer(request, mapped);
}

function unknownMapping(id: string): Answer {
  return notFound(`A mapped metric with id ${id} does not exist.`);
}

function mappedAnswer(request: ApiRequest, mapped: MappedMetric) {
  return jsonAnswer(200, {
    data: mappedResource(request, mapped),
    links: { self: `${request.origin}/api/mapped-metrics/${mapped.id}/` },
  });
}

function mappedResource(request: ApiRequest, mapped: MappedMetric) {
  const path = `mapped-metrics/${mapped.id}`;
  const metric = relationship(request, path, "metric", null);
  const target = mapped.metricId === null ? null : { type: "metric", id: mapped.metricId };
  return resource(
    request,
    "mapped-metric",
    mapped.id,
    { updated: isoTime(mapped.updated) },
    {
      metric: { ...metric, data: target },
      "custom-metric": relationship(request, path, "custom-metric", null),
    },
  );
}
