import { randomUUID } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import Fastify, { type FastifyInstance } from "fastify";
import { auditChanges } from "./access/audit.ts";
import { authoriseAdmin } from "./access/authorise.ts";
import { createSessionCookie } from "./access/session-cookie.ts";
import { createFeed } from "./activity/feed.ts";
import { addOverviewRoute } from "./activity/overview-route.ts";
import { addStreamRoute } from "./activity/stream-route.ts";
import { addAccountRoutes } from "./admin/account.ts";
import { addBackUpRoute } from "./admin/back-up.ts";
import { addChangesRoutes } from "./admin/changes.ts";
import { addDemoRoutes } from "./admin/demo.ts";
import { addEventRoutes } from "./admin/events.ts";
import { addKeyRoutes } from "./admin/keys.ts";
import { addKlaviyoTestRoute } from "./admin/klaviyo-test.ts";
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
import { refuseOtherMethods } from "./method-not-allowed.ts";
import { addHealthRoutes } from "./monitoring/health.ts";
import { addMetricsRoute } from "./monitoring/metrics-route.ts";
import { buildOpenApi } from "./openapi/build-openapi.ts";
import { collectRoutes } from "./openapi/collect-routes.ts";
import { answerConnectionError, answerProblems, recogniseProblem, sendProblem } from "./problems/answer-problems.ts";
import { createPushAccess } from "./push/access.ts";
import { createAdmission } from "./push/admission.ts";
import { addPushRoutes } from "./push/route.ts";
import { refuseWhenClosing } from "./refuse-when-closing.ts";
import { logRequests } from "./request-log.ts";
import { addSamplesRoute } from "./samples/route.ts";
import { DEFAULT_LIMITS, type HttpServerParts } from "./server-parts.ts";
import { addSignInRoutes } from "./sign-in/routes.ts";
import { withZod } from "./validation.ts";
import { addWebAppRoutes } from "./web-app/routes.ts";

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
    addChangesRoutes(admin, parts);
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
    if (parts.provisioning !== undefined) addProvisioningRoutes(admin, { ...parts, provisioning: parts.provisioning });
    if (parts.emails !== undefined) addEmailRoutes(admin, { ...parts, emails: parts.emails });
    const { history } = parts;
    if (history === undefined) return;
    addExportRoutes(admin, { history });
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
