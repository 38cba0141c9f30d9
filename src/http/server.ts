import { randomUUID } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import Fastify, { type FastifyInstance, type RouteOptions } from "fastify";
import { ZodType } from "zod";
import type { Centra } from "../centra/centra.ts";
import type { Clock } from "../clock.ts";
import type { BackUps } from "../database/back-ups.ts";
import type { Emails } from "../emails/emails.ts";
import type { Provisioning } from "../emails/provisioning/provisioning.ts";
import type { History } from "../history/history.ts";
import type { HeldRelease } from "../intake/held-release.ts";
import type { Intake } from "../intake/intake.ts";
import type { RecentEvents } from "../intake/recent-events.ts";
import type { KlaviyoClient } from "../klaviyo/client.ts";
import type { Logger } from "../observability/logger.ts";
import type { Tracing } from "../observability/tracing.ts";
import type { AccountHealthStore } from "../outbox/account-health.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { QueueReader } from "../outbox/queue-reader.ts";
import type { PluginStore } from "../plugins/store.ts";
import type { Users } from "../users/users.ts";
import { auditChanges } from "./access/audit.ts";
import { type AdminTokenCheck, authoriseAdmin } from "./access/authorise.ts";
import { createSessionCookie } from "./access/session-cookie.ts";
import { createFeed } from "./activity/feed.ts";
import { addOverviewRoute } from "./activity/overview-route.ts";
import { addStreamRoute } from "./activity/stream-route.ts";
import { addAccountRoutes } from "./admin/account.ts";
import { addBackUpRoute } from "./admin/back-up.ts";
import { addDemoRoutes, type DemoStarter } from "./admin/demo.ts";
import { addEventRoutes } from "./admin/events.ts";
import { addKeyRoutes } from "./admin/keys.ts";
import { addKlaviyoTestRoute } from "./admin/klaviyo-test.ts";
import { addPluginChangesRoute } from "./admin/plugin-changes.ts";
import { addPluginRoutes } from "./admin/plugins.ts";
import { addPreviewRoute } from "./admin/preview.ts";
import { addStatusRoute } from "./admin/status.ts";
import { addUserRoutes } from "./admin/users.ts";
import { addCentraRoutes } from "./centra/admin-routes.ts";
import { addWebhookRoute } from "./centra/webhook-route.ts";
import { addDocsRoutes } from "./docs/routes.ts";
import { addProvisioningRoutes } from "./emails/provisioning-routes.ts";
import { addEmailRoutes } from "./emails/routes.ts";
import { addExportRoutes } from "./exports/routes.ts";
import { addUploadRoutes } from "./exports/upload-routes.ts";
import type { HttpListener } from "./http-metrics.ts";
import { refuseOtherMethods } from "./method-not-allowed.ts";
import { addHealthRoutes } from "./monitoring/health.ts";
import { addMetricsRoute, type MetricsAccess } from "./monitoring/metrics-route.ts";
import { buildOpenApi, type DescribedRoute } from "./openapi/build-openapi.ts";
import { answerConnectionError, answerProblems, recogniseProblem, sendProblem } from "./problems/answer-problems.ts";
import { HttpProblem } from "./problems/problem.ts";
import { createPushAccess } from "./push/access.ts";
import { createAdmission } from "./push/admission.ts";
import { addPushRoutes } from "./push/route.ts";
import { logRequests } from "./request-log.ts";
import { addSamplesRoute } from "./samples/route.ts";
import { addSignInRoutes } from "./sign-in/routes.ts";
import { withZod } from "./validation.ts";
import { addWebAppRoutes } from "./web-app/routes.ts";

