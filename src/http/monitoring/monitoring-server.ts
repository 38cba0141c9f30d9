import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import type { Clock } from "../../clock.ts";
import type { Logger } from "../../observability/logger.ts";
import { answerProblems } from "../problems/answer-problems.ts";
import { logRequests } from "../request-log.ts";
import { withZod } from "../validation.ts";
import { addHealthRoutes, type Readiness } from "./health.ts";
import { addMetricsRoute, type MetricsAccess } from "./metrics-route.ts";

interface MonitoringServerParts {
  readonly metrics: MetricsAccess;
  readonly readiness: Readiness;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** `/healthz`, `/readyz` and `/metrics` alone: for a process that takes no events. */
export function createMonitoringServer({ metrics, readiness, logger, clock }: MonitoringServerParts): FastifyInstance {
  const server = Fastify({ genReqId: () => randomUUID(), return503OnClosing: false, forceCloseConnections: true });
  logRequests(server, { logger, clock });
  answerProblems(server, logger);
  server.register(async (scope) => {
    const routes = withZod(scope);
    addHealthRoutes(routes, readiness);
    addMetricsRoute(routes, metrics);
  });
  return server;
}
