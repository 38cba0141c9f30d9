import { TIERS } from "../access/rate-limits.ts";
import { jsonAnswer } from "../http/answer.ts";
import { notFound } from "../http/api-error.ts";
import type { Metric } from "../store/metrics.ts";
import { type CollectionRules, collectionAnswer, holds, readCollectionQuery } from "./collection.ts";
import type { ApiRequest, Route } from "./request.ts";
import { isoTime, relationship, resource } from "./resource.ts";

const read = { scopes: ["metrics:read"], limits: TIERS.m };

const RULES: CollectionRules = {
  resource: "metric",
  filters: { "integration.name": ["equals"], "integration.category": ["equals"] },
  sorts: [],
  includes: ["flow-triggers"],
  pageSize: null,
};

export const metricRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/metrics",
    ...read,
    answer(request) {
      const asked = readCollectionQuery(request, RULES);
      if ("refused" in asked) return asked.refused;
      request.account.ingestion.settle(request.nowMs);
      const metrics = request.account.metrics
        .all()
        .filter((metric) =>
          asked.query.comparisons.every((one) =>
            holds(one, integrationOf(metric)[one.field.split(".")[1] ?? ""] ?? null, String),
          ),
        );
      return collectionAnswer(
        request,
        asked.query,
        metrics,
        (metric) => metricResource(request, metric),
        () => [],
      );
    },
  },
  {
    method: "GET",
    path: "/api/metrics/{id}",
    ...read,
    answer(request) {
      request.account.ingestion.settle(request.nowMs);
      const metric = request.account.metrics.find(request.id);
      if (metric === undefined) return notFound(`A metric with id ${request.id} does not exist.`);
      return jsonAnswer(200, {
        data: metricResource(request, metric),
        links: { self: `${request.origin}${request.target}` },
      });
    },
  },
];

export function metricResource(request: ApiRequest, metric: Metric) {
  const attributes = {
    name: metric.name,
    created: isoTime(metric.created),
    updated: isoTime(metric.updated),
    integration: { object: "integration", ...integrationOf(metric) },
  };
  return resource(request, "metric", metric.id, attributes, {
    "flow-triggers": relationship(request, `metrics/${metric.id}`, "flow-triggers", null),
  });
}

function integrationOf(metric: Metric): Readonly<Record<string, string>> {
  return metric.service === "api"
    ? { id: "0rG4eQ", key: "api", name: "API", category: "API" }
    : { id: metric.service, key: metric.service, name: metric.service, category: "Other" };
}
