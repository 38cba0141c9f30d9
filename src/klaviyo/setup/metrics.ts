import { z } from "zod";
import type { Ask, SetupRequest } from "./ask.ts";
import { PACES } from "./pace.ts";
import { pathOf } from "./templates.ts";

/** What Klaviyo's own reports call a metric (Mapped Metrics). */
export const MAPPING_IDS = [
  "revenue",
  "ordered_product",
  "cancelled_sales",
  "refunded_sales",
  "started_checkout",
] as const;
export type MappingId = (typeof MAPPING_IDS)[number];

const metrics = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      attributes: z.object({ name: z.string(), integration: z.looseObject({ key: z.string().nullish() }).nullish() }),
    }),
  ),
  links: z.object({ next: z.string().nullish() }).nullish(),
});
const mapped = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      relationships: z
        .object({ metric: z.object({ data: z.object({ id: z.string() }).nullish() }).nullish() })
        .nullish(),
    }),
  ),
});

/** Metrics of the account and what they are mapped to (scopes metrics:read, metrics:write). */
export function metricsOf(ask: Ask) {
  return {
    /** Ids by name, of those that events made through the API (10/s, 150/min). */
    async list(): Promise<ReadonlyMap<string, string>> {
      const ids = new Map<string, string>();
      let path: string | null = "/api/metrics";
      while (path !== null) {
        const request: SetupRequest = {
          method: "GET",
          path,
          endpoint: "GET /api/metrics",
          pace: PACES.m,
          scopes: ["metrics:read"],
          what: "list metrics",
          repeatable: true,
        };
        const answer: z.infer<typeof metrics> = await ask.read(request, metrics);
        for (const { id, attributes } of answer.data) {
          const isApi = (attributes.integration?.key ?? "api") === "api";
          if (isApi && !ids.has(attributes.name)) ids.set(attributes.name, id);
        }
        path = pathOf(answer.links?.next);
      }
      return ids;
    },
    /** The metric that each is mapped to; null without one. */
    async listMapped(): Promise<ReadonlyMap<string, string | null>> {
      const answer = await ask.read(
        {
          method: "GET",
          path: "/api/mapped-metrics?include=metric",
          endpoint: "GET /api/mapped-metrics",
          pace: PACES.s,
          scopes: ["metrics:read"],
          what: "read the metric mapping",
          repeatable: true,
        },
        mapped,
      );
      return new Map(answer.data.map(({ id, relationships }) => [id, relationships?.metric?.data?.id ?? null]));
    },
    /** 1/s, 15/min, 30 a day. */
    async map(id: MappingId, metricId: string): Promise<void> {
      const body = {
        data: { type: "mapped-metric", id, relationships: { metric: { data: { type: "metric", id: metricId } } } },
      };
      await ask.done({
        method: "PATCH",
        path: `/api/mapped-metrics/${id}`,
        endpoint: "PATCH /api/mapped-metrics/{id}",
        pace: PACES.xs,
        scopes: ["metrics:write"],
        what: `map ${id}`,
        body,
        repeatable: true,
      });
    },
  };
}