export interface HttpServerParts {
  readonly intake: Intake;
  /** Absent: changes are previewed on samples alone. */
  readonly recentEvents?: RecentEvents;
  /** Absent: the demo shop cannot be started from here. */
  readonly startDemo?: DemoStarter;
  /** Absent: no routes for Centra. */
  readonly centra?: Centra;
  /** Absent: no routes for mails. */
  readonly emails?: Emails;
  /** Absent: no routes that set up mails in Klaviyo. */
  readonly provisioning?: Provisioning;
  /** Absent: no historical exports. */
  readonly history?: History;
  /** Absent: no route that makes back-ups. */
  readonly backUps?: BackUps;
  readonly outbox: Outbox;
  readonly heldRelease: Pick<HeldRelease, "releaseNow">;
  readonly queues: QueueReader;
  readonly accountHealth: AccountHealthStore;
  readonly plugins: PluginStore;
  readonly klaviyo: KlaviyoClient;
  readonly isAdminToken: AdminTokenCheck;
  /** Absent: nobody can sign in, and the admin token alone opens the admin API. */
  readonly users?: Users;
  /** Scheme and host under which browsers reach the service. Absent: as each request says. */
  readonly publicOrigin?: string | null;
  /** Addresses of the proxies whose X-Forwarded headers are believed. */
  readonly trustedProxies?: readonly string[];
  /** Rejects when no event could be taken at the moment. */
  readonly checkReadiness: () => Promise<void>;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Of this software. */
  readonly version: string;
  readonly limits?: Partial<HttpLimits>;
  /** Absent: no `/metrics`. */
  readonly metrics?: MetricsAccess | undefined;
  readonly observe?: HttpListener;
  readonly tracing?: Tracing;
  /** Where the built web app is. Absent: no web app. */
  readonly webAppFolder?: string;
}

export interface HttpLimits {
  /** Of one request. */
  readonly bodyLimitBytes: number;
  /** Of all pushes that are being read or committed. */
  readonly maxBytesInFlight: number;
  readonly maxRequestsInFlight: number;
  /** A client that takes longer to send its request is let go. */
  readonly requestTimeoutMs: number;
  /** When closing: requests that have not ended by then are broken off. */
  readonly closeGraceMs: number;
  /** Streams are kept alive so often; by then a stream ends whose session has. */
  readonly streamBeatMs: number;
}

const DEFAULT_LIMITS: HttpLimits = {
  bodyLimitBytes: 10 * 1024 * 1024,
  maxBytesInFlight: 128 * 1024 * 1024,
  maxRequestsInFlight: 2_000,
  requestTimeoutMs: 60_000,
  closeGraceMs: 8_000,
  streamBeatMs: 10_000,
};

