import type { MetricsRegistry } from "../../observability/metrics-registry.ts";
import type { AdminTokenCheck } from "../access/authorise.ts";
import { readBearer } from "../bearer.ts";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";

export interface MetricsAccess {
  readonly registry: MetricsRegistry;
  /** Who may read; null: everybody that reaches the port. */
  readonly isReaderToken: AdminTokenCheck | null;
}

/** `/metrics` in the text format of Prometheus. It names plugins and accounts, so it wants a token unless it is made public. */
export function addMetricsRoute(server: ZodServer, { registry, isReaderToken }: MetricsAccess): void {
  server.get(
    "/metrics",
    {
      onRequest: async ({ headers }) => {
        if (isReaderToken === null || (await isReaderToken(readBearer(headers.authorization)))) return;
        throw new HttpProblem("key_refused", "The token is neither the metrics token nor the admin token.");
      },
      config: {
        operation: {
          operationId: "showMetrics",
          tag: "Health",
          security: isReaderToken === null ? "none" : "adminToken",
          summary: "Figures for Prometheus",
          description: "Takes the metrics token (METRICS_TOKEN) or the admin token.",
          answer: { status: 200, description: "Prometheus' text format." },
          problems: isReaderToken === null ? [] : ["key_missing", "key_refused"],
        },
      },
    },
    async (_request, reply) => {
      reply.header("content-type", registry.contentType).header("cache-control", "no-store");
      return registry.metrics();
    },
  );
}