/** The service's HTTP interface. `close()` refuses what is new and finishes what is in flight. */
export function createHttpServer(parts: HttpServerParts): FastifyInstance {
  const { logger, clock } = parts;
  const limits = { ...DEFAULT_LIMITS, ...parts.limits };
  const server = Fastify({
    genReqId: () => randomUUID(),
    bodyLimit: limits.bodyLimitBytes,
    requestTimeout: limits.requestTimeoutMs,
    return503OnClosing: false,
    trustProxy: parts.trustedProxies === undefined ? false : [...parts.trustedProxies],
    forceCloseConnections: "idle",
    clientErrorHandler: answerConnectionError,
    frameworkErrors: (error, request, reply) => sendProblem(request, reply, recogniseProblem(error)),
  });
  const routes = collectRoutes(server);
  logRequests(server, { logger, clock, observe: parts.observe });
  answerProblems(server, logger);
  refuseWhenClosing(server, clock, limits.closeGraceMs);

  const { users, publicOrigin = null } = parts;
  const cookie = createSessionCookie(publicOrigin);
  server.register(fastifyCookie);
  server.decorateRequest("actor", null);
  if (users !== undefined)
    server.register(async (scope) => addSignInRoutes(withZod(scope), { users, cookie, publicOrigin, logger }));

  const access = createPushAccess(parts);
  server.register(async (scope) => {
    const admission = createAdmission(limits);
    const { intake, observe, tracing } = parts;
    const { bodyLimitBytes } = limits;
    addPushRoutes(withZod(scope), { intake, access, admission, bodyLimitBytes, clock, observe, tracing });
  });
  const feed = createFeed(parts);
  server.register(async (scope) => {
    const authorise = authoriseAdmin({ ...parts, cookie, publicOrigin });
    scope.addHook("onRequest", authorise);
    auditChanges(scope, logger);
    scope.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));
    const admin = withZod(scope);
    addPluginRoutes(admin, parts);
    addPluginChangesRoute(admin, parts);
    addKlaviyoTestRoute(admin, parts);
    addPreviewRoute(admin, parts);
    addDemoRoutes(admin, parts);
    addKeyRoutes(admin, { plugins: parts.plugins, onRevoked: access.forget });
    addEventRoutes(admin, parts);
    addStreamRoute(admin, { ...parts, feed, authorise, beatEveryMs: limits.streamBeatMs });
    addStatusRoute(admin, parts);
    addOverviewRoute(admin, parts);
    addSamplesRoute(admin, parts);
    if (parts.backUps !== undefined) addBackUpRoute(admin, parts.backUps);
    if (parts.centra !== undefined) addCentraRoutes(admin, parts.centra);
    if (users !== undefined) {
      addAccountRoutes(admin, { users, cookie });
      addUserRoutes(admin, { users, publicOrigin });
    }
    if (parts.provisioning !== undefined) addProvisioningRoutes(admin, parts.provisioning);
    if (parts.emails !== undefined) addEmailRoutes(admin, { emails: parts.emails, plugins: parts.plugins });
    const { history } = parts;
    if (history === undefined) return;
    addExportRoutes(admin, history);
    scope.register(async (uploads) => addUploadRoutes(uploads, history.uploads));
  });
  const { centra } = parts;
  if (centra !== undefined) server.register(async (scope) => addWebhookRoute(scope, centra));
  server.register(async (scope) => {
    const monitoring = withZod(scope);
    addHealthRoutes(monitoring, {
      meaning: "The database answers, so events can be taken.",
      check: parts.checkReadiness,
      refusal: "The database does not answer, so no event can be taken at the moment.",
    });
    if (parts.metrics !== undefined) addMetricsRoute(monitoring, parts.metrics);
  });
  const { webAppFolder: folder } = parts;
  const isHttps = publicOrigin?.startsWith("https:") === true;
  if (folder !== undefined) server.register((scope) => addWebAppRoutes(scope, { logger, folder, isHttps }));
  server.register(async (scope) => addDocsRoutes(scope, () => buildOpenApi(routes.described, parts.version)));
  server.register(async (scope) => refuseOtherMethods(scope, new Map(routes.methods)));
  return server;
}

/**
 * Notes every route as it is added: for the API's description, and to know which methods an address has. A route of the admin API that is not
 * described does not start, so that none is there which no attack test knows.
 */
function collectRoutes(server: FastifyInstance) {
  const described: DescribedRoute[] = [];
  const methods = new Map<string, Set<string>>();
  server.addHook("onRoute", ({ method, url, schema, config }: RouteOptions) => {
    for (const one of [method].flat()) {
      methods.set(url, (methods.get(url) ?? new Set()).add(one));
      const isDescribed = config?.operation?.security === "adminToken" || config?.isRefusal === true;
      if (url.startsWith("/v1/admin") && !isDescribed) throw new Error(`${one} ${url} lacks its operation.`);
      if (config?.operation === undefined || one === "HEAD") continue;
      const { params, querystring, body } = schema ?? {};
      described.push({
        ...{ method: one, url, operation: config.operation },
        ...{ params: zodOrNone(params), query: zodOrNone(querystring), body: zodOrNone(body) },
      });
    }
  });
  return { described, methods };
}

function zodOrNone(schema: unknown): ZodType | undefined {
  return schema instanceof ZodType ? schema : undefined;
}

/** Connections end with the answers that are still to be given, so that `close()` waits for nothing else. */
function refuseWhenClosing(server: FastifyInstance, clock: Clock, closeGraceMs: number): void {
  let isClosing = false;
  const ended = new AbortController();
  server.server.once("close", () => ended.abort());
  server.addHook("preClose", async () => {
    isClosing = true;
    void clock.sleep(closeGraceMs, ended.signal).then(() => server.server.closeAllConnections());
  });
  server.addHook("onSend", async (_request, reply) => {
    reply.header("x-content-type-options", "nosniff");
    if (isClosing) reply.header("connection", "close");
  });
  server.addHook("onRequest", async () => {
    if (isClosing)
      throw new HttpProblem("shutting_down", "The service is being stopped. Send the same request again in a moment.");
  });
}
